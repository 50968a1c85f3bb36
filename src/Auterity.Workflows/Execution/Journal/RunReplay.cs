using Auterity.Workflows.Execution.Journal.Snapshots;
using Auterity.Workflows.Execution.Shards;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>Rebuilds a run from its newest snapshot and the events after it, or from all its events.</summary>
internal static class RunReplay
{
    /// <param name="stored">The run as the journal has it.</param>
    /// <param name="make">Makes a run without events.</param>
    /// <param name="journal">Asked for all events when the snapshot is of no use.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async ValueTask<LiveRun> BuildAsync(StoredRun stored, Func<LiveRun> make, IJournal journal, CancellationToken cancellationToken)
    {
        var run = make();
        if (stored.Snapshot is { } snapshot && !SnapshotCodec.TryRead(run, snapshot))
        {
            run = make();
            stored = await journal.FindAsync(stored.Row.Id, whole: true, cancellationToken) ?? throw new KeyNotFoundException($"Run {stored.Row.Id} is gone.");
        }

        Into(run, stored.Packs);
        return run;
    }

    public static void Into(LiveRun run, IReadOnlyList<ReadOnlyMemory<byte>> packs)
    {
        foreach (var pack in packs)
        {
            var reader = new ByteReader(pack, run.View.ReadPayload, run.Seal);
            while (!reader.AtEnd)
                run.Replay(EventCodec.Read(reader, run.State));
            run.Bytes += pack.Length + reader.BlobBytes;
        }
    }
}
