using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;
using Auterity.Workflows.Definitions;

namespace Auterity.Workflows.Import.N8n;

/// <summary>Writes one node back: as it came, with what was changed here.</summary>
internal sealed class N8nWriter
{
    private readonly NodePlace place;
    private readonly JsonObject source = [];
    private readonly N8nNode? before;

    public N8nWriter(NodeDefinition node, NodePlace? place, int index)
    {
        Node = node;
        this.place = place ?? new NodePlace(index * 220, 0);
        foreach (var (member, value) in this.place.N8n?.Source ?? new Dictionary<string, JsonElement>())
            source[member] = JsonSerializer.SerializeToNode(value, JsonDefaults.Options);
        if (IsStub) AddStub();
        if (source.Count == 0 && !IsStub) return;
        before = new N8nNodeReader([]).Read(JsonSerializer.SerializeToElement(new[] { source }, JsonDefaults.Options))[0];
    }

    public NodeDefinition Node { get; }

    /// <summary>The name in the export: the one it came with, unless it was renamed here.</summary>
    public string Name => Node.Name;

    private bool IsStub => Node.Type is MappedNode.StubType or MappedNode.StubTriggerType;

    private IReadOnlyList<string?> Outputs => place.N8n?.Outputs ?? [N8nPorts.Main];

    /// <summary>Index of one of our output ports; null when n8n has none like it.</summary>
    public int? OutputIndex(string port) => IndexIn(Outputs, port) ?? (port == N8nPorts.Error ? Outputs.Count : null);

    /// <summary>Index of one of our input ports; null when n8n has none like it.</summary>
    public int? InputIndex(string port) => IndexIn(place.N8n?.Inputs ?? [N8nPorts.Main], port);

    public JsonObject Write(List<string> notes)
    {
        if (before is null) WriteForeign(notes);
        else if (!IsStub) Compare(before, notes);
        source["name"] = Node.Name;
        source["position"] = Position(place.X, place.Y, source["position"]);
        Set("disabled", Node.Disabled, before?.Flag("disabled") ?? false);
        if (Node.Notes != before?.Text("notes")) source["notes"] = Node.Notes;
        WritePolicy();
        return source;
    }

    /// <summary>A position; the one already written when it says the same.</summary>
    public static JsonNode Position(double x, double y, JsonNode? written) =>
        written is JsonArray { Count: >= 2 } && N8nValues.Number(JsonSerializer.SerializeToElement(written[0])) == x && N8nValues.Number(JsonSerializer.SerializeToElement(written[1])) == y
            ? written.DeepClone() : new JsonArray(x, y);

    public static string TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    private void AddStub()
    {
        source["type"] = "unknown";
        foreach (var name in (string[])["type", "typeVersion", "parameters", "credentials"])
            if (Node.Parameters.Member(name) is { } value) source[name] = JsonSerializer.SerializeToNode(value, JsonDefaults.Options);
    }

    private void WriteForeign(List<string> notes)
    {
        source["id"] = Node.Id;
        source["type"] = $"auterity.{Node.Type}";
        source["typeVersion"] = Node.Version;
        source["parameters"] = JsonSerializer.SerializeToNode(Node.Parameters, JsonDefaults.Options);
        notes.Add($"'{Node.Name}' ({Node.Type}) was made here; n8n has no such node.");
    }

    private void Compare(N8nNode imported, List<string> notes)
    {
        var again = JsonSerializer.SerializeToElement(N8nMappings.Map(new N8nParameters(imported)).Parameters, JsonDefaults.Options);
        if (!JsonElement.DeepEquals(again, Node.Parameters)) notes.Add($"The parameters of '{Node.Name}' were changed here; the export has those it was imported with.");
    }

    private void WritePolicy()
    {
        var was = before is null ? NodePolicy.Default : N8nPolicies.Of(before, Node.Policy.Join);
        Set("alwaysOutputData", Node.Policy.AlwaysOutput, was.AlwaysOutput);
        Set("executeOnce", Node.Policy.Once, was.Once);
        if (Node.Policy.Retry != was.Retry)
        {
            source["retryOnFail"] = Node.Policy.Retry is not null;
            source["maxTries"] = Node.Policy.Retry?.Attempts;
            source["waitBetweenTries"] = Node.Policy.Retry?.DelaySeconds * 1000;
        }

        if (Node.Policy.OnError == was.OnError) return;
        source.Remove("continueOnFail");
        source["onError"] = Node.Policy.OnError switch
        {
            OnError.Continue => "continueRegularOutput",
            OnError.ErrorOutput => "continueErrorOutput",
            _ => "stopWorkflow",
        };
    }

    private void Set(string member, bool now, bool was)
    {
        if (now != was) source[member] = now;
    }

    private static int? IndexIn(IReadOnlyList<string?> ports, string port)
    {
        for (var i = 0; i < ports.Count; i++)
            if (ports[i] == port) return i;
        return null;
    }
}
