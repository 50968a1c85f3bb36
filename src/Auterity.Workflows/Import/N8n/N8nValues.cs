using System.Globalization;
using System.Text.Json;

namespace Auterity.Workflows.Import.N8n;

/// <summary>How exports write plain values: numbers as text, text as numbers, expressions as text that begins with <c>=</c>.</summary>
internal static class N8nValues
{
    public static JsonElement EmptyObject { get; } = JsonDocument.Parse("{}").RootElement;

    /// <summary>Whether something in the text must be evaluated: it begins with <c>=</c> and has <c>{{ }}</c>.</summary>
    public static bool IsExpression(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is ['=', ..] text && text.Contains("{{", StringComparison.Ordinal);

    /// <summary>The value without the sign of an expression: <c>=5</c> is the text 5. Call it on what is no expression.</summary>
    public static JsonElement Plain(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is ['=', .. var text] && !IsExpression(value) ? JsonSerializer.SerializeToElement(text) : value;

    /// <summary>The value as a finite number; null when it is none.</summary>
    public static double? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
        JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => null,
    };

    /// <summary>The value as text: numbers and truth values as written, null and containers as JSON.</summary>
    public static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    /// <summary>A member of an object; null when the value is no object or has no such member.</summary>
    public static JsonElement? Member(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : null;

    /// <summary>Texts one behind the other; a template as soon as one of them is one.</summary>
    public static string Joined(params IReadOnlyList<string> texts) =>
        texts.Any(text => text.StartsWith('=')) ? "=" + string.Concat(texts.Select(text => text.StartsWith('=') ? text[1..] : text)) : string.Concat(texts);
}
