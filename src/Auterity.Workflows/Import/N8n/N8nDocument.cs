using System.Text.Json;

namespace Auterity.Workflows.Import.N8n;

/// <summary>An export, read tolerantly: every node has an id and a name, every connection two ends, and what was odd is noted.</summary>
internal sealed class N8nDocument
{
    private readonly List<string> notes = [];

    private N8nDocument(JsonElement root, JsonElement outer)
    {
        Root = root;
        Name = NameOf(root) ?? NameOf(outer) ?? "Imported workflow";
        Nodes = new N8nNodeReader(notes).Read(root.GetProperty("nodes"));
        (Connections, Loose) = new N8nConnectionReader(Nodes, notes).Read(root.Member("connections"));
    }

    /// <summary>The object that has the nodes.</summary>
    public JsonElement Root { get; }

    public string Name { get; }

    public IReadOnlyList<N8nNode> Nodes { get; }

    public IReadOnlyList<N8nConnection> Connections { get; }

    /// <summary>Connections that lead nowhere; kept for the way back.</summary>
    public IReadOnlyList<LooseConnection> Loose { get; }

    /// <summary>What was odd about the export.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Every workflow in the file: an export, a list of them, what the clipboard or the API wraps around one.</summary>
    /// <exception cref="ImportException">There is no object with <c>nodes</c> in the file.</exception>
    public static IReadOnlyList<N8nDocument> ReadAll(JsonElement file)
    {
        var found = WorkflowsIn(file, file, depth: 0).ToList();
        if (found.Count > 0) return found;
        throw new ImportException("This is no n8n workflow: no object in the file has a list 'nodes'. Export the workflow with Download and import that file.", "not-a-workflow");
    }

    private static readonly string[] Wrappers = ["data", "workflow", "workflowData", "workflows", "template"];

    private static IEnumerable<N8nDocument> WorkflowsIn(JsonElement json, JsonElement outer, int depth)
    {
        if (depth > 4) return [];
        if (json.ValueKind == JsonValueKind.Array) return json.EnumerateArray().SelectMany(element => WorkflowsIn(element, element, depth + 1));
        if (json.ValueKind != JsonValueKind.Object) return [];
        if (json.Member("nodes") is { ValueKind: JsonValueKind.Array or JsonValueKind.Object }) return [new N8nDocument(json, outer)];
        return Wrappers.Select(name => json.Member(name)).OfType<JsonElement>().SelectMany(inner => WorkflowsIn(inner, json, depth + 1));
    }

    private static string? NameOf(JsonElement json) =>
        json.Member("name") is { ValueKind: JsonValueKind.String } name && !string.IsNullOrWhiteSpace(name.GetString()) ? name.GetString()!.Trim() : null;
}
