using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Journal.Snapshots;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>How a run comes from the journal and goes there.</summary>
internal sealed partial class LiveRun
{
    /// <summary>Bytes of the run's events and of what they refer to.</summary>
    public long Bytes { get; set; }

    /// <summary>Sequence from which on a new snapshot is worth its place.</summary>
    public long SnapshotAt { get; set; } = Snapshotter.DueAfter(0);

    /// <summary>Applies an event that the journal already has.</summary>
    public void Replay(RunEvent happened)
    {
        Apply(happened);
        Sequence++;
        PackedUpTo = Sequence;
        if (happened is NodeCompleted { Answer: not null }) Answered = true;
    }

    /// <summary>The state was read from a snapshot.</summary>
    public void Restored(long sequence, long bytes, bool answered)
    {
        Sequence = PackedUpTo = sequence;
        SnapshotAt = Snapshotter.DueAfter(sequence);
        Bytes = bytes;
        Answered = answered;
        foreach (var activation in State.Activations)
            Track(activation.Id);
    }

    /// <summary>Takes the events appended since the last time, packed; the shared writer is empty afterwards.</summary>
    public (long First, int Count, byte[] Payload, IReadOnlyList<PackBlob> Blobs) TakePack()
    {
        var pack = (PackedUpTo, (int)(Sequence - PackedUpTo), writer.Written.ToArray(), writer.Blobs);
        writer.Clear();
        PackedUpTo = Sequence;
        return pack;
    }
}
