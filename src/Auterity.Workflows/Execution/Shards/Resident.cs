using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Runs;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>A run in a shard's memory, with what it owes others.</summary>
internal sealed class Resident(LiveRun run)
{
    private List<Action>? changes;
    private List<Work>? effects;
    private List<Action>? afters;
    private List<ShardMessage.Command>? commands;

    public LiveRun Run => run;

    public List<RunWaiter> Waiters { get; } = [];

    /// <summary>First event of a run that has none yet.</summary>
    public RunStarted? Start { get; set; }

    /// <summary>Key row to write with the start.</summary>
    public RunKeyRow? Key { get; set; }

    public bool IsDirty { get; set; }

    /// <summary>Ticket of the latest write.</summary>
    public long LastTicket { get; set; }

    public long IdleSince { get; set; }

    /// <summary>Bytes on their way to the disk; small packs are not counted.</summary>
    public long Unflushed { get; set; }

    /// <summary>Waits for the disk before it goes on.</summary>
    public bool IsStalled { get; set; }

    /// <summary>The wake-up asked for last; 0 for none.</summary>
    public long WakeAt { get; set; }

    /// <summary>Where the latest snapshot stands that was made or asked for; 0 for none.</summary>
    public long SnapshotAt { get; set; }

    /// <summary>Called when the run could not be stored after all, for those who wait to hear that it is on disk; says what to answer to its start.</summary>
    public Action<StartStatus>? OnRefused { get; set; }

    /// <summary>The database refuses the run's data: nothing of it may get out.</summary>
    public bool IsRefused { get; set; }

    /// <summary>A command on its way to the run.</summary>
    public void Add(ShardMessage.Command command) => (commands ??= []).Add(command);

    /// <summary>The command is applied; its answer waits for the disk.</summary>
    public void Remove(ShardMessage.Command command) => commands?.Remove(command);

    /// <summary>Commands that have not been applied.</summary>
    public IReadOnlyList<ShardMessage.Command> TakeCommands()
    {
        var taken = commands ?? [];
        commands = null;
        return taken;
    }

    /// <summary>A change to make when the run is next advanced.</summary>
    public void Later(Action change) => (changes ??= []).Add(change);

    /// <summary>An effect to begin once the events before it are on disk.</summary>
    public void AddEffect(Work work) => (effects ??= []).Add(work);

    /// <summary>Something to tell once everything so far is on disk.</summary>
    public void After(Action action) => (afters ??= []).Add(action);

    public List<Action> TakeChanges() => Take(ref changes);

    public List<Work> TakeEffects() => Take(ref effects);

    public List<Action> TakeAfter() => Take(ref afters);

    private static List<T> Take<T>(ref List<T>? list)
    {
        if (list is null) return [];
        var taken = list;
        list = null;
        return taken;
    }
}
