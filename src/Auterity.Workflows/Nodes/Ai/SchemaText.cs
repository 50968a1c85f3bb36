using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Ai;

/// <summary>JSON Schemas as nodes keep them: an object, or its text; and the few words of them that an answer is checked by.</summary>
internal static class SchemaText
{
    private const int Deepest = 32;

    /// <exception cref="NodeException">It is no JSON object.</exception>
    public static JsonElement? Read(JsonElement? written)
    {
        if (written is not { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } value) return null;
        if (value.ValueKind == JsonValueKind.String) value = ModelJson.Find(value.GetString()) ?? default;
        return value.ValueKind == JsonValueKind.Object ? value : throw new NodeException("The schema is no JSON object.", "invalid-parameters", retryable: false);
    }

    /// <summary>The schema of a tool that takes one text.</summary>
    public static JsonObject OneText(string name) => new()
    {
        ["type"] = "object", ["properties"] = new JsonObject { [name] = new JsonObject { ["type"] = "string" } }, ["required"] = new JsonArray(name),
    };

    /// <summary>A schema that an example fits: every field of it, by type.</summary>
    public static JsonNode Of(JsonElement example) => example.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject { ["type"] = "object", ["properties"] = new JsonObject(example.EnumerateObject().DistinctBy(member => member.Name).Select(member => KeyValuePair.Create(member.Name, (JsonNode?)Of(member.Value)))) },
        JsonValueKind.Array => example.GetArrayLength() == 0 ? new JsonObject { ["type"] = "array" } : new JsonObject { ["type"] = "array", ["items"] = Of(example[0]) },
        JsonValueKind.Number => new JsonObject { ["type"] = "number" },
        JsonValueKind.True or JsonValueKind.False => new JsonObject { ["type"] = "boolean" },
        JsonValueKind.Null => new JsonObject(),
        _ => new JsonObject { ["type"] = "string" },
    };

    /// <summary>What is wrong about a value: types, required members and enumerations; null when nothing is.</summary>
    public static string? Fault(JsonElement schema, JsonElement value, string path = "$", int depth = 0)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > Deepest) return null;
        if (schema.TryGetProperty("type", out var types) && !Types(types).Any(type => Fits(type, value))) return $"{path} should be {string.Join(" or ", Types(types))}.";
        if (schema.TryGetProperty("enum", out var choices) && choices.ValueKind == JsonValueKind.Array && !choices.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value))) return $"{path} should be one of {choices.GetRawText()}.";
        if (value.ValueKind == JsonValueKind.Object)
        {
            if (schema.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array)
                foreach (var name in required.EnumerateArray())
                    if (!value.TryGetProperty(name.ToString(), out _)) return $"{path}.{name} is missing.";
            if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
                foreach (var property in properties.EnumerateObject())
                    if (value.TryGetProperty(property.Name, out var inner) && Fault(property.Value, inner, $"{path}.{property.Name}", depth + 1) is { } fault) return fault;
        }

        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
            foreach (var (entry, index) in value.EnumerateArray().Select((entry, index) => (entry, index)))
                if (Fault(items, entry, $"{path}[{index}]", depth + 1) is { } fault) return fault;
        return null;
    }

    private static IEnumerable<string> Types(JsonElement types) => types.ValueKind == JsonValueKind.Array ? types.EnumerateArray().Select(type => type.ToString()) : [types.ToString()];

    private static bool Fits(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number == Math.Floor(number),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => true,
    };
}
