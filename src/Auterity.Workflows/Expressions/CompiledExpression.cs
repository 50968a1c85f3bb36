using System.Text.Json;
using Auterity.Workflows.Expressions.Native;
using Auterity.Workflows.Expressions.Scripting;
using Auterity.Workflows.Expressions.Syntax;

namespace Auterity.Workflows.Expressions;

/// <summary>One pair of braces: native where that means the same, otherwise a prepared script.</summary>
internal sealed class CompiledExpression(ExpressionSyntax syntax)
{
    private static readonly JsonElement NullElement = JsonElement.Parse("null");

    private readonly NativeNode? native = NativeCompiler.Compile(syntax);
    private ScriptUnit? script;

    public bool IsNative => native is not null;

    /// <summary>Offset of the code in the parameter's text.</summary>
    public int Position => Math.Max(0, syntax.Offset);

    /// <summary>The value with its type; undefined and functions become null.</summary>
    public JsonElement Evaluate(ExpressionSession session, ExpressionScope scope, CancellationToken cancellationToken, bool forceScript = false)
    {
        if (TryNative(scope, forceScript, NativeOutput.Element, out var element))
            return element;
        return OnScript(session, scope, static (value, output) => output.ToElement(value) ?? NullElement, cancellationToken);
    }

    /// <summary>The value as part of a text.</summary>
    public string Text(ExpressionSession session, ExpressionScope scope, CancellationToken cancellationToken, bool forceScript = false) =>
        TryNative(scope, forceScript, NativeOutput.Text, out var text)
            ? text
            : OnScript(session, scope, static (value, output) => output.Text(value), cancellationToken);

    /// <summary>Prepares the script now, so that its faults show when a workflow is published.</summary>
    public void Prepare() => _ = Script;

    private ScriptUnit Script => script ??= ScriptUnit.ForExpression(syntax);

    private bool TryNative<T>(ExpressionScope scope, bool forceScript, Func<NativeValue, T> output, out T result)
    {
        result = default!;
        if (native is null || forceScript)
            return false;
        try
        {
            result = output(native.Evaluate(scope));
            return true;
        }
        catch (NativeDeclined)
        {
            return false;
        }
    }

    private T OnScript<T>(ExpressionSession session, ExpressionScope scope, Func<Jint.Native.JsValue, ScriptOutput, T> read, CancellationToken cancellationToken)
    {
        try
        {
            return session.Run(Script, scope, read, cancellationToken);
        }
        catch (ExpressionException e) when (e.Position is { } position && e.Field is null)
        {
            throw new ExpressionException(e.Message, null, syntax.Offset + position, e.InnerException) { Code = e.Code, IsMissing = e.IsMissing };
        }
    }
}
