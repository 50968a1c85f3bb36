using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Sql;

/// <summary>Reads parameters as people write them: a list of values, a list of <c>{ name?, value, as? }</c>, an object by name, or either as JSON text.</summary>
internal static class SqlParameters
{
    /// <exception cref="NodeException"><c>invalid-parameters</c>.</exception>
    public static IReadOnlyList<SqlValue> Of(JsonElement? json) => json switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => [],
        { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() > 0 && list.EnumerateArray().All(IsEntry) => [.. list.EnumerateArray().Select(Entry)],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(value => new SqlValue(value))],
        { ValueKind: JsonValueKind.Object } map => [.. map.EnumerateObject().Select(pair => new SqlValue(pair.Value, pair.Name.TrimStart('@', ':', '$')))],
        { ValueKind: JsonValueKind.String } text when string.IsNullOrWhiteSpace(text.GetString()) => [],
        { ValueKind: JsonValueKind.String } text => Of(Parsed(text.GetString()!)),
        { } single => [new SqlValue(single)],
    };

    private static bool IsEntry(JsonElement json) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty("value", out _)
        && json.EnumerateObject().All(field => field.Name is "name" or "value" or "as");

    private static SqlValue Entry(JsonElement json)
    {
        var name = json.TryGetProperty("name", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString()!.TrimStart('@', ':', '$') : "";
        var kind = json.TryGetProperty("as", out var written) && written.ValueKind == JsonValueKind.String
            ? Enum.TryParse<SqlValueKind>(written.GetString(), ignoreCase: true, out var known) ? known : throw Wrong($"'{written.GetString()}' is no way to write a value; use text, json or bytes.")
            : SqlValueKind.Auto;
        return new SqlValue(json.GetProperty("value"), name.Length == 0 ? null : name, kind);
    }

    private static JsonElement Parsed(string text)
    {
        if (text.TrimStart() is not ['[' or '{', ..]) return JsonSerializer.SerializeToElement(new[] { text });
        try
        {
            using var document = JsonDocument.Parse(text, JsonDefaults.Document);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw Wrong($"The parameters are no JSON (line {e.LineNumber + 1}, position {e.BytePositionInLine + 1}).", e);
        }
    }

    private static NodeException Wrong(string message, Exception? inner = null) => new(message, "invalid-parameters", retryable: false, inner: inner) { NotSent = true };
}
