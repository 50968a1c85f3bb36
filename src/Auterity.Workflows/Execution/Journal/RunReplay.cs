using Auterity.Workflows.Execution.Shards;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>Rebuilds a run from its packed events.</summary>
internal static class RunReplay
{
    /// <exception cref="DamagedRunException">Some of its events are missing.</exception>
    public static void Into(LiveRun run, StoredRun stored)
    {
        if (stored.MissingFrom is { } sequence) throw new DamagedRunException($"Events of this run are missing from the journal, from number {sequence} on, so it cannot go on. Restore them from a backup, or start it again.");
        Into(run, stored.Packs);
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

/// <summary>The journal does not have all events of a run: rebuilt from what is there, it would be another one.</summary>
internal sealed class DamagedRunException : Exception
{
    public DamagedRunException() { }

    public DamagedRunException(string message) : base(message) { }

    public DamagedRunException(string message, Exception innerException) : base(message, innerException) { }
}
