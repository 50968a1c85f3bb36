using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Runs;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>What a shard's mailbox holds.</summary>
internal abstract record ShardMessage
{
    /// <summary>Accept a run.</summary>
    public sealed record Start(StartRequest Request, TaskCompletionSource<StartOutcome> Done) : ShardMessage;

    /// <summary>Some work came back.</summary>
    public sealed record Reported(Guid RunId, LiveRun Run, Report Report) : ShardMessage;

    /// <summary>Everything up to this ticket is on disk.</summary>
    public sealed record Flushed(long Ticket) : ShardMessage;

    /// <summary>A run was read from the journal: all null when there is none, a fault when it could not be read or rebuilt.</summary>
    public sealed record Loaded(Guid RunId, LiveRun? Run, Exception? Fault, StoredRun? Stored) : ShardMessage;

    /// <summary>The database refuses a run's data from an event on.</summary>
    public sealed record Rejected(Guid RunId, long FirstSequence, string Reason) : ShardMessage;

    /// <summary>A snapshot of a run is ready to be written.</summary>
    public sealed record Snapshotted(RunRow Row, RunSnapshot Snapshot) : ShardMessage;

    /// <summary>A run whose data was refused ends with what is on disk.</summary>
    public sealed record EndRejected(Guid RunId, NodeError Error) : ShardMessage;

    /// <summary>Somebody wants something of a run.</summary>
    public sealed record Command(Guid RunId, Guid TenantId, RunCommand Asked, TaskCompletionSource<CommandOutcome> Done) : ShardMessage;

    /// <summary>A child that its parent asked for never reached the disk: start it again.</summary>
    public sealed record Adopt(Guid ParentId, ChildRun Child) : ShardMessage;

    /// <summary>What the table of keys says of a keyed start; null when the key is new.</summary>
    public sealed record KeyChecked(Start Waiting, RunKeyRow? Found, Exception? Fault) : ShardMessage;

    /// <summary>A child ended; tell its parent.</summary>
    public sealed record ChildOver(Guid ParentId, ParentLink Link, ChildResult Result) : ShardMessage;

    /// <summary>Somebody waits for a run to answer or to end.</summary>
    public sealed record Await(Guid RunId, Guid TenantId, RunWaiter Waiter) : ShardMessage;

    /// <summary>Sleeping runs that will be due soon.</summary>
    public sealed record DueSoon(IReadOnlyList<(Guid RunId, DateTimeOffset WakeAt)> Runs) : ShardMessage;

    /// <summary>The shard is about to leave; completed once nothing is under way, or only once everything is on disk.</summary>
    public sealed record Drain(bool FlushOnly, TaskCompletionSource Done) : ShardMessage;

    /// <summary>Somebody wants to know whether a run is at rest.</summary>
    public sealed record Look(Guid RunId, TaskCompletionSource<ShardGlance> Done) : ShardMessage;

    /// <summary>Time has passed.</summary>
    public sealed record Tick : ShardMessage
    {
        public static Tick Instance { get; } = new();
    }
}

/// <summary>A run to be accepted.</summary>
/// <param name="Workflow">Compiled definition it is pinned to.</param>
/// <param name="Trigger">Index of the trigger that fired.</param>
/// <param name="Input">What happened outside.</param>
/// <param name="Mode">Production, test or manual.</param>
/// <param name="Header">Label, key, parent.</param>
internal sealed record StartRequest(CompiledWorkflow Workflow, int Trigger, Item Input, RunMode Mode, RunHeader Header)
{
    /// <summary>Id decided by the caller (children, keyed starts); null takes a new one.</summary>
    public Guid? RunId { get; init; }

    /// <summary>Key row to write with the start.</summary>
    public RunKeyRow? Key { get; init; }

    /// <summary>The key alone says what is the same: two calls of a hook with one dedupe value differ in their headers at least.</summary>
    public bool KeyIsEnough { get; init; }

    /// <summary>Node after which a test run stops; -1 for none.</summary>
    public int Until { get; init; } = -1;

    /// <summary>For a forked run: brings it to where the fork begins, right after its start.</summary>
    public Action<LiveRun>? Prepare { get; init; }

    /// <summary>What a forked run keeps of another one.</summary>
    public ForkOrigin? Fork { get; init; }

    /// <summary>For a forked run: output given instead of running the step it forks at.</summary>
    public IReadOnlyList<Item>? ForkOutput { get; init; }

    /// <summary>Hears the answer or the end; null when nobody waits.</summary>
    public RunWaiter? Waiter { get; init; }
}

/// <summary>How a start ended.</summary>
internal sealed record StartOutcome(Guid RunId, StartStatus Status)
{
    public static StartOutcome Moved { get; } = new(Guid.Empty, StartStatus.Moved);

    public static StartOutcome Unknown { get; } = new(Guid.Empty, StartStatus.Unknown);
}

internal enum StartStatus
{
    /// <summary>On disk: it will run, whatever happens.</summary>
    Accepted,

    /// <summary>The same key has started this run before.</summary>
    Existing,

    /// <summary>The same key has started a run with another input.</summary>
    KeyConflict,

    /// <summary>Too much is waiting; try again later.</summary>
    Busy,

    /// <summary>The database refuses the input.</summary>
    Rejected,

    /// <summary>The shard has gone to another process; nothing was started.</summary>
    Moved,

    /// <summary>The shard was lost before it could answer: the run may be there or not.</summary>
    Unknown,
}

/// <summary>How a request to change a run ended.</summary>
/// <param name="Status">The run's status afterwards.</param>
/// <param name="Refused">Why nothing was changed; null when it was.</param>
/// <param name="Found">Whether there is such a run.</param>
/// <param name="HasMoved">The shard has gone to another process before it could answer.</param>
internal sealed record CommandOutcome(RunStatus Status, string? Refused = null, bool Found = true, bool HasMoved = false)
{
    public static CommandOutcome NotFound { get; } = new(RunStatus.Failed, "There is no such run.", Found: false);

    public static CommandOutcome Moved { get; } = new(RunStatus.Queued, "The run is moving to another process. Ask again in a moment.", HasMoved: true);
}

/// <summary>What a shard has to do for a run.</summary>
/// <param name="InFlight">Units of work under way.</param>
/// <param name="IsSettled">Whether everything it did is on disk and nothing is being read.</param>
internal sealed record ShardGlance(int InFlight, bool IsSettled);

/// <summary>How a child ended.</summary>
internal sealed record ChildResult(bool Succeeded, IReadOnlyList<Item> Output, NodeError? Error);

/// <summary>Somebody who waits for a run: for its first answer, or for its end. Completed after the flush.</summary>
internal sealed class RunWaiter(bool wantsAnswer)
{
    private readonly TaskCompletionSource<RunNews> news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool WantsAnswer => wantsAnswer;

    public Task<RunNews> News => news.Task;

    /// <summary>Called when the shard that was to tell has gone; whoever waits asks elsewhere.</summary>
    public Action<Guid>? OnOrphaned { get; set; }

    public void Orphan(Guid runId)
    {
        if (!news.Task.IsCompleted) OnOrphaned?.Invoke(runId);
    }

    public void Tell(RunNews what) => news.TrySetResult(what);

    /// <summary>Nobody waits any more.</summary>
    public void Abandon() => news.TrySetCanceled();
}

/// <summary>What a waiter hears: an answer, or how the run ended.</summary>
internal sealed record RunNews(Guid RunId, RunStatus Status, Answer? Answer, IReadOnlyList<Item> Output, NodeError? Error);
