using Auterity.Workflows.Execution.Journal.Snapshots;
using Auterity.Workflows.Execution.Shards;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>Rebuilds a run from what the journal holds of it.</summary>
internal static class RunReplay
{
    /// <exception cref="DamagedRunException">Some of its events are missing.</exception>
    public static void Into(LiveRun run, StoredRun stored)
    {
        if (stored.MissingFrom is { } sequence) throw new DamagedRunException($"Events of this run are missing from the journal, from number {sequence} on, so it cannot go on. Restore them from a backup, or start it again.");
        Into(run, stored.Packs);
    }

    /// <summary>Applies packed events to a run that stands right before them.</summary>
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

    /// <summary>Fills a new run from its snapshot and the events after it.</summary>
    /// <exception cref="Exception">Something about the snapshot is in doubt: begin again, with all events. Which exception it is depends on where that shows.</exception>
    public static void Into(LiveRun run, RunSnapshot snapshot, StoredRun stored)
    {
        if (snapshot.Version != SnapshotCodec.Version) throw new InvalidDataException("The snapshot was made by another version.");
        SnapshotCodec.Read(run, snapshot.Payload);
        if (run.Sequence != snapshot.Sequence) throw new InvalidDataException("The snapshot stands elsewhere than it says.");
        Into(run, stored);
        if (run.Sequence <= stored.Row.LastSequence || snapshot.Sequence > stored.Row.LastSequence + 1) throw new InvalidDataException("The snapshot and the journal do not go together.");
    }
}

/// <summary>The journal does not have all events of a run: rebuilt from what is there, it would be another one.</summary>
internal sealed class DamagedRunException : Exception
{
    public DamagedRunException() { }

    public DamagedRunException(string message) : base(message) { }

    public DamagedRunException(string message, Exception innerException) : base(message, innerException) { }
}
