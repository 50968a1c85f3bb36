using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Shards;

namespace Auterity.Workflows.Execution.Journal.Snapshots;

/// <summary>How an item is told in a snapshot; from <see cref="Known"/> on it is one told before, counted backwards.</summary>
internal enum ItemForm : byte
{
    Whole,

    /// <summary>As what differs from an item told before.</summary>
    Patched,

    /// <summary>Large, and in no store: only the state has it.</summary>
    Unstored,

    /// <summary>One of a list in the blob store.</summary>
    InList,
    Known,
}

/// <summary>How a list of items is told in a snapshot.</summary>
internal enum ListForm : byte
{
    Each,

    /// <summary>In the blob store: told by its name.</summary>
    Stored,

    /// <summary>A list in the blob store that was told before.</summary>
    StoredAgain,

    /// <summary>The input items of the activation itself.</summary>
    Inputs,
}

/// <summary>Writes what the parts of a state refer to: items, each once however many lists it is in, and loops.</summary>
/// <remarks>Which items are the very same matters to a run: it is how lineage is found.</remarks>
internal sealed class SnapshotWriter
{
    private readonly Dictionary<Item, int> items = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Item, (int List, int Index)> listed = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<StoredItems, int> lists = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<LoopState, int> loops = new(ReferenceEqualityComparer.Instance);

    public SnapshotWriter(LiveRun run)
    {
        Bytes = new ByteWriter { Seal = run.Seal };
        Know(Sdk.Item.Empty);
    }

    public ByteWriter Bytes { get; }

    /// <summary>Id from which activations are counted backwards.</summary>
    public int Base { get; set; }

    /// <summary>Loops in the order of their numbers.</summary>
    public IEnumerable<LoopState> Loops => loops.Keys;

    public int LoopCount => loops.Count;

    /// <summary>Gives an item that is written elsewhere the next number.</summary>
    public void Know(Item item) => items.TryAdd(item, items.Count);

    public void Item(Item item) => Item(item, null);

    /// <summary>An activation by how far it is behind the base.</summary>
    public void Near(Activation activation) => Bytes.Int(Base - activation.Id);

    /// <summary>An activation or none.</summary>
    public void Perhaps(Activation? activation) => Bytes.Int((activation?.Id ?? -1) + 1);

    /// <summary>Number of a loop, from 1; 0 stands for none.</summary>
    public void Loop(LoopState? loop)
    {
        if (loop is not null) loops.TryAdd(loop, loops.Count + 1);
        Bytes.Int(loop is null ? 0 : loops[loop]);
    }

    /// <param name="list">The items.</param>
    /// <param name="owner">The activation whose output or unit it is; null when it is nobody's.</param>
    public void List(IReadOnlyList<Item> list, Activation? owner)
    {
        if (list is StoredItems stored)
        {
            Stored(stored);
            return;
        }

        if (list is InputItems && owner is not null && Array.IndexOf(owner.Inputs, list) is >= 0 and var port)
        {
            Bytes.Byte((byte)ListForm.Inputs);
            Bytes.UInt((ulong)port);
            return;
        }

        Bytes.Byte((byte)ListForm.Each);
        Bytes.UInt((ulong)list.Count);
        for (var i = 0; i < list.Count; i++)
            Item(list[i], owner is null ? null : BasisOf(owner.Inputs, i));
    }

    private void Stored(StoredItems stored)
    {
        if (lists.TryGetValue(stored, out var known))
        {
            Bytes.Byte((byte)ListForm.StoredAgain);
            Bytes.UInt((ulong)known);
            return;
        }

        Bytes.Byte((byte)ListForm.Stored);
        Bytes.UInt((ulong)stored.Count);
        Bytes.Blob(new PackBlob(stored.Id), stored.Size);
        var number = lists.Count;
        lists.Add(stored, number);
        // Only items that somebody has read can be anywhere else.
        if (!stored.IsRead) return;
        for (var i = 0; i < stored.Count; i++)
            if (!items.ContainsKey(stored[i]))
                listed.TryAdd(stored[i], (number, i));
    }

    private void Item(Item item, Item? basis)
    {
        if (items.TryGetValue(item, out var known))
        {
            Bytes.UInt((ulong)((int)ItemForm.Known + items.Count - 1 - known));
            return;
        }

        if (listed.TryGetValue(item, out var place))
        {
            Form(ItemForm.InList);
            Bytes.UInt((ulong)place.List);
            Bytes.UInt((ulong)place.Index);
        }
        else if (!TryPatch(item, basis))
        {
            Whole(item);
        }

        Know(item);
    }

    private void Whole(Item item)
    {
        if (item is { IsSensitive: false, Large: { IsStored: false } large })
        {
            Form(ItemForm.Unstored);
            Bytes.Bytes(large.Utf8.Span);
            ItemCodec.WriteFiles(Bytes, item);
            return;
        }

        Form(ItemForm.Whole);
        ItemCodec.Write(Bytes, item);
    }

    private bool TryPatch(Item item, Item? basis)
    {
        // What is sealed is sealed whole, and nothing that is not refers to it.
        if (basis is not { IsSensitive: false, Large: null } || item is not { IsSensitive: false, Large: null } || !items.TryGetValue(basis, out var known)) return false;
        var start = Bytes.Length;
        Form(ItemForm.Patched);
        Bytes.UInt((ulong)(items.Count - 1 - known));
        if (!ItemPatch.TryWrite(Bytes, item.Utf8.Span, basis.Utf8.Span))
        {
            Bytes.CutOff(start);
            return false;
        }

        ItemCodec.WriteFiles(Bytes, item);
        return true;
    }

    private static Item? BasisOf(InputItems[] inputs, int index)
    {
        foreach (var port in inputs)
            if (port.Count > 0)
                return IsAtHand(port) ? port[Math.Min(index, port.Count - 1)] : null;
        return null;
    }

    /// <summary>Whether looking at items reads nothing from the blob store.</summary>
    private static bool IsAtHand(IReadOnlyList<Item> list) => list switch { StoredItems stored => stored.IsRead, InputItems inputs => IsAtHand(inputs.Source), _ => true };

    private void Form(ItemForm form) => Bytes.UInt((ulong)form);
}
