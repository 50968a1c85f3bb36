using System.Runtime.InteropServices;
using System.Text;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>Writes the journal's primitive values: variable-length integers, text, bytes.</summary>
internal sealed class ByteWriter
{
    private byte[] buffer = new byte[512];
    private List<PackBlob>? blobs;

    public int Length { get; private set; }

    /// <summary>Bytes of blobs that what is written refers to.</summary>
    public long BlobBytes { get; private set; }

    /// <summary>What is written refers to these, which must be stored first.</summary>
    public IReadOnlyList<PackBlob> Blobs => blobs ?? (IReadOnlyList<PackBlob>)[];

    /// <summary>Seals what is sensitive; set by whoever knows whose data it is.</summary>
    public ItemSeal Seal { get; set; } = ItemSeal.None;

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, Length);

    public void Clear()
    {
        Length = 0;
        blobs = null;
        BlobBytes = 0;
        if (buffer.Length > 1 << 20) buffer = new byte[512];
    }

    /// <summary>Takes back what was written from a place on.</summary>
    public void CutOff(int from) => Length = from;

    public void Byte(byte value)
    {
        Room(1);
        buffer[Length++] = value;
    }

    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Int(long value) => UInt((ulong)((value << 1) ^ (value >> 63)));

    public void UInt(ulong value)
    {
        Room(10);
        while (value >= 0x80)
        {
            buffer[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        buffer[Length++] = (byte)value;
    }

    public void Guid(Guid value)
    {
        Room(16);
        value.TryWriteBytes(buffer.AsSpan(Length), bigEndian: true, out _);
        Length += 16;
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        UInt((ulong)value.Length);
        Room(value.Length);
        value.CopyTo(buffer.AsSpan(Length));
        Length += value.Length;
    }

    /// <summary>The name and length of something in the blob store.</summary>
    public void Blob(PackBlob blob, int size)
    {
        Room(32);
        Convert.FromHexString(blob.Id, buffer.AsSpan(Length), out _, out _);
        Length += 32;
        UInt((ulong)size);
        BlobBytes += size;
        Refer(blob);
    }

    /// <summary>Remembers that what is written refers to a blob.</summary>
    public void Refer(PackBlob blob) => (blobs ??= []).Add(blob);

    /// <summary>Text; null is kept apart from empty.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            UInt(0);
            return;
        }

        var count = Encoding.UTF8.GetByteCount(value);
        UInt((ulong)count + 1);
        Room(count);
        Length += Encoding.UTF8.GetBytes(value, buffer.AsSpan(Length));
    }

    private void Room(int count)
    {
        if (Length + count <= buffer.Length) return;
        Array.Resize(ref buffer, Math.Max(buffer.Length * 2, Length + count));
    }
}

/// <summary>Reads what <see cref="ByteWriter"/> wrote.</summary>
/// <param name="data">The bytes.</param>
/// <param name="read">Reads a blob that the bytes refer to, by its hash; null where there is none.</param>
/// <param name="seal">Opens what is sensitive; null where nothing is.</param>
internal sealed class ByteReader(ReadOnlyMemory<byte> data, Func<string, ReadOnlyMemory<byte>>? read = null, ItemSeal? seal = null)
{
    // An array, not the memory: getting at the bytes of a memory costs more than reading one.
    private readonly ArraySegment<byte> bytes = MemoryMarshal.TryGetArray(data, out var segment) ? segment : data.ToArray();
    private int position;

    /// <summary>Bytes of blobs that were referred to so far.</summary>
    public long BlobBytes { get; private set; }

    public Func<string, ReadOnlyMemory<byte>> ReadBlob => read ?? (id => throw new InvalidOperationException($"Nobody here can read the blob {id}."));

    /// <summary>Opens what is sensitive.</summary>
    public ItemSeal Seal => seal ?? ItemSeal.None;

    public bool AtEnd => position >= bytes.Count;

    public byte Byte() => bytes[position++];

    public bool Bool() => Byte() != 0;

    public long Int()
    {
        var value = UInt();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public int Int32() => checked((int)Int());

    public int Count() => Count(UInt());

    /// <summary>A number of entries that was read already, checked against what is left.</summary>
    public int Count(ulong count)
    {
        if (count > (ulong)(bytes.Count - position)) throw new InvalidDataException($"The journal names {count} entries but only {bytes.Count - position} bytes follow.");
        return (int)count;
    }

    public ulong UInt()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw new InvalidDataException("A number in the journal is longer than 10 bytes.");
    }

    public Guid Guid()
    {
        var value = new Guid(bytes.AsSpan(position, 16), bigEndian: true);
        position += 16;
        return value;
    }

    /// <summary>The name and length of something in the blob store.</summary>
    public (string Id, int Size) Blob()
    {
        var id = Convert.ToHexStringLower(bytes.AsSpan(position, 32));
        position += 32;
        var size = checked((int)UInt());
        BlobBytes += size;
        return (id, size);
    }

    public ReadOnlyMemory<byte> Bytes()
    {
        var count = Count();
        ReadOnlyMemory<byte> value = bytes.AsMemory(position, count);
        position += count;
        return value;
    }

    public string? Text()
    {
        var count = UInt();
        if (count == 0) return null;
        var value = Encoding.UTF8.GetString(bytes.AsSpan(position, (int)count - 1));
        position += (int)count - 1;
        return value;
    }
}
