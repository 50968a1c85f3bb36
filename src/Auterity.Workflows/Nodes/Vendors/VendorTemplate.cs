using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>JSON with places for fields: <c>"{name}"</c> is the value itself, <c>"Hello {name}"</c> is text; a member whose field is not set is left out.</summary>
/// <remarks>
/// <c>{name:json}</c> reads JSON out of a text, <c>{name:list}</c> splits a text at its commas, <c>{name:join}</c> puts a list together with them, <c>{name:text}</c> and <c>{name:number}</c> convert.
/// The member <c>"..."</c> spreads an object into the one it stands in.
/// </remarks>
internal static partial class VendorTemplate
{
    /// <summary>Fills a template; null when nothing of it is left.</summary>
    public static JsonNode? Fill(string template, JsonObject fields) => Fill(JsonNode.Parse(template), fields);

    /// <summary>Fills a text such as a path; every field is needed.</summary>
    /// <exception cref="NodeException"><c>invalid-parameters</c>, naming the field that is missing.</exception>
    public static string Text(string template, JsonObject fields, Func<string, string> escape) => Place().Replace(template, match =>
        Value(match, fields) is { } value && AsText(value) is { Length: > 0 } text
            ? escape(text)
            : throw new NodeException($"Parameter '{match.Groups[1].Value}' is needed for this operation.", "invalid-parameters", retryable: false) { NotSent = true });

    /// <summary>Names of the fields in a text.</summary>
    public static IEnumerable<string> FieldsIn(string template) => Place().Matches(template).Select(match => match.Groups[1].Value);

    public static string AsText(JsonNode value) => value is JsonValue plain && plain.TryGetValue<string>(out var text) ? text : value.ToJsonString(JsonDefaults.Options);

    private static JsonNode? Fill(JsonNode? node, JsonObject fields) => node switch
    {
        JsonObject container => FillObject(container, fields),
        JsonArray list => list.Select(entry => Fill(entry, fields)).OfType<JsonNode>().ToArray() is { Length: > 0 } entries ? new JsonArray(entries) : null,
        JsonValue value when value.TryGetValue<string>(out var text) => FillText(text, fields),
        _ => node?.DeepClone(),
    };

    private static JsonObject? FillObject(JsonObject template, JsonObject fields)
    {
        var filled = new JsonObject();
        foreach (var (name, member) in template)
        {
            if (Fill(member, fields) is not { } value) continue;
            if (name != "...") filled[name] = value;
            else if (value is JsonObject spread)
                foreach (var (inner, innerValue) in spread) filled[inner] = innerValue?.DeepClone();
        }

        return filled.Count > 0 || template.Count == 0 ? filled : null;
    }

    private static JsonNode? FillText(string text, JsonObject fields)
    {
        var places = Place().Matches(text);
        if (places.Count == 0) return text;
        if (places is [{ } only] && only.Length == text.Length) return Value(only, fields)?.DeepClone();
        if (places.Any(place => Value(place, fields) is null)) return null;
        return Place().Replace(text, match => AsText(Value(match, fields)!));
    }

    private static JsonNode? Value(Match place, JsonObject fields)
    {
        JsonNode? value = fields;
        foreach (var step in place.Groups[1].Value.Split('.'))
            value = (value as JsonObject)?[step];
        if (value is null || (value is JsonValue plain && plain.TryGetValue<string>(out var text) && text.Length == 0)) return null;
        return place.Groups[2].Value switch
        {
            "json" => Json(value, place.Groups[1].Value),
            "list" => value is JsonArray ? value : new JsonArray([.. AsText(value).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(entry => JsonValue.Create(entry))]),
            "join" => value is JsonArray list ? string.Join(',', list.OfType<JsonNode>().Select(AsText)) : AsText(value),
            "text" => AsText(value),
            "number" => double.TryParse(AsText(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : value,
            _ => value,
        };
    }

    private static JsonNode? Json(JsonNode value, string field)
    {
        if (value is not JsonValue plain || !plain.TryGetValue<string>(out var text)) return value;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException e)
        {
            throw new NodeException($"Parameter '{field}' is no JSON (line {e.LineNumber + 1}, position {e.BytePositionInLine + 1}).", "invalid-parameters", retryable: false, inner: e) { NotSent = true };
        }
    }

    [GeneratedRegex(@"\{([A-Za-z][A-Za-z0-9.]*)(?::([a-z]+))?\}")]
    private static partial Regex Place();
}
