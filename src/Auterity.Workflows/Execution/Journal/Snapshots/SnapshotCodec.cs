using System.Security.Cryptography;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Shards;

namespace Auterity.Workflows.Execution.Journal.Snapshots;

/// <summary>A run's state as bytes, so that loading a long run need not begin at its first event (ENGINE rule 28).</summary>
/// <remarks>
/// <code>
/// checksum │ run, sequence, what its memory holds besides │ start │ activations │ loops │ edges, nodes, regions │ the rest
/// </code>
/// A snapshot is a copy of what the journal says, never the truth itself (ADR 9). It is made of a run that was read from the journal: what the
/// journal keeps elsewhere, the snapshot names. Parts that only make sense while something is under way are not in it.
/// </remarks>
internal static class SnapshotCodec
{
    private const int ChecksumLength = 16;

    /// <summary>What the bytes depend on: this build of the engine, which knows the layout and what every event means, and that of the items it moves.</summary>
    public static string Version { get; } = Convert.ToHexStringLower(SHA256.HashData(
        [.. typeof(RunState).Module.ModuleVersionId.ToByteArray(bigEndian: true), .. typeof(Item).Module.ModuleVersionId.ToByteArray(bigEndian: true)]).AsSpan(0, 16));

    /// <param name="run">A run read from the journal, with nothing under way.</param>
    public static byte[] Write(LiveRun run)
    {
        var to = new SnapshotWriter(run);
        to.Bytes.Guid(run.Id);
        to.Bytes.Int(run.Sequence);
        RunMemory.Write(to.Bytes, run);
        StateCodec.Write(to, run.State);
        var snapshot = new byte[ChecksumLength + to.Bytes.Length];
        to.Bytes.Written.CopyTo(snapshot.AsSpan(ChecksumLength));
        Checksum(snapshot).CopyTo(snapshot.AsSpan());
        return snapshot;
    }

    /// <summary>Fills a new run. One that was not filled as a whole must be thrown away.</summary>
    /// <exception cref="Exception">The bytes are damaged or not this run's; which exception it is depends on where that shows.</exception>
    public static void Read(LiveRun run, ReadOnlyMemory<byte> snapshot)
    {
        if (snapshot.Length < ChecksumLength || !Checksum(snapshot.Span).SequenceEqual(snapshot.Span[..ChecksumLength])) throw new InvalidDataException("The snapshot is damaged.");
        var from = new SnapshotReader(run, new ByteReader(snapshot[ChecksumLength..], run.View.ReadPayload, run.Seal));
        if (from.Bytes.Guid() != run.Id) throw new InvalidDataException("The snapshot is another run's.");
        var sequence = from.Bytes.Int();
        var memory = RunMemory.Read(from.Bytes);
        StateCodec.Read(from, run.State);
        if (!from.Bytes.AtEnd) throw new InvalidDataException("The snapshot is longer than the run's state.");
        run.Restore(sequence, memory);
    }

    private static ReadOnlySpan<byte> Checksum(ReadOnlySpan<byte> snapshot) => SHA256.HashData(snapshot[ChecksumLength..]).AsSpan(0, ChecksumLength);
}

/// <summary>What a run in memory knows besides its state and its journal's length.</summary>
/// <param name="Bytes">Bytes of its events and of what they refer to.</param>
/// <param name="Answered">Whether whoever waited has had an answer.</param>
/// <param name="Started">Ids of started activations, in the order they are looked at.</param>
/// <param name="Stops">Ids of activations before which a breakpoint has stopped.</param>
/// <param name="LastStop">The one it stopped at last; -1 when the latest pause was no breakpoint.</param>
internal sealed record RunMemory(long Bytes, bool Answered, int[] Started, int[] Stops, int LastStop)
{
    public static void Write(ByteWriter to, LiveRun run)
    {
        var memory = run.Memory();
        to.Int(memory.Bytes);
        to.Bool(memory.Answered);
        Write(to, memory.Started);
        Write(to, memory.Stops);
        to.Int(memory.LastStop);
    }

    public static RunMemory Read(ByteReader from) => new(from.Int(), from.Bool(), ReadIds(from), ReadIds(from), from.Int32());

    private static void Write(ByteWriter to, int[] ids)
    {
        to.UInt((ulong)ids.Length);
        foreach (var id in ids)
            to.Int(id);
    }

    private static int[] ReadIds(ByteReader from)
    {
        var ids = new int[from.Count()];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = from.Int32();
        return ids;
    }
}
