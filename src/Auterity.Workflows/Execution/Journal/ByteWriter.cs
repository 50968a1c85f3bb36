using System.Text;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>Writes the journal's primitive values: variable-length integers, text, bytes.</summary>
internal sealed class ByteWriter
{
    private byte[] buffer = new byte[512];

    public int Length { get; private set; }

    /// <summary>Seals what is sensitive; set by whoever knows whose data it is.</summary>
    public ItemSeal Seal { get; set; } = ItemSeal.None;

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, Length);

    public void Clear()
    {
        Length = 0;
        if (buffer.Length > 1 << 20) buffer = new byte[512];
    }

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
internal sealed class ByteReader(ReadOnlyMemory<byte> data, ItemSeal? seal = null)
{
    private int position;

    /// <summary>Opens what is sensitive.</summary>
    public ItemSeal Seal => seal ?? ItemSeal.None;

    public bool AtEnd => position >= data.Length;

    public byte Byte() => data.Span[position++];

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
        if (count > (ulong)(data.Length - position)) throw new InvalidDataException($"The journal names {count} entries but only {data.Length - position} bytes follow.");
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
        var value = new Guid(data.Span.Slice(position, 16), bigEndian: true);
        position += 16;
        return value;
    }

    public ReadOnlyMemory<byte> Bytes()
    {
        var count = Count();
        var value = data.Slice(position, count);
        position += count;
        return value;
    }

    public string? Text()
    {
        var count = UInt();
        if (count == 0) return null;
        var value = Encoding.UTF8.GetString(data.Span.Slice(position, (int)count - 1));
        position += (int)count - 1;
        return value;
    }
}
