using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>Writes what a port sent, with its lineage: items that came in are written as their place, changed ones as what differs, many new ones as a reference to the blob store (ENGINE rule 27).</summary>
internal static class OutputCodec
{
    private enum Form : byte
    {
        Skip,
        Same,
        Mixed,

        /// <summary>What the run was started with: a trigger hands it on.</summary>
        Start,

        /// <summary>In the blob store.</summary>
        Stored,
    }

    /// <summary>How an item of a mixed output is written; from <see cref="Taken"/> on it is an input item: the port follows.</summary>
    private enum Part : byte
    {
        Whole,
        Patched,
        Taken,
    }

    private enum From : byte
    {
        Unknown,
        Identity,
        Single,
        Index,
        Groups,
    }

    /// <param name="to">Where to.</param>
    /// <param name="output">What the activation sent.</param>
    /// <param name="inputs">Its input items, which unchanged items refer to.</param>
    /// <param name="started">What the run was started with; null where it cannot be meant.</param>
    public static void Write(ByteWriter to, PortOutput output, InputItems[] inputs, Item? started = null)
    {
        if (output.IsSkip)
        {
            to.Byte((byte)Form.Skip);
            return;
        }

        if (inputs.Length == 0 && output.Items.Count == 1 && ReferenceEquals(output.Items[0], started))
        {
            to.Byte((byte)Form.Start);
            Write(to, output.Lineage);
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
        if (WriteEach(to, output.Items, inputs) > ItemCodec.Inline && ItemCodec.MayBeStored(output.Items))
        {
            to.CutOff(start);
            to.Byte((byte)Form.Stored);
            ItemCodec.WriteStored(to, output.Items);
        }

        Write(to, output.Lineage);
    }

    /// <returns>How many bytes the new items take.</returns>
    private static int WriteEach(ByteWriter to, IReadOnlyList<Item> items, InputItems[] inputs)
    {
        var bytes = 0;
        var places = Places(items.Count, inputs);
        for (var i = 0; i < items.Count; i++)
        {
            if (PlaceOf(items[i], inputs, places) is { } place)
            {
                to.UInt((ulong)(place.Port + (int)Part.Taken));
                to.UInt((ulong)place.Index);
            }
            else
            {
                var start = to.Length;
                WriteNew(to, items[i], BasisOf(inputs, i));
                bytes += to.Length - start;
            }
        }

        return bytes;
    }

    private static void WriteNew(ByteWriter to, Item item, Item? basis)
    {
        var start = to.Length;
        to.UInt((ulong)Part.Patched);
        // What is sealed is sealed whole, and nothing that is not refers to it; what is in the blob store is not read to be compared.
        if (basis is { IsSensitive: false, Large: null } && item is { IsSensitive: false, Large: null } && ItemPatch.TryWrite(to, item.Utf8.Span, basis.Utf8.Span))
        {
            ItemCodec.WriteFiles(to, item);
            return;
        }

        to.CutOff(start);
        to.UInt((ulong)Part.Whole);
        ItemCodec.Write(to, item);
    }

    /// <summary>The input item that an output item most likely was made of: the one at its place, or the last.</summary>
    private static Item? BasisOf(InputItems[] inputs, int index)
    {
        foreach (var port in inputs)
            if (port.Count > 0)
                return port[Math.Min(index, port.Count - 1)];
        return null;
    }

    public static PortOutput Read(ByteReader from, InputItems[] inputs, Item? started = null)
    {
        switch ((Form)from.Byte())
        {
            case Form.Skip:
                return PortOutput.Skip;
            case Form.Same:
                var port = from.Count();
                return PortOutput.Of(inputs[port], ReadLineage(from));
            case Form.Mixed:
                var items = ReadEach(from, inputs);
                return PortOutput.Of(items, ReadLineage(from));
            case Form.Stored:
                var stored = ItemCodec.ReadStored(from);
                return PortOutput.Of(stored, ReadLineage(from));
            case Form.Start:
                return PortOutput.Of([started ?? throw new InvalidDataException("The journal refers to a start that is not there.")], ReadLineage(from));
            default:
                throw new InvalidDataException("The journal holds an output in an unknown form.");
        }
    }

    private static Item[] ReadEach(ByteReader from, InputItems[] inputs)
    {
        var items = new Item[from.Count()];
        for (var i = 0; i < items.Length; i++)
        {
            var part = (int)from.UInt();
            items[i] = (Part)part switch
            {
                Part.Whole => ItemCodec.Read(from),
                Part.Patched => new Item(ItemPatch.Read(from, BasisOf(inputs, i)!.Utf8.Span), ItemCodec.ReadFiles(from, from.Count())),
                _ => inputs[part - (int)Part.Taken][(int)from.UInt()],
            };
        }

        return items;
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

    public static void Write(ByteWriter to, Lineage lineage)
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

    public static Lineage ReadLineage(ByteReader from)
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
}
