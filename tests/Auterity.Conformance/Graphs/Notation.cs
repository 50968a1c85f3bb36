using System.Globalization;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Conformance;

/// <summary>Items and steps as short text: <c>1</c> is <c>{"v":"1"}</c>, <c>1+error:boom</c> has an error of that code, <c>{}</c> is empty.</summary>
internal static class Notation
{
    public static Item Item(string value) => value == "{}" ? Sdk.Item.Empty : Sdk.Item.From(new Dictionary<string, string> { ["v"] = value });

    /// <summary>Items of values parted by spaces.</summary>
    public static IReadOnlyList<Item> Items(string values) => [.. values.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Item)];

    /// <summary>The value of an item; an empty text when it has none.</summary>
    public static string ValueOf(Item item) => item.Json.ValueKind == JsonValueKind.Object && item.Json.TryGetProperty("v", out var value) ? TextOf(value) : "";

    public static string TextOf(Item item)
    {
        if (item.Json.ValueKind != JsonValueKind.Object) return item.ToString();
        var fields = item.Json.EnumerateObject().Where(field => field.Name != "v").OrderBy(field => field.Name, StringComparer.Ordinal);
        var value = item.Json.TryGetProperty("v", out var v) ? TextOf(v) : "{}";
        return value + string.Concat(fields.Select(field => $"+{field.Name}:{TextOf(field.Value)}"));
    }

    public static string TextOf(IEnumerable<Item> items) => string.Join(' ', items.Select(TextOf));

    /// <summary>One step as a line: <c>If#1 1 → false: 1</c>, <c>E#0 skipped</c>, <c>M#0 forced a: 1 → 1</c>.</summary>
    public static string TextOf(ObservedStep step)
    {
        var status = step.Status == StepStatus.Succeeded ? "" : $" {step.Status.ToString().ToLower(CultureInfo.InvariantCulture)}";
        var inputs = PortsText(step.Inputs);
        var outputs = PortsText(step.Outputs);
        return $"{step.Id}{status}{(step.Forced ? " forced" : "")}{(inputs.Length > 0 ? $" {inputs}" : "")}{(outputs.Length > 0 ? $" → {outputs}" : "")}";
    }

    /// <summary>Lines of an expectation, blanks and indentation removed, in the order of node and number.</summary>
    public static IReadOnlyList<string> Lines(string text) =>
        [.. text.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Where(line => line.Length > 0).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> Lines(IEnumerable<ObservedStep> steps) => [.. steps.Select(TextOf).Order(StringComparer.Ordinal)];

    private static string PortsText(IReadOnlyDictionary<string, IReadOnlyList<Item>> ports) => string.Join(
        "; ",
        ports.Where(port => port.Value.Count > 0).OrderBy(port => port.Key, StringComparer.Ordinal).Select(port => port.Key == "main" ? TextOf(port.Value) : $"{port.Key}: {TextOf(port.Value)}"));

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object when value.TryGetProperty("code", out var code) => TextOf(code),
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(TextOf)),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.ToString(),
    };
}
