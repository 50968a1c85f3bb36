using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.ItemJson;

/// <summary>JSON values as nodes need them: constants, plain text, numbers.</summary>
internal static class JsonValues
{
    public static JsonElement Null { get; } = Parse("null");

    public static JsonElement True { get; } = Parse("true");

    public static JsonElement False { get; } = Parse("false");

    public static JsonElement EmptyObject { get; } = Parse("{}");

    public static JsonElement Of<T>(T value) => JsonSerializer.SerializeToElement(value, JsonDefaults.Options);

    public static JsonElement Of(bool value) => value ? True : False;

    public static JsonElement Parse(string json) => JsonDocument.Parse(json, JsonDefaults.Document).RootElement;

    /// <summary>The text of a property; null when there is none or it is no text.</summary>
    public static string? FindText(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.TextOf() : null;

    /// <summary>Neither there nor null.</summary>
    public static bool IsMissing(this JsonElement? value) => value is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) };

    /// <summary>Missing, null, empty text, empty list or empty object.</summary>
    public static bool IsBlank(this JsonElement? value) => value.IsMissing() || value!.Value.ValueKind switch
    {
        JsonValueKind.String => value.Value.ValueEquals(""),
        JsonValueKind.Array => value.Value.GetArrayLength() == 0,
        JsonValueKind.Object => value.Value.GetPropertyCount() == 0,
        _ => false,
    };

    /// <summary>The value as text: text as it is, anything else as JSON, a missing one as nothing.</summary>
    public static string TextOf(this JsonElement? value) => value is { } there ? there.TextOf() : "";

    /// <inheritdoc cref="TextOf(JsonElement?)"/>
    public static string TextOf(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => StringOf(value),
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => value.GetRawText(),
    };

    // Escapes such as \ud800 alone are valid JSON but no text; they are shown as they were written.
    private static string StringOf(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return value.GetRawText()[1..^1];
        }
    }
}
