using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;
using Auterity.Workflows.Definitions;

namespace Auterity.Workflows.Import.Samples;

/// <summary>Items for nodes that cannot run here: what was pinned, else an example with every field that later nodes read.</summary>
/// <remarks>With them a workflow can be tried without network, credentials or the nodes it still lacks.</remarks>
public sealed class StubData
{
    // These hand on their items, so what is read behind them comes from before them.
    private static readonly HashSet<string> Transparent =
    [
        "flow.noop", "flow.if", "flow.switch", "flow.filter", "flow.merge", "flow.loop", "flow.wait", "flow.return",
        "flow.stop", "ai.tool.note", "data.limit", "data.sort", "data.removeDuplicates", "data.set", "data.renameKeys", "data.html", "data.markdown", "data.crypto", "data.dateTime", "http.respond", "files.write",
    ];

    private readonly Dictionary<string, NodeDefinition> byId;
    private readonly ILookup<string, string> sources;
    private readonly Dictionary<string, SampleShape> shapes = new(StringComparer.Ordinal);

    private StubData(WorkflowDefinition definition)
    {
        byId = definition.Nodes.ToDictionary(node => node.Id);
        sources = definition.Edges.Where(edge => !edge.Input.StartsWith("ai_", StringComparison.Ordinal)).ToLookup(edge => edge.To, edge => edge.From);
        var byName = definition.Nodes.ToDictionary(node => node.Name, node => node.Id);
        foreach (var node in definition.Nodes)
            foreach (var read in NodeReads.Of(node))
            {
                if (read.Node is null) Before(node.Id, read, []);
                else if (byName.TryGetValue(read.Node, out var named)) At(named, read with { Node = null }, []);
            }
    }

    /// <summary>Reads a definition once; then ask for any of its nodes.</summary>
    public static StubData Of(WorkflowDefinition definition) => new(definition);

    /// <summary>A JSON list of items for the node's first port: at least one item.</summary>
    public JsonElement ItemsOf(string nodeId)
    {
        if (byId.TryGetValue(nodeId, out var node) && node.Pin is { ValueKind: JsonValueKind.Array } pin && pin.GetArrayLength() > 0) return pin;
        var item = shapes.TryGetValue(nodeId, out var shape) ? shape.Item() : [];
        return JsonSerializer.SerializeToElement(new JsonArray(item), JsonDefaults.Options);
    }

    /// <summary>Most items that are made up for one node.</summary>
    private const int MostItems = 6;

    /// <summary>Items for one firing of the node: enough of them that every comparison behind it is answered either way.</summary>
    /// <param name="nodeId">The node.</param>
    /// <param name="first">Which variant comes first, so that a node asked again answers something else.</param>
    internal (IReadOnlyList<JsonElement> Items, bool Pinned) ItemsOf(string nodeId, int first)
    {
        if (byId.TryGetValue(nodeId, out var node) && node.Pin is { ValueKind: JsonValueKind.Array } pin && pin.GetArrayLength() > 0) return ([.. pin.EnumerateArray()], true);
        if (!shapes.TryGetValue(nodeId, out var shape)) return ([JsonSerializer.SerializeToElement(new JsonObject())], false);
        var variants = Math.Min(shape.Variants, MostItems);
        return ([.. Enumerable.Range(first, variants).Select(variant => JsonSerializer.SerializeToElement(shape.Item(variant % variants), JsonDefaults.Options))], false);
    }

    /// <summary>How many different items the comparisons behind a node ask for.</summary>
    internal int VariantsOf(string nodeId) => shapes.TryGetValue(nodeId, out var shape) ? Math.Min(shape.Variants, MostItems) : 1;

    /// <summary>Whether anything of what the node hands on is read.</summary>
    internal bool IsRead(string nodeId) => shapes.ContainsKey(nodeId);

    /// <summary>Names under which nodes read files, with the format they expect and, for tables, the node whose rows they become.</summary>
    internal IReadOnlyDictionary<string, (string Format, string? Rows)> Files => field ??= FileReads.Of(byId.Values);

    private void Before(string nodeId, FieldRead read, HashSet<string> seen)
    {
        foreach (var source in sources[nodeId]) At(source, read, seen);
    }

    private void At(string nodeId, FieldRead read, HashSet<string> seen)
    {
        if (!seen.Add(nodeId) || !byId.TryGetValue(nodeId, out var node)) return;
        if (!shapes.TryGetValue(nodeId, out var shape)) shapes[nodeId] = shape = new SampleShape();
        shape.Add(read);
        if (Transparent.Contains(node.Type)) Before(nodeId, read, seen);
        else if (node.Type == "data.splitOut") BeforeSplit(node, read, seen);
        else if (node.Type == "data.aggregate") BeforeAggregate(node, read, seen);
    }

    // What is read of a part is read of an entry of the list.
    private void BeforeSplit(NodeDefinition node, FieldRead read, HashSet<string> seen)
    {
        if (!node.Parameters.TryGetProperty("fields", out var fields) || fields.ValueKind != JsonValueKind.Array) return;
        foreach (var field in fields.EnumerateArray().Where(field => field.ValueKind == JsonValueKind.String))
        {
            var list = field.GetString()!.Split('.');
            var rest = read.Path.Count > 0 && read.Path[0] == list[^1] ? read.Path.Skip(1) : read.Path;
            Before(node.Id, read with { Path = [.. list, FieldRead.Entry, .. rest] }, [.. seen]);
        }
    }

    // What is read of an entry of the list is read of each item.
    private void BeforeAggregate(NodeDefinition node, FieldRead read, HashSet<string> seen)
    {
        var all = node.Parameters.TryGetProperty("mode", out var mode) && mode.ValueEquals("all");
        if (all && read.Path is [_, FieldRead.Entry, ..]) Before(node.Id, read with { Path = [.. read.Path.Skip(2)] }, seen);
        else if (!all && read.Path is [var field, ..]) Before(node.Id, new FieldRead(null, [field]), seen);
    }
}
