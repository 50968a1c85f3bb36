using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Import.Trials;

/// <summary>A model that needs no network: it calls every tool it is offered once, then answers in the form that was asked for.</summary>
internal static class TrialModel
{
    /// <summary>Answers a call of <c>ai.model.*</c>: <c>{ messages, tools?, schema? }</c> → <c>{ text, calls }</c>.</summary>
    /// <param name="arguments">The call.</param>
    /// <param name="liked">What those who read the answer would like it to be; null when nothing tells.</param>
    public static JsonElement Answer(JsonElement arguments, JsonNode? liked = null)
    {
        var tools = arguments.TryGetProperty("tools", out var offered) && offered.ValueKind == JsonValueKind.Array ? offered.EnumerateArray().ToList() : [];
        var asked = arguments.TryGetProperty("messages", out var messages) && messages.EnumerateArray().Any(message => message.TryGetProperty("role", out var role) && role.ValueEquals("tool"));
        if (tools.Count > 0 && !asked)
            return JsonSerializer.SerializeToElement(new
            {
                text = "",
                calls = tools.Select((tool, index) => new { id = $"call_{index}", name = tool.GetProperty("name").GetString(), arguments = tool.TryGetProperty("schema", out var schema) ? Example(schema) : new JsonObject() }),
            }, JsonDefaults.Options);
        var text = arguments.TryGetProperty("schema", out var form) && form.ValueKind == JsonValueKind.Object ? Preferring(Example(form), liked)!.ToJsonString()
            : liked is JsonValue said && said.TryGetValue<string>(out var words) ? words : "A sample answer.";
        return JsonSerializer.SerializeToElement(new { text, calls = Array.Empty<object>() }, JsonDefaults.Options);
    }

    // The form decides what there is; where the reader has a value of the same kind in mind, it is that.
    private static JsonNode? Preferring(JsonNode? example, JsonNode? liked) => (example, liked) switch
    {
        (JsonObject form, JsonObject wish) => new JsonObject(form.Select(member => KeyValuePair.Create(member.Key, Preferring(member.Value, wish[member.Key])))),
        (JsonArray { Count: > 0 } form, JsonArray { Count: > 0 } wish) => new JsonArray([.. wish.Select(entry => Preferring(form[0], entry))]),
        (JsonValue form, JsonValue wish) when form.GetValueKind() == wish.GetValueKind() || (IsTruth(form) && IsTruth(wish)) => wish.DeepClone(),
        _ => example?.DeepClone(),
    };

    private static bool IsTruth(JsonValue value) => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False;

    public static JsonElement ToolResult(string tool) => JsonSerializer.SerializeToElement($"Sample result of {tool}");

    /// <summary>The smallest plausible value of a JSON Schema.</summary>
    public static JsonNode? Example(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object) return "sample";
        if (schema.TryGetProperty("enum", out var values) && values.ValueKind == JsonValueKind.Array && values.GetArrayLength() > 0) return JsonNode.Parse(values[0].GetRawText());
        var type = schema.TryGetProperty("type", out var written) ? written.ValueKind == JsonValueKind.Array && written.GetArrayLength() > 0 ? written[0].ToString() : written.ToString() : "";
        if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
            return new JsonObject(properties.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Example(property.Value))));
        return type switch
        {
            "array" => new JsonArray(schema.TryGetProperty("items", out var items) ? Example(items) : "sample"),
            "number" or "integer" => 1,
            "boolean" => true,
            "object" => new JsonObject(),
            "null" => null,
            _ => "sample",
        };
    }
}
