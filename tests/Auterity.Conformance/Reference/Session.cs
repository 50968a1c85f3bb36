namespace Auterity.Conformance.Reference;

/// <summary>One time that a region is open (rule 1).</summary>
internal sealed class Session(Region region)
{
    public Region Region { get; } = region;

    /// <summary>Whether the header took its forward delivery; further ones wait for the next session.</summary>
    public bool Entered { get; set; }

    /// <summary>Edges beyond the header that have delivered; what comes on them later waits for the next session.</summary>
    public HashSet<FlowEdge> Arrived { get; } = [];

    /// <summary>How often the header fired with work for the body.</summary>
    public int Passes { get; set; }

    /// <summary>Passes a person has allowed besides.</summary>
    public int MorePasses { get; set; }

    /// <summary>Exit edges that carried items.</summary>
    public HashSet<FlowEdge> Carried { get; } = [];

    /// <summary>Activations inside.</summary>
    public List<Activation> Members { get; } = [];

    /// <summary>What the header's ports took at its forward firing, for ports without back edges.</summary>
    public Dictionary<string, Token> Entry { get; } = [];
}

/// <summary>A <c>loop</c> between its first batch and <c>done</c>.</summary>
internal sealed class LoopProgress(IEnumerable<RefItem> items)
{
    private readonly Queue<RefItem> rest = new(items);

    public List<RefItem> Collected { get; } = [];

    public bool HasMore => rest.Count > 0;

    /// <summary>Last activation of the loop, on which the next depends.</summary>
    public Activation? Last { get; set; }

    public IReadOnlyList<RefItem> NextBatch(int size) => [.. Enumerable.Range(0, Math.Min(size, rest.Count)).Select(_ => rest.Dequeue())];
}
