using System.Globalization;
using System.Text.Json;

namespace Auterity.Workflows.Conditions;

/// <summary>A number compared exactly where it can be: 64-bit ids that a double would round stay apart.</summary>
/// <param name="Value">The number, rounded to double.</param>
/// <param name="Exact">The number itself; null when it is too large for decimal.</param>
internal readonly record struct JsonNumber(double Value, decimal? Exact) : IComparable<JsonNumber>
{
    public static JsonNumber Of(JsonElement number) => new(number.GetDouble(), number.TryGetDecimal(out var exact) ? exact : null);

    /// <summary>Null when the text is no number.</summary>
    public static JsonNumber? Of(string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value)) return null;
        return new(value, decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) ? exact : null);
    }

    // Rounding keeps the order, so only numbers that round alike need the exact look; decimal alone would take 1e-40 for 0.
    public int CompareTo(JsonNumber other) =>
        Value.CompareTo(other.Value) is var rounded and not 0 ? rounded : Exact is { } a && other.Exact is { } b ? a.CompareTo(b) : 0;
}
