using System.Diagnostics;
using Jint;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary>Stops a script that takes too long. Checked at every statement, because one statement on large values can take long by itself.</summary>
internal sealed class ScriptGuard : Constraint
{
    private long deadline = long.MaxValue;
    private long statements;
    private ScriptLimits limits = ScriptLimits.Expression;
    private CancellationToken cancellation;

    /// <summary>Starts the clock for one evaluation.</summary>
    public void Begin(ScriptLimits next, CancellationToken cancellationToken)
    {
        limits = next;
        statements = next.Statements;
        cancellation = cancellationToken;
        deadline = Stopwatch.GetTimestamp() + (long)(next.Time.TotalSeconds * Stopwatch.Frequency);
    }

    public override void Check()
    {
        if (--statements < 0)
            throw new ScriptStoppedException("expression-timeout", $"The code ran more than {limits.Statements:N0} statements. Look for a loop that does not end.");
        if (Stopwatch.GetTimestamp() > deadline)
            throw new ScriptStoppedException("expression-timeout", $"The code ran longer than {limits.Time.TotalSeconds:0.#} s. Look for a loop that does not end, or split the work over several items.");
        cancellation.ThrowIfCancellationRequested();
    }

    public override void Reset()
    {
        // Begin starts the clock: one evaluation may enter the engine several times.
    }
}

/// <summary>A limit was reached; scripts cannot catch it.</summary>
internal sealed class ScriptStoppedException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
