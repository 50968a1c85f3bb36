using System.Collections.Concurrent;
using Auterity.Workflows.Execution.Journal;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>The shards of this process, so that local callers reach them without a message.</summary>
internal sealed class ShardDirectory(EngineOptions options)
{
    private readonly ConcurrentDictionary<int, Entry> local = new();
    private readonly ConcurrentDictionary<int, long> taken = new();
    private int next;

    public int Count => options.Shards;

    public IEnumerable<Shard> Local => local.Values.Select(entry => entry.Shard);

    public Shard? Find(int shard) => local.TryGetValue(shard, out var entry) && !entry.Shard.IsLost ? entry.Shard : null;

    /// <param name="deactivate">Lets the shard's grain go.</param>
    /// <param name="migrate">Lets it go straight to the shard's home. Plain deactivation would leave its old address in the cluster's
    /// directory for a moment, and whoever calls in that moment brings the shard back here.</param>
    public void Add(Shard shard, Action deactivate, Action migrate) => local[shard.Number] = new Entry(shard, deactivate, migrate);

    public void Remove(Shard shard)
    {
        if (local.TryGetValue(shard.Number, out var entry) && entry.Shard == shard) local.TryRemove(shard.Number, out _);
    }

    /// <summary>Another process owns the shard now: let its grain go.</summary>
    public void Lost(Shard shard)
    {
        if (local.TryGetValue(shard.Number, out var entry) && entry.Shard == shard)
        {
            local.TryRemove(shard.Number, out _);
            entry.Deactivate();
        }

        OnLost?.Invoke();
    }

    /// <summary>Raised when a shard of this process was taken by another.</summary>
    public event Action? OnLost;

    /// <summary>Lets a shard go to another process: what is under way ends, everything is written, the grain closes.</summary>
    public async Task LeaveAsync(Shard shard, CancellationToken hurry)
    {
        await shard.DrainAsync(hurry);
        if (local.TryGetValue(shard.Number, out var entry) && entry.Shard == shard) entry.Migrate();
        await shard.Closed;
    }

    /// <summary>Takes all shards in one transaction, for a process that is alone (ENGINE rule 32).</summary>
    public async Task TakeAllAsync(IJournal journal, CancellationToken cancellationToken)
    {
        foreach (var (shard, epoch) in await journal.TakeAsync([.. Enumerable.Range(0, options.Shards)], Owner, cancellationToken))
            taken[shard] = epoch;
    }

    /// <summary>The epoch under which this process owns a shard from now on.</summary>
    public async Task<long> TakeAsync(int shard, IJournal journal, CancellationToken cancellationToken) =>
        taken.TryRemove(shard, out var epoch) ? epoch : (await journal.TakeAsync([shard], Owner, cancellationToken))[shard];

    /// <summary>A shard of this process for a new run, each in turn; null while there is none.</summary>
    public Shard? Any()
    {
        Shard? leaving = null;
        for (var tries = 0; tries < options.Shards; tries++)
        {
            var number = (int)((uint)Interlocked.Increment(ref next) % (uint)options.Shards);
            if (Find(number) is not { } shard) continue;
            if (!shard.IsLeaving) return shard;
            leaving = shard;
        }

        // What a leaving shard takes is run by its next owner.
        return leaving;
    }

    public static Task<StartOutcome> StartAsync(Shard shard, StartRequest request)
    {
        if (shard.IsBusy) return Task.FromResult(new StartOutcome(Guid.Empty, StartStatus.Busy));
        var done = new TaskCompletionSource<StartOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        return shard.Post(new ShardMessage.Start(request, done)) ? done.Task : Task.FromResult(StartOutcome.Moved);
    }

    public static Task<CommandOutcome> CommandAsync(Shard shard, Guid tenantId, Guid runId, RunCommand command)
    {
        var done = new TaskCompletionSource<CommandOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        return shard.Post(new ShardMessage.Command(runId, tenantId, command, done)) ? done.Task : Task.FromResult(CommandOutcome.Moved);
    }

    private sealed record Entry(Shard Shard, Action Deactivate, Action Migrate);

    private static string Owner => $"{Environment.MachineName}/{Environment.ProcessId}";
}
