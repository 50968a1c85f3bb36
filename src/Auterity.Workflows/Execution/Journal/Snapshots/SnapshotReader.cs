using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Shards;

namespace Auterity.Workflows.Execution.Journal.Snapshots;

/// <summary>Reads what <see cref="SnapshotWriter"/> wrote.</summary>
internal sealed class SnapshotReader
{
    private readonly List<Item> items = [Sdk.Item.Empty];
    private readonly List<StoredItems> lists = [];
    private readonly List<(Activation Activation, int Loop)> inLoops = [];
    private LoopState[] loops = [];

    public SnapshotReader(LiveRun run, ByteReader bytes)
    {
        Bytes = bytes;
        State = run.State;
    }

    public ByteReader Bytes { get; }

    public RunState State { get; }

    /// <summary>Id from which activations are counted backwards.</summary>
    public int Base { get; set; }

    public void Know(Item item) => items.Add(item);

    /// <summary>Gives activations read before the loops they belong to.</summary>
    public void Know(LoopState[] all)
    {
        loops = all;
        foreach (var (activation, loop) in inLoops)
            activation.Loop = loops[loop - 1];
    }

    public Activation Near() => State.Activations[checked((int)(Base - Bytes.Int()))];

    public Activation? Perhaps() => Bytes.Int32() is > 0 and var id ? State.Activations[id - 1] : null;

    /// <summary>The loop an activation belongs to; it gets it once the loops are known.</summary>
    public void Loop(Activation activation)
    {
        if (Bytes.Int32() is > 0 and var loop) inLoops.Add((activation, loop));
    }

    public LoopState? Loop() => Bytes.Int32() is > 0 and var loop ? loops[loop - 1] : null;

    public Item Item()
    {
        var form = checked((int)Bytes.UInt());
        if (form >= (int)ItemForm.Known) return items[^(form - (int)ItemForm.Known + 1)];
        var item = New((ItemForm)form);
        items.Add(item);
        return item;
    }

    /// <param name="owner">The activation whose output or unit it is; null when it is nobody's.</param>
    public IReadOnlyList<Item> List(Activation? owner)
    {
        switch ((ListForm)Bytes.Byte())
        {
            case ListForm.Each:
                var all = new Item[Bytes.Count()];
                for (var i = 0; i < all.Length; i++)
                    all[i] = Item();
                return all;
            case ListForm.Stored:
                var stored = ItemCodec.ReadStored(Bytes);
                lists.Add(stored);
                return stored;
            case ListForm.StoredAgain:
                return lists[checked((int)Bytes.UInt())];
            case ListForm.Inputs:
                return owner!.Inputs[checked((int)Bytes.UInt())];
            default:
                throw new InvalidDataException("The snapshot holds a list in an unknown form.");
        }
    }

    private Item New(ItemForm form) => form switch
    {
        ItemForm.InList => lists[checked((int)Bytes.UInt())][checked((int)Bytes.UInt())],
        ItemForm.Whole => ItemCodec.Read(Bytes),
        ItemForm.Unstored => new Item(Bytes.Bytes(), ItemCodec.ReadFiles(Bytes, Bytes.Count())),
        ItemForm.Patched => new Item(ItemPatch.Read(Bytes, items[^(checked((int)Bytes.UInt()) + 1)].Utf8.Span), ItemCodec.ReadFiles(Bytes, Bytes.Count())),
        _ => throw new InvalidDataException("The snapshot holds an item in an unknown form."),
    };
}
