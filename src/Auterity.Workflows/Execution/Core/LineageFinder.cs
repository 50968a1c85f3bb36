using System.Runtime.CompilerServices;
using Auterity.Sdk;

namespace Auterity.Workflows.Execution.Core;

/// <summary>Finds out where a node's output items came from when the node did not say (ENGINE rule 42).</summary>
internal static class LineageFinder
{
    /// <summary>Unchanged items keep their own lineage; with a single input item everything came from it; else nobody knows.</summary>
    public static Lineage Find(IReadOnlyList<Item> items, IReadOnlyList<IReadOnlyList<Item>> inputs)
    {
        for (var port = 0; port < inputs.Count; port++)
            if (IsSame(items, inputs[port]))
                return Lineage.Identity(port);
        if (inputs.Sum(port => port.Count) == 1) return Lineage.Single(new ItemSource(IndexOfFilled(inputs), 0));
        return FindEach(items, inputs) is { } sources ? Lineage.Index(sources) : Lineage.Unknown;
    }

    /// <summary>What a node said itself.</summary>
    public static Lineage Of(IReadOnlyList<ItemSource[]> sources) => sources.All(group => group.Length == 1)
        ? Lineage.Index([.. sources.Select(group => group[0])])
        : Lineage.Groups([.. sources]);

    /// <summary>Whether these are the very same items in the same order.</summary>
    public static bool IsSame(IReadOnlyList<Item> items, IReadOnlyList<Item> others)
    {
        if (ReferenceEquals(items, others)) return true;
        if (items.Count != others.Count) return false;
        for (var i = 0; i < items.Count; i++)
            if (!ReferenceEquals(items[i], others[i]))
                return false;
        return true;
    }

    /// <summary>The place of each item among the inputs; null when one of them is new.</summary>
    public static ItemSource[]? FindEach(IReadOnlyList<Item> items, IReadOnlyList<IReadOnlyList<Item>> inputs)
    {
        var places = new Dictionary<Item, ItemSource>(Identity.Instance);
        for (var port = 0; port < inputs.Count; port++)
            for (var i = 0; i < inputs[port].Count; i++)
                places.TryAdd(inputs[port][i], new ItemSource(port, i));
        var sources = new ItemSource[items.Count];
        for (var i = 0; i < sources.Length; i++)
            if (!places.TryGetValue(items[i], out sources[i]))
                return null;
        return sources;
    }

    private static int IndexOfFilled(IReadOnlyList<IReadOnlyList<Item>> inputs)
    {
        for (var i = 0; i < inputs.Count; i++)
            if (inputs[i].Count > 0)
                return i;
        return 0;
    }

    private sealed class Identity : IEqualityComparer<Item>
    {
        public static Identity Instance { get; } = new();

        public bool Equals(Item? x, Item? y) => ReferenceEquals(x, y);

        public int GetHashCode(Item item) => RuntimeHelpers.GetHashCode(item);
    }
}
