using System.Security.Cryptography;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>Writes items, outputs and lineage; items that came in unchanged are written as references to the input, large ones as references to the blob store (ENGINE rule 27).</summary>
internal static class ItemCodec
{
    /// <summary>Most bytes of new items that one port or list puts into the journal; more go to the blob store together.</summary>
    private const int Inline = LargeJson.Threshold;

    private enum Form : byte
    {
        Skip,
        Same,
        Mixed,
        Stored,
    }

    private enum From : byte
    {
        Unknown,
        Identity,
        Single,
        Index,
        Groups,
    }

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

    // What is sensitive never goes into the blob store as it is: it travels whole, sealed.
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

        to.UInt((ulong)(item.Binary?.Count ?? 0));
        foreach (var (name, file) in item.Binary ?? EmptyFiles)
        {
            to.Text(name);
            Write(to, file);
        }
    }

    public static Item Read(ByteReader from)
    {
        var json = from.Bytes();
        var (id, size) = json.Length == 0 ? from.Blob() : default;
        var count = from.UInt();
        if (count == Sealed) return Read(new ByteReader(from.Seal.Open(json.Span), from.ReadBlob)).AsSensitive();
        var files = from.Count(count);
        var binary = files == 0 ? null : new Dictionary<string, BinaryRef>(files);
        for (var i = 0; i < files; i++)
            binary![from.Text()!] = ReadFile(from);
        return id is null ? new Item(json, binary) : new Item(new LargeJson(id, size, from.ReadBlob), binary);
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
        if (to.Length - body <= Inline) return;

        var content = to.TakeFrom(body);
        to.TakeFrom(start);
        to.UInt(0);
        WriteStored(to, items.Count, content);
    }

    public static IReadOnlyList<Item> ReadItems(ByteReader from)
    {
        var count = from.UInt();
        if (count > 0) return ReadEach(from, checked((int)count - 1), []);
        return ReadStored(from, null);
    }

    /// <param name="to">Where to.</param>
    /// <param name="output">What the activation sent.</param>
    /// <param name="inputs">Its input items, which unchanged items refer to.</param>
    public static void Write(ByteWriter to, PortOutput output, InputItems[] inputs)
    {
        if (output.IsSkip)
        {
            to.Byte((byte)Form.Skip);
            return;
        }

        for (var port = 0; port < inputs.Length; port++)
            if (LineageFinder.IsSame(output.Items, inputs[port]))
            {
                to.Byte((byte)Form.Same);
                to.UInt((ulong)port);
                Write(to, output.Lineage);
                return;
            }

        var start = to.Length;
        to.Byte((byte)Form.Mixed);
        to.UInt((ulong)output.Items.Count);
        var body = to.Length;
        WriteEach(to, output.Items, inputs);
        if (to.Length - body > Inline)
        {
            var content = to.TakeFrom(body);
            to.TakeFrom(start);
            to.Byte((byte)Form.Stored);
            WriteStored(to, output.Items.Count, content);
        }

        Write(to, output.Lineage);
    }

    private static void WriteEach(ByteWriter to, IReadOnlyList<Item> items, InputItems[] inputs)
    {
        var places = Places(items.Count, inputs);
        foreach (var item in items)
        {
            if (PlaceOf(item, inputs, places) is { } place)
            {
                to.UInt((ulong)place.Port + 1);
                to.UInt((ulong)place.Index);
            }
            else
            {
                to.UInt(0);
                Write(to, item);
            }
        }
    }

    private static Item[] ReadEach(ByteReader from, int count, InputItems[] inputs, bool mixed = false)
    {
        var items = new Item[count];
        for (var i = 0; i < items.Length; i++)
        {
            var source = mixed ? (int)from.UInt() : 0;
            items[i] = source == 0 ? Read(from) : inputs[source - 1][(int)from.UInt()];
        }

        return items;
    }

    private static void WriteStored(ByteWriter to, int count, byte[] content)
    {
        to.UInt((ulong)count);
        to.Blob(new PackBlob(Convert.ToHexStringLower(SHA256.HashData(content)), content), content.Length);
    }

    private static StoredItems ReadStored(ByteReader from, Activation? owner)
    {
        var count = checked((int)from.UInt());
        var (id, size) = from.Blob();
        return Stored(count, id, size, owner, from);
    }

    /// <summary>Items in the blob store.</summary>
    /// <param name="owner">The activation that sent them, whose inputs they may refer to; null for a plain list.</param>
    public static StoredItems Stored(int count, string id, int size, Activation? owner, ByteReader from)
    {
        var (read, seal) = (from.ReadBlob, from.Seal);
        return new StoredItems(count, id, size, owner, () => ReadEach(new ByteReader(read(id), read, seal), count, owner?.Inputs ?? [], mixed: owner is not null));
    }

    public static PortOutput ReadOutput(ByteReader from, Activation sender)
    {
        var inputs = sender.Inputs;
        switch ((Form)from.Byte())
        {
            case Form.Skip:
                return PortOutput.Skip;
            case Form.Same:
                var port = from.Count();
                return PortOutput.Of(inputs[port], ReadLineage(from));
            case Form.Mixed:
                var items = ReadEach(from, from.Count(), inputs, mixed: true);
                return PortOutput.Of(items, ReadLineage(from));
            case Form.Stored:
                var stored = ReadStored(from, sender);
                return PortOutput.Of(stored, ReadLineage(from));
            default:
                throw new InvalidDataException("The journal holds an output in an unknown form.");
        }
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

    private static Dictionary<Item, ItemSource>? Places(int wanted, InputItems[] inputs)
    {
        if (wanted < 8) return null;
        var places = new Dictionary<Item, ItemSource>(ReferenceEqualityComparer.Instance);
        for (var port = 0; port < inputs.Length; port++)
            for (var i = 0; i < inputs[port].Count; i++)
                places.TryAdd(inputs[port][i], new ItemSource(port, i));
        return places;
    }

    private static ItemSource? PlaceOf(Item item, InputItems[] inputs, Dictionary<Item, ItemSource>? places)
    {
        if (places is not null) return places.TryGetValue(item, out var place) ? place : null;
        for (var port = 0; port < inputs.Length; port++)
            for (var i = 0; i < inputs[port].Count; i++)
                if (ReferenceEquals(inputs[port][i], item))
                    return new ItemSource(port, i);
        return null;
    }

    private static void Write(ByteWriter to, Lineage lineage)
    {
        switch (lineage)
        {
            case Lineage.IdentityLineage identity:
                to.Byte((byte)From.Identity);
                to.UInt((ulong)identity.Port);
                break;
            case Lineage.SingleLineage single:
                to.Byte((byte)From.Single);
                Write(to, single.Source);
                break;
            case Lineage.IndexLineage index:
                to.Byte((byte)From.Index);
                Write(to, index.Sources);
                break;
            case Lineage.GroupLineage groups:
                to.Byte((byte)From.Groups);
                to.UInt((ulong)groups.Sources.Length);
                foreach (var group in groups.Sources)
                    Write(to, group);
                break;
            default:
                to.Byte((byte)From.Unknown);
                break;
        }
    }

    private static Lineage ReadLineage(ByteReader from)
    {
        switch ((From)from.Byte())
        {
            case From.Identity:
                return Lineage.Identity(from.Count());
            case From.Single:
                return Lineage.Single(ReadSource(from));
            case From.Index:
                return Lineage.Index(ReadSources(from));
            case From.Groups:
                var groups = new ItemSource[from.Count()][];
                for (var i = 0; i < groups.Length; i++)
                    groups[i] = ReadSources(from);
                return Lineage.Groups(groups);
            default:
                return Lineage.Unknown;
        }
    }

    private static void Write(ByteWriter to, ItemSource[] sources)
    {
        to.UInt((ulong)sources.Length);
        foreach (var source in sources)
            Write(to, source);
    }

    private static void Write(ByteWriter to, ItemSource source)
    {
        to.UInt((ulong)source.Port);
        to.UInt((ulong)source.Index);
    }

    private static ItemSource[] ReadSources(ByteReader from)
    {
        var sources = new ItemSource[from.Count()];
        for (var i = 0; i < sources.Length; i++)
            sources[i] = ReadSource(from);
        return sources;
    }

    private static ItemSource ReadSource(ByteReader from) => new((int)from.UInt(), (int)from.UInt());

    private static readonly Dictionary<string, BinaryRef> EmptyFiles = [];
}
