using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Journal.Snapshots;

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

    /// <summary>What a snapshot keeps besides the state.</summary>
    public RunMemory Memory() => new(Bytes, Answered, [.. started.Where(activation => activation.Status == ActivationStatus.Started).Select(activation => activation.Id)], [.. stops], lastStop);

    /// <summary>Stands where the journal stood when a snapshot was made; the state is filled already.</summary>
    public void Restore(long sequence, RunMemory memory)
    {
        Sequence = PackedUpTo = sequence;
        Bytes = memory.Bytes;
        Answered = memory.Answered;
        foreach (var id in memory.Started)
            started.Add(State.Activations[id]);
        foreach (var activation in State.Activations)
            if (activation is { Status: ActivationStatus.Waiting, Children: not null })
                parents.Add(activation);
        stops.UnionWith(memory.Stops);
        lastStop = memory.LastStop;
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
