using Auterity.Workflows.Runs;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>What one turn of a shard adds to one run: its new events, packed, and the row that sums the run up.</summary>
internal sealed class RunWrite
{
    public required ShardLease Shard { get; init; }

    /// <summary>Position in the shard's order of writes.</summary>
    public required long Ticket { get; init; }

    public required Guid RunId { get; init; }

    public required long FirstSequence { get; init; }

    public required int Count { get; init; }

    public required byte[] Payload { get; init; }

    /// <summary>What the events refer to in the blob store.</summary>
    public IReadOnlyList<PackBlob> Blobs { get; init; } = [];

    public required RunRow Row { get; init; }

    /// <summary>A snapshot instead of events: nothing else of the write counts, and it may be lost. Null for ordinary writes.</summary>
    public RunSnapshot? Snapshot { get; init; }

    /// <summary>Bytes in memory until the write is done.</summary>
    public long Size => field > 0 ? field : field = Payload.Length + (Snapshot?.Payload.Length ?? 0) + (Blobs.Count == 0 ? 0 : Blobs.Sum(blob => blob.Content?.Length ?? 0L));

    /// <summary>Key of a keyed start; null for anything else.</summary>
    public RunKeyRow? Key { get; init; }
}

/// <summary>Hears what became of a shard's writes.</summary>
internal interface IJournalSink
{
    /// <summary>Everything up to this ticket is on disk.</summary>
    void Flushed(long ticket);

    /// <summary>The database refuses this run's data; everything else goes on. Told before the ticket of the refused write.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="firstSequence">First event that was refused; what comes before is on disk.</param>
    /// <param name="reason">What the database says.</param>
    void Rejected(Guid runId, long firstSequence, string reason);

    /// <summary>Somebody else owns the shard now: nothing written since counts.</summary>
    void Lost();
}

/// <summary>Where runs are kept: appended in groups, read one run at a time. One implementation a database.</summary>
internal interface IJournal
{
    /// <summary>Takes shards over in one transaction: raises their epochs, so that writes of earlier owners are refused from now on.</summary>
    Task<IReadOnlyDictionary<int, long>> TakeAsync(IReadOnlyList<int> shards, string owner, CancellationToken cancellationToken);

    /// <summary>Whether other processes can write to it as well.</summary>
    bool IsShared { get; }

    /// <summary>Asks the database whether the lease still holds, and renews it if so.</summary>
    ValueTask<bool> CheckAsync(ShardLease lease, CancellationToken cancellationToken);

    /// <summary>Hands a write to the writer; it reports to the lease's sink.</summary>
    /// <returns>False when so much is waiting that nothing new may be accepted.</returns>
    bool Append(RunWrite write);

    /// <summary>Whether new runs should be refused for a while.</summary>
    bool IsCongested { get; }

    /// <summary>The runs of a shard that have something to do at once: queued or running.</summary>
    Task<IReadOnlyList<StoredRun>> LoadLiveAsync(int shard, CancellationToken cancellationToken);

    /// <summary>Ids of sleeping runs that are due before a moment, soonest first.</summary>
    Task<IReadOnlyList<(Guid RunId, DateTimeOffset WakeAt)>> DueAsync(int shard, DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>The row of a run; null when there is none.</summary>
    Task<RunRow?> FindRowAsync(Guid runId, CancellationToken cancellationToken);

    /// <summary>One run with its snapshot and the events after it; null when there is none.</summary>
    Task<StoredRun?> FindAsync(Guid runId, CancellationToken cancellationToken);

    /// <summary>One run with all its events, whatever snapshot there is; null when there is none.</summary>
    Task<StoredRun?> FindWholeAsync(Guid runId, CancellationToken cancellationToken);

    /// <summary>The run a key has started; null when the key is new.</summary>
    Task<RunKeyRow?> FindKeyAsync(Guid tenantId, Guid workflowId, byte[] keyHash, CancellationToken cancellationToken);
}

/// <summary>A run as the journal has it.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Packs">Its events, packed, in order: those after the snapshot, or all.</param>
/// <param name="Snapshot">Its snapshot; without its bytes when another version made it.</param>
internal sealed record StoredRun(RunRow Row, IReadOnlyList<ReadOnlyMemory<byte>> Packs, RunSnapshot? Snapshot = null)
{
    /// <summary>Sequence of the first event that should be there and is not; null when they follow one another.</summary>
    public long? MissingFrom { get; init; }
}

/// <summary>A run's state as it was at some place of its journal.</summary>
/// <param name="Sequence">Sequence of the first event that is not in it.</param>
/// <param name="Version">What can read it.</param>
/// <param name="Payload">The state; empty where another version made it.</param>
internal sealed record RunSnapshot(long Sequence, string Version, byte[] Payload);
