using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Auterity.Sdk;

namespace Auterity.Workflows.Tests.Nodes;

/// <summary>The few expressions node tests need: <c>={{ $json.a.b[0] }}</c>, <c>={{ $itemIndex }}</c> and text around them.</summary>
internal static partial class TestTemplate
{
    public static JsonElement Evaluate(JsonElement value, Item item, int index, IReadOnlySet<string> verbatim) =>
        JsonSerializer.SerializeToElement(Walk(value, item, index, verbatim), JsonDefaults.Options);

    private static JsonNode? Walk(JsonElement value, Item item, int index, IReadOnlySet<string> verbatim) => value.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(value.EnumerateObject().Select(field =>
            KeyValuePair.Create(field.Name, verbatim.Contains(field.Name) ? Node(field.Value) : Walk(field.Value, item, index, Nothing)))),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(entry => Walk(entry, item, index, Nothing))]),
        JsonValueKind.String when value.GetString()!.StartsWith('=') => Text(value.GetString()![1..], item, index),
        _ => Node(value),
    };

    private static JsonNode? Text(string template, Item item, int index)
    {
        if (Braces().Match(template) is { Success: true } whole && whole.Length == template.Trim().Length) return Value(whole.Groups[1].Value, item, index);
        return Braces().Replace(template, match => Value(match.Groups[1].Value, item, index)?.ToString() ?? "");
    }

    private static JsonNode? Value(string expression, Item item, int index)
    {
        if (expression == "$itemIndex") return index;
        if (!expression.StartsWith("$json", StringComparison.Ordinal)) throw new NotSupportedException($"Node tests do not evaluate '{expression}'.");
        var found = item.Json;
        foreach (Match part in Step().Matches(expression["$json".Length..]))
        {
            var name = part.Groups[1].Success ? part.Groups[1].Value : part.Groups[2].Value;
            if (part.Groups[3].Success && found.ValueKind == JsonValueKind.Array && int.Parse(part.Groups[3].Value, CultureInfo.InvariantCulture) is var at && at < found.GetArrayLength()) found = found[at];
            else if (found.ValueKind == JsonValueKind.Object && found.TryGetProperty(name, out var inner)) found = inner;
            else return null;
        }

        return Node(found);
    }

    private static JsonNode? Node(JsonElement value) => JsonSerializer.SerializeToNode(value, JsonDefaults.Options);

    private static readonly HashSet<string> Nothing = [];

    [GeneratedRegex(@"\{\{\s*(.*?)\s*\}\}")]
    private static partial Regex Braces();

    [GeneratedRegex(@"\.([\w$]+)|\[""([^""]*)""\]|\[(\d+)\]")]
    private static partial Regex Step();
}
