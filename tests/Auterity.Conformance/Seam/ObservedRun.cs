using Auterity.Sdk;

namespace Auterity.Conformance;

/// <summary>What a run did, told in the same words by every engine.</summary>
/// <param name="Status">Status once nothing moves any more.</param>
/// <param name="Steps">Every activation that started or was skipped, in any order; activations that never started are left out.</param>
/// <param name="Output">Output of the run; empty unless it succeeded.</param>
public sealed record ObservedRun(RunStatus Status, IReadOnlyList<ObservedStep> Steps, IReadOnlyList<Item> Output)
{
    /// <summary>Order in which activations completed or failed, as the journal recorded it; skips and cancelled ones are left out.</summary>
    public IReadOnlyList<ActivationId> Order { get; init; } = [];

    /// <summary>Calls of effects and attachments, in order.</summary>
    public IReadOnlyList<EffectCall> Calls { get; init; } = [];

    /// <summary>Names of signals that nobody took, one entry a signal.</summary>
    public IReadOnlyList<string> UnusedSignals { get; init; } = [];

    /// <summary>Deliveries that an <c>any</c> join dropped, or that returned to an idle loop.</summary>
    public int Dropped { get; init; }

    /// <summary>Activations that a fork at <see cref="Scenario.ForkAt"/> keeps, in any order.</summary>
    public IReadOnlyList<ActivationId> Kept { get; init; } = [];

    /// <summary>Code of the error that ended the run; null unless it failed.</summary>
    public string? Error { get; init; }
}

/// <summary>One firing of one node.</summary>
/// <param name="Id">Node and number.</param>
/// <param name="Status">How it ended, or why it has not.</param>
/// <param name="Inputs">Items the node saw, by input port; ports without items are left out.</param>
/// <param name="Outputs">Items it sent, by output port; ports without items are left out.</param>
/// <param name="Forced">Whether a quiet run forced the join.</param>
public sealed record ObservedStep(
    ActivationId Id,
    StepStatus Status,
    IReadOnlyDictionary<string, IReadOnlyList<Item>> Inputs,
    IReadOnlyDictionary<string, IReadOnlyList<Item>> Outputs,
    bool Forced = false);

/// <summary>A node and the number of its activation, from 0.</summary>
public readonly record struct ActivationId(string Node, int Number)
{
    public override string ToString() => $"{Node}#{Number}";
}

/// <summary>One call that the world could see.</summary>
/// <param name="Id">The activation that called.</param>
/// <param name="Item">Index of its item.</param>
/// <param name="Attempt">Number of the attempt, from 1.</param>
/// <param name="Key">Idempotency key that went out.</param>
public sealed record EffectCall(ActivationId Id, int Item, int Attempt, string Key);

public enum StepStatus
{
    Succeeded,
    Skipped,
    Failed,
    Cancelled,

    /// <summary>Sleeping, waiting for a signal or for the next attempt.</summary>
    Waiting,

    /// <summary>Waits for a person, because of <c>on error: hold</c> or a limit.</summary>
    Held,

    /// <summary>An at-most-once effect whose outcome nobody knows.</summary>
    NeedsDecision,
}

public enum RunStatus
{
    Succeeded,
    Failed,
    Cancelled,
    NeedsDecision,
    Paused,
    Waiting,
}
