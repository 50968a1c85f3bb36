using System.Security.Cryptography;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>Writes items, files and errors; large items and long lists as references to the blob store (ENGINE rule 27).</summary>
/// <remarks>What is sensitive never goes there: it travels inside the journal, sealed.</remarks>
internal static class ItemCodec
{
    /// <summary>Most bytes of new items that one port or list puts into the journal; more go to the blob store together.</summary>
    public const int Inline = LargeJson.Threshold;

    /// <summary>Stands where the number of files would: the bytes before it are a sealed item.</summary>
    private const ulong Sealed = 1UL << 32;

    public static void Write(ByteWriter to, Item item)
    {
        if (item.IsSensitive)
        {
            to.Bytes(to.Seal.Close(Plain(item)));
            to.UInt(Sealed);
            return;
        }

        WritePlain(to, item, mayRefer: true);
    }

    private static ReadOnlySpan<byte> Plain(Item item)
    {
        var plain = new ByteWriter();
        WritePlain(plain, item, mayRefer: false);
        return plain.Written;
    }

    /// <remarks>No JSON has length 0: that stands for a reference.</remarks>
    private static void WritePlain(ByteWriter to, Item item, bool mayRefer)
    {
        if (mayRefer && item.Large is { } large)
        {
            to.UInt(0);
            to.Blob(new PackBlob(large), large.Size);
        }
        else
        {
            to.Bytes(item.Utf8.Span);
        }

        WriteFiles(to, item);
    }

    public static Item Read(ByteReader from)
    {
        var json = from.Bytes();
        var (id, size) = json.Length == 0 ? from.Blob() : default;
        var count = from.UInt();
        if (count == Sealed) return Read(new ByteReader(from.Seal.Open(json.Span), from.ReadBlob)).AsSensitive();
        var files = ReadFiles(from, from.Count(count));
        return id is null ? new Item(json, files) : new Item(new LargeJson(id, size, from.ReadBlob), files);
    }

    public static void Write(ByteWriter to, BinaryRef file)
    {
        if (PackBlob.Of(file) is { } blob) to.Refer(blob);
        to.Text(file.Id);
        to.Text(file.MimeType);
        to.Text(file.FileName);
        to.Int(file.Size);
    }

    public static BinaryRef ReadFile(ByteReader from) => new(from.Text()!, from.Text()!, from.Text(), from.Int());

    /// <remarks>The count plus one; 0 stands for a list in the blob store.</remarks>
    public static void Write(ByteWriter to, IReadOnlyList<Item> items)
    {
        var start = to.Length;
        to.UInt((ulong)items.Count + 1);
        var body = to.Length;
        foreach (var item in items)
            Write(to, item);
        if (to.Length - body <= Inline || !MayBeStored(items)) return;
        to.CutOff(start);
        to.UInt(0);
        WriteStored(to, items);
    }

    public static IReadOnlyList<Item> ReadItems(ByteReader from)
    {
        var count = from.UInt();
        return count == 0 ? ReadStored(from) : ReadEach(from, checked((int)count - 1));
    }

    /// <summary>Whether items may go to the blob store together.</summary>
    public static bool MayBeStored(IReadOnlyList<Item> items)
    {
        foreach (var item in items)
            if (item.IsSensitive)
                return false;
        return true;
    }

    /// <summary>Writes a list that goes to the blob store.</summary>
    /// <remarks>It stands for itself: were its items written as what differs from an input that is stored too, reading the last of a thousand passes would read them all.</remarks>
    public static void WriteStored(ByteWriter to, IReadOnlyList<Item> items)
    {
        var content = new ByteWriter();
        foreach (var item in items)
            Write(content, item);
        foreach (var named in content.Blobs)
            to.Refer(named);
        to.UInt((ulong)items.Count);
        to.Blob(new PackBlob(Convert.ToHexStringLower(SHA256.HashData(content.Written)), content.Written.ToArray()), content.Length);
    }

    public static StoredItems ReadStored(ByteReader from)
    {
        var count = checked((int)from.UInt());
        var read = from.ReadBlob;
        var (id, size) = from.Blob();
        return new StoredItems(count, id, size, () => ReadEach(new ByteReader(read(id), read), count));
    }

    private static Item[] ReadEach(ByteReader from, int count)
    {
        var items = new Item[count];
        for (var i = 0; i < items.Length; i++)
            items[i] = Read(from);
        return items;
    }

    public static void Write(ByteWriter to, NodeError? error)
    {
        to.Text(error?.Message);
        if (error is null) return;
        to.Text(error.Code);
        to.Text(error.Details?.GetRawText());
    }

    public static NodeError? ReadError(ByteReader from)
    {
        if (from.Text() is not { } message) return null;
        var code = from.Text()!;
        return new NodeError(message, code, from.Text() is { } details ? JsonDocument.Parse(details, JsonDefaults.Document).RootElement : null);
    }

    public static void WriteFiles(ByteWriter to, Item item)
    {
        to.UInt((ulong)(item.Binary?.Count ?? 0));
        foreach (var (name, file) in item.Binary ?? EmptyFiles)
        {
            to.Text(name);
            Write(to, file);
        }
    }

    public static Dictionary<string, BinaryRef>? ReadFiles(ByteReader from, int count)
    {
        if (count == 0) return null;
        var files = new Dictionary<string, BinaryRef>(count);
        for (var i = 0; i < count; i++)
            files[from.Text()!] = ReadFile(from);
        return files;
    }

    private static readonly Dictionary<string, BinaryRef> EmptyFiles = [];
}
