using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Journal;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>How a run comes from the journal and goes there.</summary>
internal sealed partial class LiveRun
{
    /// <summary>Bytes of the run's events and of what they refer to.</summary>
    public long Bytes { get; set; }

    /// <summary>Applies an event that the journal already has.</summary>
    public void Replay(RunEvent happened)
    {
        Apply(happened);
        Sequence++;
        PackedUpTo = Sequence;
        if (happened is NodeCompleted { Answer: not null }) Answered = true;
    }

    /// <summary>Takes the events appended since the last time, packed; the shared writer is empty afterwards.</summary>
    public (long First, int Count, byte[] Payload, IReadOnlyList<PackBlob> Blobs) TakePack()
    {
        var pack = (PackedUpTo, (int)(Sequence - PackedUpTo), writer.Written[..whole].ToArray(), writer.Blobs);
        writer.Clear();
        whole = 0;
        PackedUpTo = Sequence;
        return pack;
    }
}
