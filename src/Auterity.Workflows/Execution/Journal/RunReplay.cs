using Auterity.Workflows.Execution.Shards;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>Rebuilds a run from its packed events.</summary>
internal static class RunReplay
{
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
