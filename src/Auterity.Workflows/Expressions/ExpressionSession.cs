using Auterity.Workflows.Expressions.Scripting;
using Jint.Native;

namespace Auterity.Workflows.Expressions;

/// <summary>Evaluates the expressions of one activation: all its items share one script engine, which nobody else ever sees.</summary>
/// <remarks>Not safe for concurrent use. The engine is made when the first expression needs it; native expressions never do.</remarks>
internal sealed class ExpressionSession(ExpressionOptions? options = null)
{
    private readonly List<string> warnings = [];
    private ScriptEngine? engine;
    private int told;

    public ExpressionOptions Options { get; } = options ?? ExpressionOptions.Default;

    /// <summary>What a reader should know though nothing failed, for example a whole number that was rounded: what is new since the last time.</summary>
    public IEnumerable<string> TakeWarnings()
    {
        while (told < warnings.Count)
            yield return warnings[told++];
    }

    /// <summary>Runs a script for an item.</summary>
    /// <param name="read">Takes what it needs from the result while the limits still hold.</param>
    /// <exception cref="ExpressionException">The script failed or reached a limit.</exception>
    internal T Run<T>(ScriptUnit unit, ExpressionScope scope, Func<JsValue, ScriptOutput, T> read, CancellationToken cancellationToken)
    {
        engine ??= new ScriptEngine(Options.Expression, scope);
        return engine.Run(unit, scope, read, Warn, cancellationToken);
    }

    internal void Warn(string message)
    {
        if (warnings.Count < 100 && !warnings.Contains(message))
            warnings.Add(message);
    }
}
