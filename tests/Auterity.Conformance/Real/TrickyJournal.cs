using System.Collections.Concurrent;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Runs;

namespace Auterity.Conformance.Real;

/// <summary>A journal that keeps writes back, refuses or fails them when it is told to, and counts what is read.</summary>
internal sealed class TrickyJournal(IJournal inner) : IJournal
{
    private readonly ConcurrentQueue<RunWrite> held = new();

    /// <summary>What happens before a write is taken; false refuses it.</summary>
    public Func<RunWrite, bool> OnAppend { get; set; } = _ => true;

    /// <summary>Writes are taken and do not get to the disk.</summary>
    public bool Holds { get; set; }

    /// <summary>Runs that were read, once for each time.</summary>
    public ConcurrentQueue<Guid> Found { get; } = new();

    public bool IsShared => inner.IsShared;

    public bool IsCongested => inner.IsCongested;

    /// <summary>Lets what was kept back go to the disk.</summary>
    public void Release()
    {
        Holds = false;
        while (held.TryDequeue(out var write))
            inner.Append(write);
    }

    public bool Append(RunWrite write)
    {
        if (!OnAppend(write)) return false;
        if (!Holds) return inner.Append(write);
        held.Enqueue(write);
        return true;
    }

    public Task<StoredRun?> FindAsync(Guid runId, CancellationToken cancellationToken)
    {
        Found.Enqueue(runId);
        return inner.FindAsync(runId, cancellationToken);
    }

    public Task<StoredRun?> FindWholeAsync(Guid runId, CancellationToken cancellationToken) => inner.FindWholeAsync(runId, cancellationToken);

    public Task<RunRow?> FindRowAsync(Guid runId, CancellationToken cancellationToken) => inner.FindRowAsync(runId, cancellationToken);

    public Task<IReadOnlyDictionary<int, long>> TakeAsync(IReadOnlyList<int> shards, string owner, CancellationToken cancellationToken) => inner.TakeAsync(shards, owner, cancellationToken);

    public ValueTask<bool> CheckAsync(ShardLease lease, CancellationToken cancellationToken) => inner.CheckAsync(lease, cancellationToken);

    public Task<IReadOnlyList<StoredRun>> LoadLiveAsync(int shard, CancellationToken cancellationToken) => inner.LoadLiveAsync(shard, cancellationToken);

    public Task<IReadOnlyList<(Guid RunId, DateTimeOffset WakeAt)>> DueAsync(int shard, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        inner.DueAsync(shard, before, limit, cancellationToken);

    public Task<RunKeyRow?> FindKeyAsync(Guid tenantId, Guid workflowId, byte[] keyHash, CancellationToken cancellationToken) => inner.FindKeyAsync(tenantId, workflowId, keyHash, cancellationToken);
}
