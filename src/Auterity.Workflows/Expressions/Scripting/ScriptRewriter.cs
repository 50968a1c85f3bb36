using Acornima;
using Acornima.Ast;
using Auterity.Workflows.Expressions.Extensions;
using Auterity.Workflows.Expressions.Syntax;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary>Turns an expression or a function body into the script that runs.</summary>
/// <remarks>
/// Calls of extension methods are renamed with a mark (<c>x.first()</c> becomes <c>x.ǃfirst()</c>), so that the methods can sit on
/// <c>Object.prototype</c> without being seen: data with a field of that name, and <c>in</c>, <c>for</c> and <c>keys</c> stay as they are.
/// </remarks>
internal static class ScriptRewriter
{
    /// <summary>Letter in front of an extension method's name.</summary>
    public const string Mark = "ǃ";

    /// <summary>Stands in for null and undefined where a method accepts them: <c>undefined.isEmpty()</c> is true.</summary>
    public const string Nothing = "ǃnothing";

    public static SourceEdits Expression(ExpressionSyntax syntax, ScriptTraits traits)
    {
        var body = syntax.Program.Body;
        if (body is [ExpressionStatement only])
        {
            var (start, end) = (only.Start, WithoutSemicolon(syntax.Code, only.Start, only.End));
            var edits = new SourceEdits(syntax.Code, start, end);
            edits.Insert(start, traits.MayTouchIntrinsics ? "(()=>{'use strict';return (" : "(");
            MarkExtensions(syntax, only, edits);
            edits.Insert(end, traits.MayTouchIntrinsics ? "\n)})()" : "\n)");
            return edits;
        }

        var all = new SourceEdits(syntax.Code, 0, syntax.Code.Length);
        all.Insert(0, traits.MayTouchIntrinsics ? "(()=>{'use strict';" : "(()=>{");
        MarkExtensions(syntax, syntax.Program, all);
        if (body.Count > 0 && body[^1] is ExpressionStatement last)
        {
            all.Insert(last.Start, "return (");
            all.Insert(WithoutSemicolon(syntax.Code, last.Start, last.End), "\n)");
        }

        all.Insert(syntax.Code.Length, "\n})()");
        return all;
    }

    public static SourceEdits Body(ExpressionSyntax syntax, ScriptTraits traits)
    {
        var edits = new SourceEdits(syntax.Code, 0, syntax.Code.Length);
        edits.Insert(0, traits.Awaits ? "(async function(){" : "(function(){");
        MarkExtensions(syntax, syntax.Program, edits);
        edits.Insert(syntax.Code.Length, "\n})()");
        return edits;
    }

    private static void MarkExtensions(ExpressionSyntax syntax, Node node, SourceEdits edits)
    {
        if (node is CallExpression { Callee: MemberExpression { Computed: false, Property: Identifier name, Object: not Super } member } && ExtensionMethods.IsKnown(name.Name))
        {
            if (ExtensionMethods.AcceptsNothing(name.Name) && !member.Optional)
            {
                edits.Insert(member.Start, "((");
                edits.Insert(DotBefore(syntax.Tokens, name.Start), $") ?? {Nothing})");
            }

            edits.Insert(name.Start, Mark);
            edits.Extensions.Add(name.Name);
        }

        foreach (var child in node.ChildNodes)
            MarkExtensions(syntax, child, edits);
    }

    private static int DotBefore(IReadOnlyList<Token> tokens, int position)
    {
        var (low, high) = (0, tokens.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (tokens[middle].Start < position)
                low = middle + 1;
            else
                high = middle;
        }

        return tokens[low - 1].Start;
    }

    private static int WithoutSemicolon(string code, int start, int end) => end > start && code[end - 1] == ';' ? end - 1 : end;
}
