using System.Buffers.Binary;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>An item as what differs from another one: most steps hand on what they were given with a field more or another value (ENGINE rule 27).</summary>
/// <remarks>
/// <code>
/// basis: ├── prefix ──┤ left out   ├─ suffix ─┤
/// item:  ├── prefix ──┤ written ├─ suffix ─┤
/// </code>
/// Bytes are compared, not JSON: what was not touched keeps its text, and reading needs no parser.
/// </remarks>
internal static class ItemPatch
{
    /// <summary>Bytes the two must share before a patch is worth more than the item itself.</summary>
    private const int Worth = 32;

    /// <summary>Writes the difference; false, and nothing, when the two have too little in common.</summary>
    public static bool TryWrite(ByteWriter to, ReadOnlySpan<byte> item, ReadOnlySpan<byte> basis)
    {
        var prefix = item.CommonPrefixLength(basis);
        var suffix = CommonSuffixLength(item[prefix..], basis[prefix..]);
        if (prefix + suffix < Worth) return false;
        to.UInt((ulong)prefix);
        to.UInt((ulong)suffix);
        to.Bytes(item[prefix..^suffix]);
        return true;
    }

    /// <exception cref="InvalidDataException">The patch was made of another item.</exception>
    public static ReadOnlyMemory<byte> Read(ByteReader from, ReadOnlySpan<byte> basis)
    {
        var (prefix, suffix) = (from.UInt(), from.UInt());
        var middle = from.Bytes().Span;
        if (prefix + suffix > (ulong)basis.Length) throw new InvalidDataException("The journal holds a change of an item that is shorter than what was kept of it.");
        var item = new byte[(int)prefix + middle.Length + (int)suffix];
        basis[..(int)prefix].CopyTo(item);
        middle.CopyTo(item.AsSpan((int)prefix));
        basis[^(int)suffix..].CopyTo(item.AsSpan((int)prefix + middle.Length));
        return item;
    }

    private static int CommonSuffixLength(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var most = Math.Min(one.Length, other.Length);
        var same = 0;
        while (most - same >= 8 && BinaryPrimitives.ReadUInt64LittleEndian(one[^(same + 8)..]) == BinaryPrimitives.ReadUInt64LittleEndian(other[^(same + 8)..]))
            same += 8;
        while (same < most && one[^(same + 1)] == other[^(same + 1)])
            same++;
        return same;
    }
}
