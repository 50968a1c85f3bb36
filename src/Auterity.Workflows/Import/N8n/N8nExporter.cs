using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;
using Auterity.Workflows.Definitions;

namespace Auterity.Workflows.Import.N8n;

/// <summary>Writes a workflow the way n8n reads it. What was imported goes back as it came, moved, renamed and rewired as it is now.</summary>
public static class N8nExporter
{
    /// <param name="name">The workflow's name.</param>
    /// <param name="definition">What runs.</param>
    /// <param name="layout">The layout of the import; nodes it does not know are written with their own type and parameters.</param>
    public static N8nExport Export(string name, WorkflowDefinition definition, JsonElement layout)
    {
        var notes = new List<string>();
        var look = LookOf(layout);
        var nodes = definition.Nodes.Select((node, index) => new N8nWriter(node, look.Nodes.GetValueOrDefault(node.Id), index)).ToDictionary(writer => writer.Node.Id);

        var root = new JsonObject();
        foreach (var (member, value) in look.N8n?.Workflow ?? new Dictionary<string, JsonElement>())
            root[member] = Node(value);
        root["name"] = name;
        root["nodes"] = new JsonArray([.. nodes.Values.Select(writer => writer.Write(notes)), .. look.Notes.Select(NoteOf)]);
        root["connections"] = ConnectionsOf(definition, nodes, look, notes);
        WriteSettings(root, definition.Settings);
        if (definition.Nodes.Any(node => node.Pin is not null))
            root["pinData"] = new JsonObject(definition.Nodes.Where(node => node.Pin is not null).Select(node => KeyValuePair.Create(nodes[node.Id].Name, Node(N8nPins.Written(node.Pin!.Value)))));
        return new N8nExport(JsonSerializer.SerializeToUtf8Bytes(root, JsonDefaults.Options), notes);
    }

    private static N8nLayout LookOf(JsonElement layout)
    {
        var look = layout.ValueKind == JsonValueKind.Object ? layout.Deserialize<N8nLayout>(Lenient) : null;
        return new N8nLayout(look?.Nodes ?? new Dictionary<string, NodePlace>(), look?.Notes ?? [], look?.N8n);
    }

    private static readonly JsonSerializerOptions Lenient = new(JsonDefaults.Options) { RespectNullableAnnotations = false };

    private static JsonObject ConnectionsOf(WorkflowDefinition definition, Dictionary<string, N8nWriter> nodes, N8nLayout look, List<string> notes)
    {
        var connections = new N8nConnectionWriter();
        foreach (var edge in definition.Edges)
        {
            if (!nodes.TryGetValue(edge.From, out var from) || !nodes.TryGetValue(edge.To, out var to)) continue;
            if (N8nPorts.KindOf(edge.Input) is var kind && kind.StartsWith("ai_", StringComparison.Ordinal))
            {
                var index = look.N8n?.Indices?.FirstOrDefault(index => index.From == edge.From && index.To == edge.To && index.Port == edge.Input);
                connections.Add(from.Name, kind, index?.Output ?? 0, to.Name, kind, index?.Input ?? 0);
            }
            else if (from.OutputIndex(edge.Output) is { } output && to.InputIndex(edge.Input) is { } input) connections.Add(from.Name, N8nPorts.Main, output, to.Name, N8nPorts.Main, input);
            else notes.Add($"The connection from '{from.Name}' ({edge.Output}) to '{to.Name}' ({edge.Input}) has no counterpart in n8n.");
        }

        foreach (var loose in look.N8n?.Loose ?? [])
            connections.Add(loose.From, loose.Kind, loose.Output, loose.To, loose.Type, loose.Input);
        return connections.Written;
    }

    private static JsonObject NoteOf(StickyNote note)
    {
        var written = note.N8n is null ? NewNote(note) : new JsonObject(note.N8n.Source.Select(member => KeyValuePair.Create(member.Key, Node(member.Value))));
        written["position"] = N8nWriter.Position(note.X, note.Y, written["position"]);
        if (written["parameters"] is not JsonObject parameters) written["parameters"] = parameters = [];
        if (N8nWriter.TextOf(parameters["content"]) != note.Text) parameters["content"] = note.Text;
        return written;
    }

    private static JsonObject NewNote(StickyNote note) => new()
    {
        ["id"] = note.Id,
        ["name"] = $"Sticky Note {note.Id}",
        ["type"] = "n8n-nodes-base.stickyNote",
        ["typeVersion"] = 1,
        ["parameters"] = new JsonObject { ["width"] = note.Width, ["height"] = note.Height },
    };

    private static void WriteSettings(JsonObject root, WorkflowSettings settings)
    {
        var before = N8nSettings.Of(JsonSerializer.SerializeToElement(root, JsonDefaults.Options), []);
        if (before == settings) return;
        var written = root["settings"] as JsonObject ?? [];
        if (before.TimeZone != settings.TimeZone) written["timezone"] = settings.TimeZone;
        if (before.RunTimeoutSeconds != settings.RunTimeoutSeconds) written["executionTimeout"] = settings.RunTimeoutSeconds ?? -1;
        if (before.ErrorWorkflow != settings.ErrorWorkflow) written["errorWorkflow"] = settings.ErrorWorkflow?.ToString();
        if (written.Count > 0 && written.Parent is null) root["settings"] = written;
    }

    private static JsonNode? Node(JsonElement value) => JsonSerializer.SerializeToNode(value, JsonDefaults.Options);
}

/// <summary>A workflow in n8n's words.</summary>
/// <param name="Json">The export, UTF-8.</param>
/// <param name="Notes">What n8n cannot say.</param>
public sealed record N8nExport(ReadOnlyMemory<byte> Json, IReadOnlyList<string> Notes);
