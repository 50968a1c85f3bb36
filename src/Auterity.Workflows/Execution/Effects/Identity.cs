using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Auterity.Workflows.Execution.Effects;

/// <summary>What makes one attempt at the world recognisable: a hash of run, node, activation, item and round (ENGINE rule 11).</summary>
internal static class Identity
{
    /// <summary>Key to hand to the other side: 32 hexadecimal digits.</summary>
    public static string Key(Guid run, string node, int activation, int item, int round) => Convert.ToHexStringLower(Hash(run, node, activation, item, round).AsSpan(0, 16));

    /// <summary>Seed of chance. Not a secret: a cheap mix is enough, and this runs for every pure step.</summary>
    public static long Seed(Guid run, string node, int activation, int item, int round)
    {
        Span<byte> id = stackalloc byte[16];
        run.TryWriteBytes(id, bigEndian: true, out _);
        var mixed = BinaryPrimitives.ReadUInt64BigEndian(id) ^ (BinaryPrimitives.ReadUInt64BigEndian(id[8..]) * 0x9E3779B97F4A7C15UL);
        foreach (var character in node)
            mixed = (mixed ^ character) * 0x100000001B3UL;
        mixed = (mixed ^ (uint)activation) * 0x100000001B3UL;
        mixed = (mixed ^ (uint)item) * 0x100000001B3UL;
        mixed = (mixed ^ (uint)round) * 0x100000001B3UL;
        return (long)(mixed ^ (mixed >> 29));
    }

    private static byte[] Hash(Guid run, string node, int activation, int item, int round)
    {
        var name = Encoding.UTF8.GetBytes(node);
        var data = new byte[16 + 12 + name.Length];
        run.TryWriteBytes(data, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(16), activation);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(20), item);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(24), round);
        name.CopyTo(data, 28);
        return SHA256.HashData(data);
    }
}
