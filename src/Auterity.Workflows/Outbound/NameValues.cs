using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Outbound;

/// <summary>Names and values as people write them: a list of <c>{ name, value }</c>, an object, or either as JSON text.</summary>
internal static class NameValues
{
    /// <exception cref="NodeException"><c>invalid-parameters</c>, naming the field.</exception>
    public static IReadOnlyList<KeyValuePair<string, JsonElement>> Of(JsonElement? json, string field) => json switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => [],
        { ValueKind: JsonValueKind.Object } pairs => [.. pairs.EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, pair.Value))],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(entry => Entry(entry, field)).Where(pair => pair.Key.Length > 0)],
        { ValueKind: JsonValueKind.String } text when string.IsNullOrWhiteSpace(text.GetString()) => [],
        { ValueKind: JsonValueKind.String } text => Of(Parsed(text.GetString()!, field), field),
        _ => throw Wrong(field),
    };

    // What an answer is framed by is the server's affair; an author's word on it would cut it off, or never end it.
    private static readonly HashSet<string> Framing = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Content-Length", "Keep-Alive", "Proxy-Connection", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    /// <summary>Headers for an answer; names and values that could not be sent are refused, and those that frame it left out.</summary>
    /// <exception cref="NodeException"><c>invalid-parameters</c>, naming the header.</exception>
    public static IReadOnlyDictionary<string, string> Headers(JsonElement? json, string field)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Of(json, field))
        {
            var text = Text(value);
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)) || !IsHeader(text))
                throw new NodeException($"'{name}' in parameter '{field}' is no usable header. Names and values are plain ASCII; write other text percent-encoded.", "invalid-parameters", retryable: false) { NotSent = true };
            if (!Framing.Contains(name)) headers[name] = text;
        }

        return headers;
    }

    /// <summary>Whether a text can be the value of a header.</summary>
    public static bool IsHeader(string text) => text.All(c => c is '\t' or (>= ' ' and < '\x7f'));

    /// <summary>A value as the text that goes over the wire.</summary>
    public static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => value.GetRawText(),
    };

    private static KeyValuePair<string, JsonElement> Entry(JsonElement entry, string field)
    {
        if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("name", out var name)) throw Wrong(field);
        return KeyValuePair.Create(Text(name).Trim(), entry.TryGetProperty("value", out var value) ? value : default);
    }

    private static JsonElement Parsed(string text, string field)
    {
        try
        {
            using var document = JsonDocument.Parse(text, JsonDefaults.Document);
            return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? document.RootElement.Clone() : throw Wrong(field);
        }
        catch (JsonException e)
        {
            throw new NodeException($"Parameter '{field}' is no JSON (line {e.LineNumber + 1}, position {e.BytePositionInLine + 1}).", "invalid-parameters", retryable: false, inner: e) { NotSent = true };
        }
    }

    private static NodeException Wrong(string field) =>
        new($"Parameter '{field}' must be a list of names and values or a JSON object.", "invalid-parameters", retryable: false) { NotSent = true };
}
