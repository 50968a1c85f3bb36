using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Auterity.Sdk;
using Auterity.Workflows.Definitions;

namespace Auterity.Workflows.Import.Samples;

/// <summary>Items for nodes that cannot run here: what was pinned, else an example with every field that later nodes read.</summary>
/// <remarks>With them a workflow can be tried without network, credentials or the nodes it still lacks.</remarks>
public sealed partial class StubData
{
    // These hand on their items, so what is read behind them comes from before them.
    private static readonly HashSet<string> Transparent =
    [
        "flow.noop", "flow.if", "flow.switch", "flow.filter", "flow.merge", "flow.loop", "flow.wait", "flow.return",
        "flow.stop", "ai.tool.note", "data.limit", "data.sort", "data.removeDuplicates", "data.renameKeys", "data.html", "data.markdown", "data.crypto", "data.dateTime", "http.respond", "files.write", "code.javascript", "code.memory",
    ];

    private readonly Dictionary<string, NodeDefinition> byId;
    private readonly Dictionary<string, string> byName;
    private readonly ILookup<string, string> sources;
    private readonly ILookup<string, string> hosts;
    private readonly Dictionary<string, SampleShape> shapes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement?> variables = new(StringComparer.Ordinal);
    private readonly HashSet<string> handlers;
    private readonly HashSet<string> filesOfCode = new(StringComparer.Ordinal);

    private StubData(WorkflowDefinition definition, Func<NodeDefinition, Type?> inputOf)
    {
        byId = definition.Nodes.ToDictionary(node => node.Id);
        byName = definition.Nodes.ToDictionary(node => node.Name, node => node.Id);
        sources = definition.Edges.Where(edge => !IsPlugged(edge)).ToLookup(edge => edge.To, edge => edge.From);
        hosts = definition.Edges.Where(IsPlugged).ToLookup(edge => edge.From, edge => edge.To);
        handlers = [.. definition.Edges.Where(edge => edge.Output == "error" && byId.TryGetValue(edge.From, out var from) && from.Policy.OnError == OnError.ErrorOutput).Select(edge => edge.From)];
        foreach (var node in definition.Nodes)
            foreach (var given in TriggerReads.Of(node)) At(node.Id, given, []);
        foreach (var node in definition.Nodes)
        {
            var reads = NodeReads.Of(node, inputOf(node), field => Constant(node.Id, field));
            filesOfCode.UnionWith(reads.Files);
            foreach (var read in reads.Fields) Trace(node.Id, read, []);
            if (node.Type == "data.xml") BeforeXml(node, new FieldRead(null, []), []);
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

    /// <summary>Most items that are made up for one firing of a node.</summary>
    internal const int MostItems = 6;

    /// <summary>Most different items that are made up for one node.</summary>
    private const int MostVariants = 32;

    /// <summary>Items for one firing of the node: enough of them that every comparison behind it is answered either way.</summary>
    /// <param name="nodeId">The node.</param>
    /// <param name="first">Which variant comes first, so that a node asked again answers something else.</param>
    internal (IReadOnlyList<JsonElement> Items, bool Pinned) ItemsOf(string nodeId, int first)
    {
        if (byId.TryGetValue(nodeId, out var node) && node.Pin is { ValueKind: JsonValueKind.Array } pin && pin.GetArrayLength() > 0) return ([.. pin.EnumerateArray()], true);
        if (!shapes.TryGetValue(nodeId, out var shape)) return ([JsonSerializer.SerializeToElement(new JsonObject())], false);
        var variants = Math.Min(shape.Variants, MostVariants);
        return ([.. Enumerable.Range(first, Math.Min(variants, MostItems)).Select(variant => JsonSerializer.SerializeToElement(shape.Item(variant % variants), JsonDefaults.Options))], false);
    }

    /// <summary>How often the trigger must fire until everything that comparisons ask for has come: from itself, or from nodes that answer with a few items each time.</summary>
    internal int VariantsOf(string triggerId) => Math.Min(MostVariants, Math.Max(
        shapes.TryGetValue(triggerId, out var own) ? own.Variants : 1,
        (shapes.Values.Select(shape => Math.Min(shape.Variants, MostVariants)).DefaultIfEmpty(1).Max() + MostItems - 1) / MostItems));

    /// <summary>What the node's field is when it is asked for, as far as anything reads it; null else.</summary>
    internal JsonNode? FieldOf(string nodeId, string name, int variant) => shapes.TryGetValue(nodeId, out var shape) ? shape.Field(name, variant % Math.Min(shape.Variants, MostVariants)) : null;

    /// <summary>Whether the node sends its errors somewhere.</summary>
    internal bool HandlesErrors(string nodeId) => handlers.Contains(nodeId);

    /// <summary>Whether any node sends its errors somewhere.</summary>
    internal bool HasHandlers => handlers.Count > 0;

    /// <summary>The nodes that this one is plugged into.</summary>
    internal IEnumerable<string> HostsOf(string nodeId) => hosts[nodeId];

    /// <summary>Whether anything of what the node hands on is read.</summary>
    internal bool IsRead(string nodeId) => shapes.ContainsKey(nodeId);

    /// <summary>What an installation gives under <c>$env</c> or <c>$vars</c>, as far as the workflow reads it; null when it reads nothing.</summary>
    internal JsonElement? VariablesOf(string root)
    {
        if (root is not ("$env" or "$vars")) return null;
        if (variables.TryGetValue(root, out var known)) return known;
        var shape = new SampleShape();
        var names = byId.Values.SelectMany(node => Variable().Matches(node.Parameters.GetRawText())).Where(match => match.Groups[1].Value == root[1..]).Select(match => match.Groups[2].Value).Distinct().ToList();
        foreach (var name in names) shape.Add(new FieldRead(null, [name], FieldKind.Text));
        return variables[root] = names.Count == 0 ? null : JsonSerializer.SerializeToElement(shape.Item(), JsonDefaults.Options);
    }

    [GeneratedRegex("""\$(env|vars)(?:\??\.|\[(?:'|\\?"|\\u0022|\\u0027))([A-Za-z_]\w*)""")]
    private static partial Regex Variable();

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
        else if (node.Type == "data.xml") BeforeXml(node, read, seen);
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
            var list = StepsOf(field.GetString()!);
            var rest = read.Path.Count > 0 && read.Path[0] == list[^1] ? read.Path.Skip(1) : read.Path;
            Before(node.Id, read with { Path = [.. list, FieldRead.Entry, .. rest] }, [.. seen]);
        }
    }

    // items[0].parts: a place in a list is one of its entries.
    private static string[] StepsOf(string path) => [.. path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries).Select(step => step.StartsWith('[') ? FieldRead.Entry : step)];

    private void BeforeXml(NodeDefinition node, FieldRead read, HashSet<string> seen)
    {
        if (node.Parameters.TryGetProperty("action", out var action) && action.ValueEquals("toXml")) return;
        var field = node.Parameters.TryGetProperty("property", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString()! : "data";
        Before(node.Id, read.Path.Count == 0 ? new FieldRead(null, [field, FieldRead.Xml]) : read with { Path = [field, FieldRead.Xml, .. read.Path] }, seen);
    }

    // Settings at the beginning of a workflow: what a field is set to as it stands there.
    private string? Constant(string nodeId, Reading.Field field)
    {
        if (field.Path is not [var name, ..] || field.Path.Count != 1) return null;
        var from = field.Node is null ? sources[nodeId].FirstOrDefault() : byName.GetValueOrDefault(field.Node);
        if (from is null || byId[from] is not { Type: "data.set" } set || ValueSet(set, name) is not { } value) return null;
        return value.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && value.GetString()!.StartsWith('=')) ? null : value.GetRawText();
    }

    // What is read of an entry of the list is read of each item.
    private void BeforeAggregate(NodeDefinition node, FieldRead read, HashSet<string> seen)
    {
        var all = node.Parameters.TryGetProperty("mode", out var mode) && mode.ValueEquals("all");
        if (all && read.Path is [_, FieldRead.Entry, ..]) Before(node.Id, read with { Path = [.. read.Path.Skip(2)] }, seen);
        else if (!all && read.Path is [var field, ..]) Before(node.Id, new FieldRead(null, [field]), seen);
    }
}
