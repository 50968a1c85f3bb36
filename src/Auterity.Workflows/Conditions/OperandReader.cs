using System.Text.Json;
using Auterity.Workflows.Nodes.Dates;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Conditions;

/// <summary>Reads a value as the type a condition declares: strictly, or converting what can be converted. Missing values stay missing.</summary>
internal sealed class OperandReader(TypeRule rule, TimeZoneInfo zone)
{
    private bool IsLoose => rule == TypeRule.Loose;

    public string Text(JsonElement? value)
    {
        if (value.IsMissing()) return "";
        return IsLoose || value!.Value.ValueKind == JsonValueKind.String ? value.TextOf() : throw Wrong(value.Value, "text");
    }

    public JsonNumber? Number(JsonElement? value)
    {
        if (value.IsMissing()) return null;
        var there = value!.Value;
        if (there.ValueKind == JsonValueKind.Number) return JsonNumber.Of(there);
        if (!IsLoose) throw Wrong(there, "a number");
        if (there.ValueKind is JsonValueKind.True or JsonValueKind.False) return new JsonNumber(there.ValueKind == JsonValueKind.True ? 1 : 0, null);
        var text = there.TextOf().Trim();
        if (text.Length == 0) return null;
        return JsonNumber.Of(text) ?? throw Wrong(there, "a number");
    }

    public bool? Boolean(JsonElement? value)
    {
        if (value.IsMissing()) return null;
        var there = value!.Value;
        if (there.ValueKind is JsonValueKind.True or JsonValueKind.False) return there.GetBoolean();
        if (!IsLoose) throw Wrong(there, "true or false");
        return there.TextOf().Trim().ToUpperInvariant() switch
        {
            "TRUE" or "1" or "YES" or "ON" => true,
            "FALSE" or "0" or "NO" or "OFF" or "" => false,
            _ => true, // something is there
        };
    }

    /// <summary>JSON has no dates, so even strict types read them from text; blank text is no date.</summary>
    public DateTimeOffset? Date(JsonElement? value)
    {
        if (value.IsBlank()) return null;
        if (value!.Value.ValueKind == JsonValueKind.Number && !IsLoose) throw Wrong(value.Value, "a date");
        return DateText.Read(value.Value, zone) ?? throw Wrong(value.Value, "a date");
    }

    public JsonElement? List(JsonElement? value) => Structure(value, JsonValueKind.Array, "a list");

    public JsonElement? Object(JsonElement? value) => Structure(value, JsonValueKind.Object, "an object");

    private JsonElement? Structure(JsonElement? value, JsonValueKind kind, string words)
    {
        if (value.IsMissing()) return null;
        var there = value!.Value;
        if (there.ValueKind == kind) return there;
        // A list is an object too where the question is only whether it is empty or equal.
        if (kind == JsonValueKind.Object && there.ValueKind == JsonValueKind.Array) return there;
        if (!IsLoose || there.ValueKind != JsonValueKind.String) throw Wrong(there, words);
        if (value.IsBlank()) return null;
        try
        {
            var parsed = JsonValues.Parse(there.TextOf());
            return parsed.ValueKind == kind ? parsed : throw Wrong(there, words);
        }
        catch (JsonException)
        {
            throw Wrong(there, words);
        }
    }

    private static OperandException Wrong(JsonElement value, string words)
    {
        var text = value.GetRawText();
        return new($"{(text.Length <= 60 ? text : text[..57] + "…")} is not {words}; convert it, or choose loose types.");
    }
}

/// <summary>A value does not fit the condition's type.</summary>
internal sealed class OperandException(string message) : Exception(message);
