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
        "flow.stop", "ai.tool.note", "data.limit", "data.sort", "data.removeDuplicates", "data.renameKeys", "data.html", "data.markdown", "data.crypto", "data.dateTime", "http.respond", "files.write", "code.javascript",
    ];

    private readonly Dictionary<string, NodeDefinition> byId;
    private readonly Dictionary<string, string> byName;
    private readonly ILookup<string, string> sources;
    private readonly ILookup<string, string> hosts;
    private readonly Dictionary<string, SampleShape> shapes = new(StringComparer.Ordinal);
    private readonly HashSet<string> filesOfCode = new(StringComparer.Ordinal);

    private StubData(WorkflowDefinition definition, Func<NodeDefinition, Type?> inputOf)
    {
        byId = definition.Nodes.ToDictionary(node => node.Id);
        byName = definition.Nodes.ToDictionary(node => node.Name, node => node.Id);
        sources = definition.Edges.Where(edge => !IsPlugged(edge)).ToLookup(edge => edge.To, edge => edge.From);
        hosts = definition.Edges.Where(IsPlugged).ToLookup(edge => edge.From, edge => edge.To);
        foreach (var node in definition.Nodes)
            foreach (var given in TriggerReads.Of(node)) At(node.Id, given, []);
        foreach (var node in definition.Nodes)
        {
            var reads = NodeReads.Of(node, inputOf(node));
            filesOfCode.UnionWith(reads.Files);
            foreach (var read in reads.Fields) Trace(node.Id, read, []);
        }
    }

    /// <summary>Reads a definition once; then ask for any of its nodes.</summary>
    public static StubData Of(WorkflowDefinition definition) => new(definition, _ => null);

    /// <param name="definition">The workflow.</param>
    /// <param name="inputOf">Type of a node's parameters, which tells what fields are that parameters are taken from.</param>
    internal static StubData Of(WorkflowDefinition definition, Func<NodeDefinition, Type?> inputOf) => new(definition, inputOf);

    /// <summary>A JSON list of items for the node's first port: at least one item.</summary>
    public JsonElement ItemsOf(string nodeId)
    {
        if (byId.TryGetValue(nodeId, out var node) && node.Pin is { ValueKind: JsonValueKind.Array } pin && pin.GetArrayLength() > 0) return pin;
        var item = shapes.TryGetValue(nodeId, out var shape) ? shape.Item() : [];
        return JsonSerializer.SerializeToElement(new JsonArray(item), JsonDefaults.Options);
    }

    /// <summary>Most items that are made up for one node.</summary>
    private const int MostItems = 16;

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

    /// <summary>What the node's field is when it is asked for, as far as anything reads it; null else.</summary>
    internal JsonNode? FieldOf(string nodeId, string name, int variant) => shapes.TryGetValue(nodeId, out var shape) ? shape.Field(name, variant % Math.Min(shape.Variants, MostItems)) : null;

    /// <summary>The nodes that this one is plugged into.</summary>
    internal IEnumerable<string> HostsOf(string nodeId) => hosts[nodeId];

    /// <summary>Whether anything of what the node hands on is read.</summary>
    internal bool IsRead(string nodeId) => shapes.ContainsKey(nodeId);

    /// <summary>Names under which nodes read files, with the format they expect and, for tables, the node whose rows they become.</summary>
    internal IReadOnlyDictionary<string, (string Format, string? Rows)> Files => field ??= FileReads.Of(byId.Values, filesOfCode);

    private static bool IsPlugged(EdgeDefinition edge) => edge.Input.StartsWith("ai_", StringComparison.Ordinal);

    private void Trace(string nodeId, FieldRead read, HashSet<string> seen)
    {
        if (read.Node is null) Before(nodeId, read, seen);
        else if (byName.TryGetValue(read.Node, out var named)) At(named, read with { Node = null }, seen);
    }

    // What is plugged in reads what comes to the node that it is plugged into.
    private void Before(string nodeId, FieldRead read, HashSet<string> seen)
    {
        foreach (var source in sources[nodeId]) At(source, read, seen);
        foreach (var host in hosts[nodeId])
            if (seen.Add($"before {host}")) Before(host, read, seen);
    }

    private void At(string nodeId, FieldRead read, HashSet<string> seen)
    {
        if (!seen.Add(nodeId) || !byId.TryGetValue(nodeId, out var node)) return;
        if (!shapes.TryGetValue(nodeId, out var shape)) shapes[nodeId] = shape = new SampleShape();
        shape.Add(read);
        if (Transparent.Contains(node.Type)) Before(nodeId, read, seen);
        else if (node.Type == "data.set") BeforeSet(node, read, seen);
        else if (node.Type == "data.splitOut") BeforeSplit(node, read, seen);
        else if (node.Type == "data.aggregate") BeforeAggregate(node, read, seen);
    }

    // What is read of a field that was set from another is read of that one.
    private void BeforeSet(NodeDefinition node, FieldRead read, HashSet<string> seen)
    {
        if (read.Path is not [var name, ..] || ValueSet(node, name) is not { } value) Before(node.Id, read, seen);
        else if (NodeReads.FieldOf(value) is { } from) Trace(node.Id, read with { Node = from.Node, Path = [.. from.Path, .. read.Path.Skip(1)] }, seen);
    }

    private static JsonElement? ValueSet(NodeDefinition node, string name)
    {
        if (!node.Parameters.TryGetProperty("fields", out var fields) || fields.ValueKind != JsonValueKind.Array) return null;
        foreach (var field in fields.EnumerateArray())
            if (field.ValueKind == JsonValueKind.Object && field.TryGetProperty("name", out var set) && set.ValueEquals(name) && field.TryGetProperty("value", out var value)) return value;
        return null;
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
