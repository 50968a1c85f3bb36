using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Auterity.Workflows.Nodes.ItemJson;

/// <summary>A text that is the same for equal JSON values: object fields in any order, numbers by value.</summary>
internal static class JsonKey
{
    /// <summary>The key of one value. Fuzzy: <c>"3"</c> equals <c>3</c>, and missing, null and empty values are the same.</summary>
    public static string Of(JsonElement? value, bool fuzzy = false) => Append(new StringBuilder(), value, fuzzy).ToString();

    /// <summary>The key of several values together.</summary>
    public static string Of(IEnumerable<JsonElement?> values, bool fuzzy = false)
    {
        var text = new StringBuilder();
        foreach (var value in values)
            Append(text, value, fuzzy).Append('\u001f');
        return text.ToString();
    }

    private static StringBuilder Append(StringBuilder text, JsonElement? value, bool fuzzy)
    {
        if (fuzzy && value.IsBlank()) return text.Append("\"\"");
        if (value is not { } there) return text.Append("missing");
        switch (there.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var field in there.EnumerateObject().OrderBy(field => field.Name, StringComparer.Ordinal))
                    Append(Quote(text, field.Name).Append(':'), field.Value, fuzzy).Append(',');
                return text.Append('}');
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var entry in there.EnumerateArray())
                    Append(text, entry, fuzzy).Append(',');
                return text.Append(']');
            case JsonValueKind.Number:
                return fuzzy ? Quote(text, Normal(there)) : text.Append(Normal(there));
            case JsonValueKind.String when fuzzy && there.TextOf() is var written:
                return Quote(text, decimal.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Normal(number) : written);
            case JsonValueKind.String:
                return Quote(text, there.TextOf());
            default:
                return fuzzy ? Quote(text, there.GetRawText()) : text.Append(there.GetRawText());
        }
    }

    private static StringBuilder Quote(StringBuilder text, string value) => text.Append('"').Append(value.Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');

    private static string Normal(JsonElement number)
    {
        var rounded = number.GetDouble();
        // Decimal would take 1e-40 for 0.
        if (number.TryGetDecimal(out var exact) && (exact != 0 || rounded == 0)) return Normal(exact);
        return double.IsFinite(rounded) ? rounded.ToString("R", CultureInfo.InvariantCulture) : number.GetRawText();
    }

    // Dividing by one with many zeros takes trailing zeros away: 1.50 and 1.5 are one key.
    private static string Normal(decimal number) => (number / 1.000000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);
}
