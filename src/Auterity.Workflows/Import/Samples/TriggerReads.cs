using System.Text.Json;
using Auterity.Workflows.Definitions;

namespace Auterity.Workflows.Import.Samples;

/// <summary>What a trigger itself says about the items it starts with: the questions of a form, the fields a caller gives.</summary>
internal static class TriggerReads
{
    public static IEnumerable<FieldRead> Of(NodeDefinition node) => node.Type switch
    {
        "trigger.form" => Entries(node, "fields").SelectMany(Question),
        "trigger.workflow" => Entries(node, "fields").Select(Declared).OfType<FieldRead>().Concat(Example(node)),
        "trigger.chat" => [new FieldRead(null, ["chatInput"], FieldKind.Text), new FieldRead(null, ["sessionId"], FieldKind.Text)],
        _ => [],
    };

    // Each answer of a list is given once.
    private static IEnumerable<FieldRead> Question(JsonElement field)
    {
        if (Text(field, "label") is not { } label) yield break;
        var options = field.TryGetProperty("options", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Where(option => option.ValueKind == JsonValueKind.String).ToList() : [];
        var several = field.TryGetProperty("several", out var many) && many.ValueKind == JsonValueKind.True;
        var kind = Text(field, "kind") switch { "number" => FieldKind.Number, "date" => FieldKind.Date, "dropdown" when several => FieldKind.List, "file" => FieldKind.Unknown, _ => FieldKind.Text };
        yield return new FieldRead(null, [label], kind);
        foreach (var option in options) yield return new FieldRead(null, [label], kind, several ? $"[{option.GetRawText()}]" : option.GetRawText());
    }

    private static FieldRead? Declared(JsonElement field) => Text(field, "name") is { } name ? new FieldRead(null, [name], ConditionReads.KindOf(Text(field, "type"))) : null;

    private static IEnumerable<FieldRead> Example(NodeDefinition node)
    {
        if (!node.Parameters.TryGetProperty("example", out var example)) return [];
        try
        {
            var fields = example.ValueKind == JsonValueKind.String ? JsonSerializer.Deserialize<JsonElement>(example.GetString()!) : example;
            return fields.ValueKind == JsonValueKind.Object ? [.. fields.EnumerateObject().Select(field => new FieldRead(null, [field.Name], FieldKind.Unknown, field.Value.GetRawText()))] : [];
        }
        catch (JsonException)
        {
            return []; // the trigger will say so itself
        }
    }

    private static JsonElement[] Entries(NodeDefinition node, string name) =>
        node.Parameters.ValueKind == JsonValueKind.Object && node.Parameters.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Object)] : [];

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
