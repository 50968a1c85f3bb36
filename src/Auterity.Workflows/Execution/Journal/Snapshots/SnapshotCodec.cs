using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Shards;

namespace Auterity.Workflows.Execution.Journal.Snapshots;

/// <summary>A run's state as bytes, so that loading a long run need not begin at its first event (ENGINE rule 28).</summary>
/// <remarks>
/// A snapshot is a copy of what the journal says, never the truth itself. It belongs to the build that made it: another build, or a damaged
/// one, is passed over and the journal is read from the start. Layout: checksum, then types, activations, the rest of the state.
/// </remarks>
internal static class SnapshotCodec
{
    private const int ChecksumLength = 16;

    /// <summary>What the bytes depend on: this build of the engine and of the items it moves.</summary>
    public static string Version { get; } = Convert.ToHexStringLower(SHA256.HashData(
        [.. typeof(RunState).Module.ModuleVersionId.ToByteArray(bigEndian: true), .. typeof(Item).Module.ModuleVersionId.ToByteArray(bigEndian: true)]).AsSpan(0, 16));

    public static byte[] Write(LiveRun run)
    {
        var body = new ByteWriter { Seal = run.Seal };
        var graph = new GraphWriter(body);
        body.Int(run.Sequence);
        body.Int(run.Bytes);
        body.Bool(run.Answered);
        body.UInt((ulong)run.State.Activations.Count);
        // Activations refer to each other by id: how many there are is told first, so that all are there before any is filled.
        foreach (var activation in run.State.Activations)
            graph.Fields(activation);
        graph.Fields(run.State);

        var whole = new ByteWriter();
        whole.UInt((ulong)graph.Types.Count);
        foreach (var type in graph.Types)
            whole.Text(type);
        byte[] content = [.. whole.Written, .. body.Written];
        return [.. Checksum(content), .. content];
    }

    /// <summary>Fills a new run; false when the bytes cannot be used. A run that was not filled must be thrown away.</summary>
    public static bool TryRead(LiveRun run, ReadOnlyMemory<byte> snapshot)
    {
        if (snapshot.Length < ChecksumLength || !Checksum(snapshot.Span[ChecksumLength..]).AsSpan().SequenceEqual(snapshot.Span[..ChecksumLength])) return false;
        try
        {
            Read(run, new ByteReader(snapshot[ChecksumLength..], run.View.ReadPayload, run.Seal));
            return true;
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or InvalidCastException or IndexOutOfRangeException or NullReferenceException or MissingMethodException)
        {
            return false;
        }
    }

    private static void Read(LiveRun run, ByteReader from)
    {
        var types = new Type[from.Count()];
        for (var i = 0; i < types.Length; i++)
            types[i] = Type.GetType(from.Text()!) is { } type && GraphShape.IsAllowed(type) ? type : throw new InvalidDataException("A snapshot names an unknown type.");

        var graph = new GraphReader(from, run.State, types);
        var (sequence, bytes, answered) = (from.Int(), from.Int(), from.Bool());
        for (var left = from.UInt(); left > 0; left--)
            run.State.Activations.Add((Activation)RuntimeHelpers.GetUninitializedObject(typeof(Activation)));
        foreach (var activation in run.State.Activations.ToArray())
            graph.Fields(activation);
        graph.Fields(run.State);
        run.Restored(sequence, bytes, answered);
    }

    private static byte[] Checksum(ReadOnlySpan<byte> content) => SHA256.HashData(content)[..ChecksumLength];
}
