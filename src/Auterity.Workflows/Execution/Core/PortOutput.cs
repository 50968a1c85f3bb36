using Auterity.Sdk;

namespace Auterity.Workflows.Execution.Core;

/// <summary>What an activation sent on one output port: items and where each came from, or a skip.</summary>
internal sealed class PortOutput
{
    private PortOutput(IReadOnlyList<Item> items, Lineage lineage)
    {
        Items = items;
        Lineage = lineage;
    }

    /// <summary>Nothing: the path is dead.</summary>
    public static PortOutput Skip { get; } = new([], Lineage.Unknown);

    /// <summary>One <c>{}</c>.</summary>
    public static PortOutput Blank { get; } = new([Item.Empty], Lineage.Unknown);

    public IReadOnlyList<Item> Items { get; }

    public Lineage Lineage { get; }

    public bool IsSkip => Items.Count == 0;

    /// <summary>Items with their lineage; no items is a skip (rule 5).</summary>
    public static PortOutput Of(IReadOnlyList<Item> items, Lineage lineage) => items.Count == 0 ? Skip : new(items, lineage);
}

/// <summary>Where the items of an output came from: input items of the activation that sent them, or of another one of the same node.</summary>
internal abstract class Lineage
{
    /// <summary>Nobody knows.</summary>
    public static Lineage Unknown { get; } = new UnknownLineage();

    /// <summary>Output item i is input item i of this port.</summary>
    public static Lineage Identity(int port) => port == 0 ? FirstPort : new IdentityLineage(port);

    /// <summary>Everything came from one input item.</summary>
    public static Lineage Single(ItemSource source) => new SingleLineage(source);

    /// <summary>Each output item came from exactly one input item.</summary>
    public static Lineage Index(ItemSource[] sources) => new IndexLineage(sources);

    /// <summary>Each output item was made of several input items, or of none.</summary>
    public static Lineage Groups(ItemSource[][] groups) => new GroupLineage(groups);

    /// <summary>Each output item was an input item of some activation of the same loop.</summary>
    public static Lineage Elsewhere(Origin[] origins) => new OriginLineage(origins);

    private static readonly IdentityLineage FirstPort = new(0);

    /// <summary>Adds the input items which output item <paramref name="item"/> of <paramref name="self"/> was made of; false when nobody knows.</summary>
    public abstract bool TryOrigins(Activation self, int item, List<Origin> origins);

    internal sealed class UnknownLineage : Lineage
    {
        public override bool TryOrigins(Activation self, int item, List<Origin> origins) => false;
    }

    internal sealed class IdentityLineage(int port) : Lineage
    {
        public int Port => port;

        public override bool TryOrigins(Activation self, int item, List<Origin> origins)
        {
            origins.Add(new Origin(self, port, item));
            return true;
        }
    }

    internal sealed class SingleLineage(ItemSource source) : Lineage
    {
        public ItemSource Source => source;

        public override bool TryOrigins(Activation self, int item, List<Origin> origins)
        {
            origins.Add(new Origin(self, source.Port, source.Index));
            return true;
        }
    }

    internal sealed class IndexLineage(ItemSource[] sources) : Lineage
    {
        public ItemSource[] Sources => sources;

        public override bool TryOrigins(Activation self, int item, List<Origin> origins)
        {
            if (item >= sources.Length) return false;
            origins.Add(new Origin(self, sources[item].Port, sources[item].Index));
            return true;
        }
    }

    internal sealed class GroupLineage(ItemSource[][] groups) : Lineage
    {
        public ItemSource[][] Sources => groups;

        public override bool TryOrigins(Activation self, int item, List<Origin> origins)
        {
            if (item >= groups.Length || groups[item].Length == 0) return false;
            foreach (var source in groups[item])
                origins.Add(new Origin(self, source.Port, source.Index));
            return true;
        }
    }

    internal sealed class OriginLineage(Origin[] all) : Lineage
    {
        public Origin[] Origins => all;

        public override bool TryOrigins(Activation self, int item, List<Origin> origins)
        {
            if (item >= all.Length) return false;
            origins.Add(all[item]);
            return true;
        }
    }
}

/// <summary>An input item of an activation.</summary>
internal readonly record struct Origin(Activation Activation, int Port, int Index);
