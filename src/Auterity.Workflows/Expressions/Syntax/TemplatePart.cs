namespace Auterity.Workflows.Expressions.Syntax;

/// <summary>A piece of a template: literal text, or the JavaScript between <c>{{</c> and <c>}}</c>.</summary>
/// <param name="Text">The piece with escapes resolved.</param>
/// <param name="Position">Offset of its first character in the parameter's text.</param>
/// <param name="Script">The parsed JavaScript; null for literal text.</param>
internal sealed record TemplatePart(string Text, int Position, ExpressionSyntax? Script);
