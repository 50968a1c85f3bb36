using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>Items seen as the rows of a table.</summary>
internal static class Columns
{
    /// <summary>All field names of all items, in the order they first appear.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<Item> items)
    {
        var columns = new OrderedDictionary<string, bool>();
        foreach (var item in items)
        {
            if (item.Json.ValueKind != JsonValueKind.Object) continue;
            foreach (var field in item.Json.EnumerateObject()) columns.TryAdd(field.Name, true);
        }

        return [.. columns.Keys];
    }

    public static JsonElement? ValueOf(JsonElement json, string column) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(column, out var value) ? value : null;

    /// <summary>A cell as text: numbers keep their text, objects and lists are JSON, what is missing or null is empty.</summary>
    public static string TextOf(JsonElement json, string column) => ValueOf(json, column) is { } value ? TextOf(value) : "";

    public static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => value.GetRawText(),
    };

    /// <summary>Headings for columns: blanks get a name, and what appears twice a number.</summary>
    public static string[] Distinct(IReadOnlyList<string> headings)
    {
        var taken = new HashSet<string>();
        var numbers = new Dictionary<string, int>();
        return [.. headings.Select((heading, index) =>
        {
            var name = string.IsNullOrWhiteSpace(heading) ? $"column{index + 1}" : heading.Trim();
            var free = name;
            var number = numbers.GetValueOrDefault(name, 2);
            while (!taken.Add(free)) free = $"{name}_{number++}";
            numbers[name] = number;
            return free;
        })];
    }
}
