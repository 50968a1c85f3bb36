using Auterity.Sdk;

namespace Auterity.Workflows.Execution.Effects;

/// <summary>What the engine's loop node needs to know from its parameters record.</summary>
internal interface ILoopInput
{
    int BatchSize { get; }

    /// <summary>Whether a pass from which nothing came back ends the loop.</summary>
    bool StopWhenNothingReturns { get; }
}

internal static class LoopParameters
{
    /// <exception cref="NodeException">The batch size is below one.</exception>
    public static (int BatchSize, bool Stop) Of(object input) => input is ILoopInput { BatchSize: >= 1 } loop
        ? (loop.BatchSize, loop.StopWhenNothingReturns)
        : throw new NodeException("The batch size of a loop must be 1 or more.", "invalid-parameters", retryable: false);
}
