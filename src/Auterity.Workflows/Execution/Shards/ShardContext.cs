using System.ComponentModel.DataAnnotations;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Journal.Snapshots;
using Auterity.Workflows.Execution.Plan;
using Microsoft.Extensions.Logging;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>What all shards of a process share.</summary>
internal sealed class ShardContext(
    IJournal journal, WorkflowCache workflows, StepServices services, StepWorkers workers, RunWatchers watchers, TimeProvider time, EngineOptions options,
    RunReader reader, Snapshotter snapshots, ILogger<Shard> log)
{
    private const long BetweenSlowTurns = 10_000_000;

    private long toldAt;

    public IJournal Journal => journal;

    public WorkflowCache Workflows => workflows;

    public StepServices Services => services;

    public StepWorkers Workers => workers;

    public RunWatchers Watchers => watchers;

    public TimeProvider Time => time;

    public EngineOptions Options => options;

    public RunReader Reader => reader;

    public Snapshotter Snapshots => snapshots;

    public ILogger Log => log;

    /// <summary>Whether a slow turn is worth a line: on a starved machine all are, and one in ten seconds tells as much as a thousand.</summary>
    public bool TellsSlowTurn(long now)
    {
        var last = Volatile.Read(ref toldAt);
        return now - last > BetweenSlowTurns && Interlocked.CompareExchange(ref toldAt, now, last) == last;
    }

    /// <summary>Called when another owner has taken a shard over.</summary>
    public Action<Shard> OnLost { get; set; } = _ => { };
}

/// <summary>How the engine is built. Source: section <c>engine</c>.</summary>
public sealed class EngineOptions
{
    /// <summary>Partitions of the runs; may grow, never shrink. Default: 64.</summary>
    [Range(1, 4096)]
    public int Shards { get; set; } = 64;

    /// <summary>Runs one shard keeps in memory before it refuses new ones. Default: 50,000.</summary>
    [Range(100, 10_000_000)]
    public int MaxResidentRuns { get; set; } = 50_000;

    /// <summary>Effects under way at a time in one process. Default: 2,000.</summary>
    [Range(1, 100_000)]
    public int MaxEffects { get; set; } = 2_000;

    /// <summary>Events of a run between two snapshots, at least; 0 makes none. Default: 1,000.</summary>
    [Range(0, 1_000_000)]
    public int SnapshotEvery { get; set; } = 1_000;

    /// <summary>Longest wait for running effects when the process stops, in seconds. Default: 30.</summary>
    [Range(0, 3_600)]
    public double DrainSeconds { get; set; } = 30;

    /// <summary>Address that resume links begin with. Default: the address the process listens on, <c>localhost</c> when that is all of them.</summary>
    public string? PublicUrl { get; set; }
}
