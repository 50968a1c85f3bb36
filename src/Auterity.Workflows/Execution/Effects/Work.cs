using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;

namespace Auterity.Workflows.Execution.Effects;

/// <summary>Something to be done outside the shard's turn.</summary>
internal abstract record Work(Activation Activation)
{
    /// <summary>A pure step too long for a turn; nothing needs to be on disk before it.</summary>
    public sealed record Pure(Activation Activation) : Work(Activation);

    /// <summary>One attempt at one unit of an effect.</summary>
    public sealed record Attempt(Activation Activation, int Unit, int Number, int Round) : Work(Activation)
    {
        /// <summary>A place under the policy's limit, given back when the attempt has ended; null where nothing limits it.</summary>
        public IDisposable? Slot { get; init; }
    }

    /// <summary>A wait for the limits of the node's policy, before one attempt.</summary>
    public sealed record Admission(Activation Activation, int Unit, int Number, int Round) : Work(Activation);

    /// <summary>A stepped node decides what comes next; pure.</summary>
    public sealed record Step(Activation Activation, int Unit) : Work(Activation)
    {
        /// <summary>The step has been taken already, by a process that is gone: it is taken again to see whether it asks for the same.</summary>
        public bool IsReplay { get; init; }
    }

    /// <summary>One attempt at one call of an attachment.</summary>
    public sealed record Call(Activation Activation, int Unit, CallRequest Request, int Number, int Round) : Work(Activation);

    /// <summary>The other side is asked what became of an attempt nobody heard of (ENGINE rule 12).</summary>
    /// <param name="Request">The call it is about; null for the unit itself.</param>
    public sealed record LookUp(Activation Activation, int Unit, CallRequest? Request, int Number, int Round) : Work(Activation);

    /// <summary>Whether everything journaled so far must be on disk before it begins (ENGINE rule 10).</summary>
    public bool IsEffect => this is Attempt or Call or LookUp;
}

/// <summary>What came of some work.</summary>
internal abstract record Report(Work Work)
{
    /// <summary>A batch, a trigger, or a whole pure step ended with a result.</summary>
    public sealed record Result(Work Work, NodeResult Value) : Report(Work);

    /// <summary>Units of a per-item step ended, each with items or a fault.</summary>
    public sealed record Units(Work Work, IReadOnlyList<UnitReport> Ended) : Report(Work);

    /// <summary>The work failed as a whole.</summary>
    public sealed record Failed(Work Work, Fault Fault) : Report(Work);

    /// <summary>A stepped node said what it wants.</summary>
    public sealed record Stepped(Work Work, NodeStep Value) : Report(Work);

    /// <summary>The policy's limits let an attempt begin.</summary>
    public sealed record Admitted(Work.Admission Asked, IDisposable? Slot) : Report(Asked);

    /// <summary>An attachment answered.</summary>
    public sealed record Called(Work Work, Item Value) : Report(Work);

    /// <summary>What the other side says of an attempt nobody heard of.</summary>
    public sealed record LookedUp(Work.LookUp Asked, SentLookup Value) : Report(Asked);

    /// <summary>Nothing was done, because the shard is leaving: whoever owns it next does it.</summary>
    public sealed record Deferred(Work Work) : Report(Work);

    /// <summary>Lines written to the step's log; null for none.</summary>
    public IReadOnlyList<string>? Log { get; init; }

    /// <summary>What is to be remembered about the attempt besides its outcome; null for nothing.</summary>
    public StepRecord? Record { get; init; }
}

/// <summary>How one unit ended.</summary>
internal readonly record struct UnitReport(int Unit, IReadOnlyList<Item> Items, Fault? Fault);

/// <summary>A failure, with what the engine must know to decide what follows.</summary>
/// <param name="Error">What to tell people.</param>
/// <param name="Retryable">Whether trying again could help.</param>
/// <param name="Sent">What the world saw of it.</param>
/// <param name="RetryAfter">How long the other side asked us to wait.</param>
internal sealed record Fault(NodeError Error, bool Retryable, Sent Sent, TimeSpan? RetryAfter)
{
    /// <summary>What the policy's condition says of it; null when there is none.</summary>
    public bool? RetryIf { get; init; }

    public static Fault Of(Exception e) => e switch
    {
        NodeException node => new Fault(
            node.Error, node.Retryable, node.NotSent ? Sent.No : node.OutcomeUnknown ? Sent.Unknown : Sent.Yes, node.RetryAfter),
        OperationCanceledException => new Fault(new NodeError("The step was cancelled before it was done.", "cancelled"), true, Sent.Unknown, null),
        InsufficientExecutionStackException => new Fault(new NodeError("The data is nested too deeply for this step.", "too-deep"), false, Sent.No, null),
        // Only this allocation failed: the process is well, and the same step would ask for as much again.
        OutOfMemoryException => new Fault(new NodeError("The step needs more memory than there is. Handle the data in smaller parts.", "out-of-memory"), false, Sent.Unknown, null),
        _ => new Fault(new NodeError($"{e.GetType().Name}: {e.Message}", "unexpected"), true, Sent.Unknown, null),
    };

    public static Fault TimedOut(double seconds) =>
        new(new NodeError($"The step took longer than its limit of {seconds:0.###} s (policy.timeoutSeconds).", "timeout"), true, Sent.Unknown, null);
}

/// <summary>What the world saw of an attempt (ENGINE rule 12).</summary>
internal enum Sent
{
    No,
    Yes,
    Unknown,
}
