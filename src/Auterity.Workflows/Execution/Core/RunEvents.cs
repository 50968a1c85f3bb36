using Auterity.Sdk;

namespace Auterity.Workflows.Execution.Core;

/// <summary>Something that happened to a run. The journal is a list of these; applying them in order gives the run's state, always the same one.</summary>
/// <param name="At">When, µs since 1970 UTC.</param>
internal abstract record RunEvent(long At)
{
    /// <summary>Id of the activation it is about; -1 for the run as a whole.</summary>
    public virtual int About => -1;
}

/// <summary>The run was accepted. Always the first event.</summary>
/// <param name="Trigger">Index of the trigger that fired.</param>
/// <param name="Input">What happened outside, as one item.</param>
/// <param name="Mode">Production, test or manual.</param>
/// <param name="Until">Index of the node after which a test run stops; -1 runs to the end.</param>
/// <param name="Header">What is fixed about the run besides.</param>
/// <param name="Fork">What a forked run keeps of another one; null for an ordinary start.</param>
internal sealed record RunStarted(long At, int Trigger, Item Input, RunMode Mode, RunHeader Header, int Until = -1, ForkOrigin? Fork = null) : RunEvent(At);

/// <summary>What is fixed about a run when it is accepted.</summary>
/// <param name="Label">The caller's own name for it.</param>
/// <param name="StartKey">Key the start carried.</param>
/// <param name="Parent">Who started it; null for everything but children.</param>
/// <param name="IsErrorRun">Started by an error: its own failure starts nothing.</param>
/// <param name="By">Who started it, for people: <c>key:…</c>, <c>user:…</c>, <c>hook:…</c>.</param>
internal sealed record RunHeader(string? Label = null, string? StartKey = null, ParentLink? Parent = null, bool IsErrorRun = false, string? By = null)
{
    public static RunHeader None { get; } = new();
}

/// <summary>The step of another run that started this one, and whether it waits.</summary>
/// <param name="Child">Which of the step's runs this is, from 0; -1 for an error run.</param>
/// <param name="Depth">How many runs stand above this one.</param>
internal sealed record ParentLink(Guid RunId, int Activation, int Child, bool Waits, int Depth);

/// <summary>An activation begins its effect. Flushed before the effect starts (rule 10).</summary>
internal sealed record NodeStarted(long At, int Activation) : RunEvent(At)
{
    public override int About => Activation;
}

/// <summary>An activation ended with these outputs, one entry an output port.</summary>
internal sealed record NodeCompleted(long At, int Activation, long StartedAt, IReadOnlyList<PortOutput> Outputs) : RunEvent(At)
{
    public override int About => Activation;

    public Answer? Answer { get; init; }

    public bool IsRunOutput { get; init; }

    /// <summary>The node ends the whole run, without an error.</summary>
    public bool StopsRun { get; init; }

    /// <summary>Lines the node wrote to its log; null for none.</summary>
    public IReadOnlyList<string>? Log { get; init; }
}

/// <summary>The engine's own loop node took its next batch (rule 2).</summary>
/// <param name="BatchSize">Items a pass.</param>
/// <param name="StopWhenNothingReturns">Whether a pass from which nothing came back ends the loop.</param>
internal sealed record LoopAdvanced(long At, int Activation, int BatchSize, bool StopWhenNothingReturns) : RunEvent(At)
{
    public override int About => Activation;
}

/// <summary>An attempt at one unit (an item, or the whole batch) begins. Only at-most-once effects and repetitions journal it.</summary>
/// <param name="Unit">Item index for per-item nodes, 0 for batches.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Round">Part of the idempotency key; grows when a repetition must look new to the other side.</param>
internal sealed record UnitStarted(long At, int Activation, int Unit, int Attempt, int Round) : RunEvent(At)
{
    public override int About => Activation;
}

/// <summary>How an effect was tried: its parameters as evaluated, secrets masked (rule 27), and what somebody should look at.</summary>
internal sealed record StepRecorded(long At, int Activation, StepRecord Record) : RunEvent(At)
{
    public override int About => Activation;
}

/// <summary>What is remembered about an attempt besides its outcome.</summary>
internal sealed record StepRecord(IReadOnlyList<UnitParameters> Parameters, StepWarnings Warnings);

/// <summary>Evaluated parameters of one unit, as UTF-8 JSON.</summary>
internal readonly record struct UnitParameters(int Unit, ReadOnlyMemory<byte> Json);

/// <summary>What somebody should look at although the step went well. Numbers are journaled.</summary>
[Flags]
internal enum StepWarnings
{
    None = 0,

    /// <summary>The output contains a secret of a credential the step used (rule 39).</summary>
    SecretInOutput = 1,
}

/// <summary>Units of a per-item node that ended well, packed.</summary>
internal sealed record UnitsCompleted(long At, int Activation, IReadOnlyList<UnitOutput> Units) : RunEvent(At)
{
    public override int About => Activation;

    public IReadOnlyList<string>? Log { get; init; }
}

/// <summary>An activation failed for good, its other units settled; the run ends with it.</summary>
internal sealed record NodeFailed(long At, int Activation, NodeError Error) : RunEvent(At)
{
    public override int About => Activation;
}

/// <summary>What one item became.</summary>
internal readonly record struct UnitOutput(int Unit, IReadOnlyList<Item> Items);

/// <summary>An attempt failed; what follows was decided then and is part of the fact.</summary>
/// <param name="RetryAt">When the next attempt is due; only for <see cref="Disposition.Retry"/>.</param>
/// <param name="Round">Round of the next attempt.</param>
internal sealed record UnitFailed(long At, int Activation, int Unit, int Attempt, NodeError Error, Disposition Disposition, long RetryAt = 0, int Round = 0) : RunEvent(At)
{
    public override int About => Activation;

    /// <summary>Lines the attempt logged; null for none.</summary>
    public IReadOnlyList<string>? Log { get; init; }
}

/// <summary>The activation waits: for a time, a signal, or both.</summary>
/// <param name="Until">When the wait ends by itself; 0 never.</param>
/// <param name="Signal">Name of the signal that ends it; null for a plain sleep.</param>
/// <param name="AtDeadline">What goes on when time is up.</param>
internal sealed record WaitCreated(long At, int Activation, long Until, string? Signal, PortOutput AtDeadline) : RunEvent(At)
{
    public override int About => Activation;
}

/// <summary>A wait ended.</summary>
/// <param name="Output">What goes on.</param>
internal sealed record WaitResolved(long At, int Activation, WaitEnd How, PortOutput Output) : RunEvent(At)
{
    public override int About => Activation;
}

/// <summary>A signal came for the run, whether or not somebody waits for it (rule 17).</summary>
/// <param name="Activation">The step it names; -1 for whoever waits longest.</param>
internal sealed record SignalReceived(long At, string Name, Item Payload, string? DedupeId, int Activation = -1) : RunEvent(At);

/// <summary>Nothing moves but items are waiting at a join: it fires without what never came (rule 4).</summary>
internal sealed record JoinForced(long At, int Node, IReadOnlyList<int> MissingEdges) : RunEvent(At);

/// <summary>A child run was asked for; it starts once this is on disk.</summary>
/// <param name="Child">Which of the step's runs, from 0.</param>
/// <param name="Waits">Whether the step waits for the run's end, or only until the run is on disk.</param>
internal sealed record ChildStarted(long At, int Activation, int Child, Guid RunId, Guid WorkflowId, Item Input, bool Waits) : RunEvent(At)
{
    public override int About => Activation;
}

/// <summary>A child run ended; one that nobody waits for is on disk.</summary>
internal sealed record ChildEnded(long At, int Activation, int Child, bool Succeeded, IReadOnlyList<Item> Output, NodeError? Error) : RunEvent(At)
{
    public override int About => Activation;
}

/// <summary>A stepped node asked its attachments (rule 14).</summary>
internal sealed record CallsRequested(long At, int Activation, int Unit, Item State, IReadOnlyList<CallRequest> Calls) : RunEvent(At)
{
    public override int About => Activation;
}

/// <summary>One call of an attachment.</summary>
/// <param name="Index">Number of the call within the unit, from 0.</param>
/// <param name="Node">Index of the attached node.</param>
internal sealed record CallRequest(int Index, int Node, Item Arguments);

/// <summary>One call ended: with a result or an error.</summary>
internal sealed record CallEnded(long At, int Activation, int Unit, int Index, Item? Result, NodeError? Error) : RunEvent(At)
{
    public override int About => Activation;
}

/// <summary>An attempt at a call begins. Only at-most-once attachments and repetitions journal it.</summary>
internal sealed record CallStarted(long At, int Activation, int Unit, int Index, int Attempt, int Round) : RunEvent(At)
{
    public override int About => Activation;
}

/// <summary>An attempt at a call failed and its host does not hear of it yet: it is tried again, or a person decides.</summary>
/// <param name="RetryAt">When the next attempt is due; only for <see cref="Disposition.Retry"/>.</param>
/// <param name="Round">Round of the next attempt.</param>
internal sealed record CallFailed(long At, int Activation, int Unit, int Index, int Attempt, NodeError Error, Disposition Disposition, long RetryAt = 0, int Round = 0) : RunEvent(At)
{
    public override int About => Activation;
}

/// <summary>A person decided about a call that is held or whose outcome is unknown.</summary>
/// <param name="Result">What the call is to have answered; null for what it was asked.</param>
internal sealed record CallDecided(long At, int Activation, int Unit, int Index, Decision Decision, Item? Result, string? By, int Round = 0) : RunEvent(At)
{
    public override int About => Activation;
}

/// <summary>A person decided about a step that is held or whose outcome is unknown.</summary>
internal sealed record DecisionMade(long At, int Activation, int Unit, Decision Decision, IReadOnlyList<Item>? Output, string? By, int Round = 0) : RunEvent(At)
{
    public override int About => Activation;
}

/// <summary>A limit was reached; the step waits for a person (rule 9).</summary>
internal sealed record LimitReached(long At, int Activation, string Limit) : RunEvent(At)
{
    public override int About => Activation;
}

internal sealed record RunPaused(long At, string? By) : RunEvent(At);

internal sealed record RunResumed(long At, string? By) : RunEvent(At);

/// <summary>Somebody, or the run's own deadline, asked for the end.</summary>
internal sealed record CancelRequested(long At, string? By, bool TimedOut) : RunEvent(At);

/// <summary>The end. The first one appended wins.</summary>
internal sealed record RunEnded(long At, RunOutcome Outcome, NodeError? Error, int OutputActivation) : RunEvent(At);

/// <summary>A failed run goes on: its failed steps start again.</summary>
internal sealed record RunReopened(long At, string? By) : RunEvent(At);

/// <summary>An effect reported after the run was over, or after somebody decided for it.</summary>
internal sealed record LateCompletion(long At, int Activation, int Unit, bool Succeeded, NodeError? Error) : RunEvent(At)
{
    public override int About => Activation;
}

internal enum RunMode
{
    Production,
    Test,
    Manual,
}

internal enum RunOutcome
{
    Succeeded,
    Failed,
    Cancelled,
}

/// <summary>What follows a failed attempt.</summary>
internal enum Disposition
{
    Retry,
    Fail,
    Continue,
    ErrorOutput,
    Hold,

    /// <summary>Nobody knows whether the world saw it.</summary>
    NeedsDecision,
}

internal enum WaitEnd
{
    Timer,
    Signal,
    Skipped,
}

/// <summary>What a person said about a held or undecided step.</summary>
internal enum Decision
{
    /// <summary>It was done: go on with the given output, or with the input.</summary>
    Done,

    /// <summary>Do it (again).</summary>
    Again,

    /// <summary>Treat it as failed, by the node's policy for errors.</summary>
    Fail,

    /// <summary>A limit may be passed once more.</summary>
    Raise,
}

/// <summary>What a forked run keeps: the other run, and which of its activations (rule 19).</summary>
internal sealed record ForkOrigin(Guid RunId, IReadOnlyList<int> Kept, int Point);
