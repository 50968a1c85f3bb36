using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Auterity.Workflows.Import.Samples;

/// <summary>Values that a comparison lets through, and values that it does not.</summary>
internal static class ComparedSamples
{
    private static readonly string[] Common = ["sample text", "1", "person@example.com", "https://example.com/", "https://www.youtube.com/watch?v=abcdefghijk", "2024-01-15", "2024-01-15T09:30:00.000Z", "+15550100", "sample.pdf", "sample.png"];

    /// <param name="operation">Operation of the condition.</param>
    /// <param name="kind">What both sides are.</param>
    /// <param name="right">The other side as JSON; null when it is known at run time only.</param>
    /// <returns>Both as JSON, or one of the marks of <see cref="FieldRead"/>; null says nothing.</returns>
    public static (string? Liked, string? Disliked) Of(string? operation, FieldKind kind, string? right) => operation switch
    {
        "exists" => (FieldRead.Anything, FieldRead.Absent),
        "notExists" => (FieldRead.Absent, FieldRead.Anything),
        "notEmpty" => (FieldRead.Anything, Empty(kind)),
        "empty" => (Empty(kind), FieldRead.Anything),
        "true" => ("true", "false"),
        "false" => ("false", "true"),
        "equals" or "contains" or "startsWith" or "endsWith" when right is not null => (Typed(right, kind), Other(right, kind)),
        "notEquals" or "notContains" or "notStartsWith" or "notEndsWith" when right is not null => (Other(right, kind), Typed(right, kind)),
        "regex" when right is not null => (Matching(right), "\"\""),
        "notRegex" when right is not null => ("\"\"", Matching(right)),
        "gte" or "lte" when Number(right) is { } number => (Text(number), Text(operation == "gte" ? number - 1 : number + 1)),
        "gt" when Number(right) is { } number => (Text(number + 1), Text(number)),
        "lt" when Number(right) is { } number => (Text(number - 1), Text(number)),
        _ => (null, null),
    };

    /// <summary>The same for a comparison of how many there are.</summary>
    public static (string? Liked, string? Disliked) OfLength(string? operation, string? right) => (operation, Number(right)) switch
    {
        ("gt" or "notEquals", 0) or ("gte", 1) => Of("notEmpty", FieldKind.List, null),
        ("equals" or "lte", 0) or ("lt", 1) => Of("empty", FieldKind.List, null),
        _ => (null, null),
    };

    private static string Empty(FieldKind kind) => kind switch { FieldKind.List => "[]", FieldKind.Object => "{}", FieldKind.Number or FieldKind.Boolean or FieldKind.Date => "null", _ => "\"\"" };

    // The first of some common texts that the pattern takes; null when it takes none of them.
    private static string? Matching(string right)
    {
        try
        {
            var pattern = new Regex(JsonSerializer.Deserialize<JsonElement>(right).ToString().Trim('/'), RegexOptions.IgnoreCase, TimeSpan.FromMilliseconds(50));
            return Array.Find(Common, text => pattern.IsMatch(text)) is { } found ? JsonSerializer.Serialize(found) : null;
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return null;
        }
    }

    // A list that contains a value is a list of it; a number may be written as text.
    private static string Typed(string right, FieldKind kind) => kind switch
    {
        FieldKind.List => $"[{right}]",
        FieldKind.Number or FieldKind.Boolean when JsonSerializer.Deserialize<JsonElement>(right) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } plain && IsPlain(plain) => plain,
        _ => right,
    };

    private static string Other(string right, FieldKind kind) => kind switch
    {
        FieldKind.List => "[]",
        FieldKind.Boolean => right.Contains("true", StringComparison.Ordinal) ? "false" : "true",
        FieldKind.Number => Text((Number(right) ?? 0) + 1),
        _ => right is "true" ? "false" : right is "false" ? "true" : "\"another\"",
    };

    private static bool IsPlain(string text) => text is "true" or "false" || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static double? Number(string? json) => json is not null && double.TryParse(json.Trim('"'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
