using System.Text.Json;
using Auterity.Workflows.Conditions;

namespace Auterity.Workflows.Nodes.ItemJson;

/// <summary>Turns a JSON value into the declared type, as long as nothing is guessed.</summary>
internal static class ValueConverter
{
    public static bool Fits(JsonElement value, FieldType type) => type == FieldType.Any || TypeOf(value) == type;

    public static FieldType TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => FieldType.String,
        JsonValueKind.Number => FieldType.Number,
        JsonValueKind.True or JsonValueKind.False => FieldType.Boolean,
        JsonValueKind.Array => FieldType.Array,
        JsonValueKind.Object => FieldType.Object,
        _ => FieldType.Any,
    };

    /// <summary>Null and missing values stay what they are.</summary>
    public static bool TryConvert(JsonElement value, FieldType type, out JsonElement converted)
    {
        converted = value;
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined || Fits(value, type)) return true;
        if (type == FieldType.String)
        {
            converted = JsonValues.Of(value.GetRawText());
            return true;
        }

        var result = type switch
        {
            FieldType.Number => NumberOf(value),
            FieldType.Boolean => BooleanOf(value),
            _ => ParsedAs(value, type == FieldType.Array ? JsonValueKind.Array : JsonValueKind.Object),
        };
        converted = result ?? value;
        return result is not null;
    }

    /// <summary>The object a text holds; null when it holds none.</summary>
    public static JsonElement? ObjectOf(JsonElement text) => ParsedAs(text, JsonValueKind.Object);

    public static string NameOf(FieldType type) => type switch
    {
        FieldType.String => "text",
        FieldType.Number => "a number",
        FieldType.Boolean => "true or false",
        FieldType.Array => "a list",
        FieldType.Object => "an object",
        _ => "anything",
    };

    /// <summary>A value short enough for a message.</summary>
    public static string Shown(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.Undefined ? "nothing" : value.GetRawText();
        return text.Length <= 60 ? text : text[..57] + "…";
    }

    private static JsonElement? NumberOf(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return JsonValues.Of(value.ValueKind == JsonValueKind.True ? 1 : 0);
        if (value.ValueKind != JsonValueKind.String || value.TextOf().Trim() is not { Length: > 0 } text) return null;
        // A text that is a JSON number keeps its digits: ids beyond 2^53 survive.
        if (ParsedAs(value, JsonValueKind.Number) is { } exact) return exact;
        return JsonNumber.Of(text) is { } number ? JsonValues.Of(number.Value) : null;
    }

    private static JsonElement? BooleanOf(JsonElement value) => value.ValueKind is JsonValueKind.String or JsonValueKind.Number
        ? value.TextOf().Trim().ToUpperInvariant() switch
        {
            "TRUE" or "1" => JsonValues.True,
            "FALSE" or "0" => JsonValues.False,
            _ => null,
        }
        : null;

    private static JsonElement? ParsedAs(JsonElement value, JsonValueKind kind)
    {
        if (value.ValueKind != JsonValueKind.String) return null;
        try
        {
            var parsed = JsonValues.Parse(value.TextOf());
            return parsed.ValueKind == kind ? parsed : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
