using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Auterity.Workflows.Expressions.Scripting;
using Auterity.Workflows.Expressions.Syntax;

namespace Auterity.Workflows.Expressions;

/// <summary>One text of a parameter, compiled: literal, or a template that begins with <c>=</c>. Immutable; safe on any thread.</summary>
internal sealed class CompiledTemplate
{
    private readonly string field;
    private readonly (string? Literal, CompiledExpression? Expression)[] parts;
    private readonly JsonElement constant;

    private CompiledTemplate(string field, IReadOnlyList<TemplatePart> parts, List<ExpressionException> faults)
    {
        this.field = field;
        this.parts = [.. parts.Select(p => p.Script is null ? (p.Text, null) : ((string?)null, new CompiledExpression(p.Script)))];
        NodesNamed = parts.Where(p => p.Script is not null).SelectMany(p => NodeReference.In(p.Script!.Program)).Select(r => r.Name).ToFrozenSet(StringComparer.Ordinal);
        Prepare(faults);
        Faults = faults;
        IsStatic = faults.Count == 0 && this.parts.All(p => p.Expression is null);
        IsNative = faults.Count == 0 && this.parts.All(p => p.Expression is null or { IsNative: true });
        if (IsStatic)
            constant = JsonSerializer.SerializeToElement(ScriptOutput.WellFormed(string.Concat(parts.Select(p => p.Text))));
    }

    /// <summary>Path of the parameter.</summary>
    public string Field => this.field;

    /// <summary>What is wrong with the text, with field and position; such a template cannot be evaluated.</summary>
    public IReadOnlyList<ExpressionException> Faults { get; }

    /// <summary>Nothing to evaluate.</summary>
    public bool IsStatic { get; }

    /// <summary>Nothing in it needs the script engine.</summary>
    public bool IsNative { get; }

    /// <summary>Nodes it refers to by name.</summary>
    public IReadOnlySet<string> NodesNamed { get; }

    /// <param name="text">The parameter's text; without a leading <c>=</c> it is taken as it is.</param>
    /// <param name="field">Path of the parameter, for messages.</param>
    public static CompiledTemplate Compile(string text, string field)
    {
        var faults = new List<ExpressionException>();
        var parts = TemplateParser.IsTemplate(text) ? TemplateParser.Parse(text, field, faults) : [new TemplatePart(text, 0, null)];
        return new CompiledTemplate(field, parts, faults);
    }

    /// <summary>Evaluates with an engine of its own, should it need one.</summary>
    /// <exception cref="ExpressionException">The template is not valid, or it failed for this item.</exception>
    public JsonElement Evaluate(ExpressionScope scope, CancellationToken cancellationToken) =>
        Evaluate(new ExpressionSession(), scope, cancellationToken);

    /// <summary>Evaluates with the engine of an activation.</summary>
    /// <exception cref="ExpressionException">The template is not valid, or it failed for this item.</exception>
    public JsonElement Evaluate(ExpressionSession session, ExpressionScope scope, CancellationToken cancellationToken, bool forceScript = false)
    {
        if (IsStatic)
            return constant;
        if (Faults.Count > 0)
            throw Faults[0];
        if (parts.Length == 1)
            return Guarded(session, p => p.Evaluate(session, scope, cancellationToken, forceScript), parts[0].Expression!);
        var text = new StringBuilder();
        foreach (var (literal, expression) in parts)
        {
            text.Append(literal ?? Guarded(session, p => p.Text(session, scope, cancellationToken, forceScript), expression!));
            if (text.Length > session.Options.Expression.StringLength)
                throw new ExpressionException($"The text has more than {session.Options.Expression.StringLength:N0} characters.", field, 0) { Code = "expression-memory" };
        }

        return JsonSerializer.SerializeToElement(ScriptOutput.WellFormed(text.ToString()));
    }

    private T Guarded<T>(ExpressionSession session, Func<CompiledExpression, T> evaluate, CompiledExpression expression)
    {
        try
        {
            return evaluate(expression);
        }
        catch (ExpressionException e) when (e.IsMissing && session.Options.ForgiveMissing)
        {
            return typeof(T) == typeof(string) ? (T)(object)"" : (T)(object)Native.NativeOutput.Element(default);
        }
        catch (ExpressionException e)
        {
            throw e.In(field, expression.Position);
        }
    }

    private void Prepare(List<ExpressionException> faults)
    {
        foreach (var (_, expression) in parts)
        {
            if (expression is not { IsNative: false })
                continue;
            try
            {
                expression.Prepare();
            }
            catch (ExpressionException e)
            {
                faults.Add(e.In(field, expression.Position));
            }
        }
    }
}
