using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.ItemJson;

/// <summary>Collects the items of one output port with their lineage.</summary>
internal sealed class PortBuilder
{
    private readonly List<Item> items = [];
    private readonly List<ItemSource[]> sources = [];

    public int Count => items.Count;

    public void Add(Item item, params ItemSource[] from)
    {
        items.Add(item);
        sources.Add(from);
    }

    /// <summary>Adds an item of the first input port.</summary>
    public void Add(Item item, int index) => Add(item, new ItemSource(0, index));

    public PortItems Build() => new(items, sources);

    /// <summary>The outputs of these ports, in order.</summary>
    public static Task<NodeResult> Result(params ReadOnlySpan<PortBuilder> ports)
    {
        var built = new PortItems?[ports.Length];
        for (var i = 0; i < ports.Length; i++)
            built[i] = ports[i].Build();
        return Task.FromResult<NodeResult>(new NodeResult.Outputs(built));
    }
}
