using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;
using Auterity.Workflows.Definitions;

namespace Auterity.Workflows.Templates;

/// <summary>Turns what somebody has into a template's definition. Pure.</summary>
internal static class TemplateSource
{
    /// <summary>A workflow as the definition of a template: nothing of its installation, its tests by hand, or that would be taken for a placeholder.</summary>
    public static JsonElement Of(WorkflowDefinition definition)
    {
        var bare = definition with { Nodes = [.. definition.Nodes.Select(node => node with { Credentials = null, Pin = null, Breakpoint = false })] };
        return Escaped(JsonSerializer.SerializeToElement(bare, DefinitionJson.Options));
    }

    /// <summary>A document without ids of credentials: they mean nothing to whoever fills it in.</summary>
    public static TemplateDocument WithoutCredentials(TemplateDocument document)
    {
        if (NodeOf(document.Definition) is not JsonObject definition || definition["nodes"] is not JsonArray nodes) return document;
        var removed = false;
        foreach (var node in nodes.OfType<JsonObject>()) removed |= node.Remove("credentials");
        return removed ? document with { Definition = JsonSerializer.SerializeToElement(definition, JsonDefaults.Options) } : document;
    }

    /// <summary>The same JSON, with every text written so that filling gives it back.</summary>
    public static JsonElement Escaped(JsonElement json) => json.GetRawText().Contains("%{", StringComparison.Ordinal) || json.GetRawText().Contains('\\', StringComparison.Ordinal)
        ? JsonSerializer.SerializeToElement(Escaped(NodeOf(json)), JsonDefaults.Options)
        : json;

    private static JsonNode? NodeOf(JsonElement json) => JsonNode.Parse(json.GetRawText(), documentOptions: JsonDefaults.Document);

    private static JsonNode? Escaped(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                return new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Escaped(member.Value))));
            case JsonArray entries:
                return new JsonArray([.. entries.Select(Escaped)]);
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                return PlaceholderText.Escape(value.GetValue<string>());
            default:
                return node?.DeepClone();
        }
    }
}
