using System.Buffers.Binary;

namespace Auterity.Workflows.Runs;

/// <summary>Run ids: time-ordered UUIDs (version 7) that carry the number of their shard in the twelve bits after the version (ENGINE rule 23).</summary>
internal static class RunId
{
    public const int MaxShards = 4096;

    /// <summary>A new id for a run on this shard.</summary>
    public static Guid New(DateTimeOffset now, int shard)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
        return WithShard(bytes, shard);
    }

    /// <summary>An id that is the same whenever the same thing is started again: for children and keyed starts.</summary>
    public static Guid Derived(DateTimeOffset startedAt, int shard, ReadOnlySpan<byte> seed)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(startedAt).TryWriteBytes(bytes, bigEndian: true, out _);
        var hash = System.Security.Cryptography.SHA256.HashData(seed);
        hash.AsSpan(0, 8).CopyTo(bytes[8..]);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return WithShard(bytes, shard);
    }

    /// <summary>The shard that owns a run.</summary>
    public static int ShardOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) & 0x0FFF;
    }

    private static Guid WithShard(Span<byte> bytes, int shard)
    {
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | (shard & 0x0FFF)));
        return new Guid(bytes, bigEndian: true);
    }
}
