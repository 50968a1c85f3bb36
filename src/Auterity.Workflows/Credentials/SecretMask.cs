using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Credentials;

/// <summary>Hides the secrets an activation used wherever they turn up, in any of their <see cref="SecretForms"/>, and finds them in data.</summary>
public sealed class SecretMask
{
    /// <summary>What stands in a secret's place.</summary>
    public const string Hidden = "•••";

    /// <summary>Shorter values are left alone: masking every "1" would hide nothing and spoil everything.</summary>
    public const int Shortest = 4;

    /// <summary>Shorter values are not looked for in data: they are found everywhere by chance.</summary>
    private const int ShortestEcho = 6;

    private readonly string[] secrets;
    private readonly SearchValues<string> any;
    private readonly SearchValues<string> echoes;

    /// <summary>A mask for these values; longer ones are replaced first, because one may contain another.</summary>
    public SecretMask(IEnumerable<string> values)
    {
        secrets = [.. values.Where(value => value.Length >= Shortest).Distinct().SelectMany(SecretForms.Of).Where(form => form.Length >= Shortest).Distinct().OrderByDescending(form => form.Length)];
        any = SearchValues.Create(secrets, StringComparison.Ordinal);
        echoes = SearchValues.Create([.. secrets.Where(form => form.Length >= ShortestEcho)], StringComparison.Ordinal);
    }

    /// <summary>Hides nothing.</summary>
    public static SecretMask None { get; } = new([]);

    public bool IsEmpty => secrets.Length == 0;

    public string Mask(string text)
    {
        if (IsEmpty) return text;
        if (text.AsSpan().ContainsAny(any))
            foreach (var secret in secrets) text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        var tail = CutTail(text);
        return tail == 0 ? text : text[..^tail] + Hidden;
    }

    /// <summary>The same JSON with every string and property name masked.</summary>
    public JsonElement Mask(JsonElement json)
    {
        if (IsEmpty || json.ValueKind == JsonValueKind.Undefined) return json;
        return JsonSerializer.SerializeToElement(Masked(json), JsonDefaults.Options);
    }

    public NodeError Mask(NodeError error) => IsEmpty ? error : error with { Message = Mask(error.Message), Details = error.Details is { } details ? Mask(details) : null };

    /// <summary>Whether one of the secrets is in the item's JSON, however it is escaped.</summary>
    public bool IsIn(Item item)
    {
        if (IsEmpty) return false;
        var letters = ArrayPool<char>.Shared.Rent(item.Utf8.Length);
        try
        {
            var text = letters.AsSpan(0, Encoding.UTF8.GetChars(item.Utf8.Span, letters));
            return text.ContainsAny(echoes) || (text.Contains('\\') && IsInEscaped(item.Utf8.Span));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(letters, clearArray: true);
        }
    }

    /// <summary>Length of a secret's beginning with which the text ends: errors quote the first part of an answer, and the cut may go through a secret.</summary>
    private int CutTail(string text)
    {
        var longest = 0;
        foreach (var secret in secrets)
            for (var length = Math.Min(secret.Length - 1, text.Length); length >= ShortestEcho && length > longest; length--)
                if (text.AsSpan().EndsWith(secret.AsSpan(0, length), StringComparison.Ordinal))
                    longest = length;
        return longest;
    }

    private bool IsInEscaped(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonDefaults.MaxDepth + 2 });
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped && reader.GetString()!.AsSpan().ContainsAny(echoes))
                return true;
        return false;
    }

    private JsonNode? Masked(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(json.EnumerateObject().DistinctBy(field => Mask(field.Name)).Select(field => KeyValuePair.Create(Mask(field.Name), Masked(field.Value)))),
        JsonValueKind.Array => new JsonArray([.. json.EnumerateArray().Select(Masked)]),
        JsonValueKind.String => JsonValue.Create(Mask(json.GetString()!)),
        JsonValueKind.Number when json.GetRawText().AsSpan().ContainsAny(any) => JsonValue.Create(Hidden),
        _ => JsonValue.Create(json),
    };
}
