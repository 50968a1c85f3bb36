using System.Globalization;
using System.Text.Json;

namespace Auterity.Workflows.Tests.Import;

/// <summary>An export in a form that two equal workflows share: nodes by name, connections as a set, members sorted, numbers by value.</summary>
internal static class N8nNormal
{
    public static IReadOnlyList<string> Nodes(JsonElement export)
    {
        var seen = new Dictionary<string, int>();
        return [.. export.GetProperty("nodes").EnumerateArray().Select(node => Text(node, Rename(node, seen))).Order(StringComparer.Ordinal)];
    }

    public static IReadOnlyList<string> Connections(JsonElement export)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var source in export.GetProperty("connections").EnumerateObject())
            foreach (var kind in source.Value.EnumerateObject())
                foreach (var (outputs, output) in kind.Value.EnumerateArray().Select((targets, output) => (targets, output)))
                    if (outputs.ValueKind == JsonValueKind.Array)
                        foreach (var target in outputs.EnumerateArray())
                            found.Add($"{source.Name} {kind.Name}[{output}] -> {target.GetProperty("node")} {target.GetProperty("type")}[{target.GetProperty("index")}]");
        return [.. found];
    }

    // The second node of the same name is numbered; nothing else may differ.
    private static string? Rename(JsonElement node, Dictionary<string, int> seen)
    {
        var name = node.GetProperty("name").GetString()!;
        var times = seen[name] = seen.GetValueOrDefault(name) + 1;
        return times == 1 ? null : $"{name} {times - 1}";
    }

    public static string Text(JsonElement json, string? name = null) => json.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(",", json.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => $"{member.Name}:{(member.Name == "name" && name is not null ? JsonSerializer.Serialize(name) : Text(member.Value))}")) + "}",
        JsonValueKind.Array => "[" + string.Join(",", json.EnumerateArray().Select(entry => Text(entry))) + "]",
        JsonValueKind.Number => json.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.String => JsonSerializer.Serialize(json.GetString()),
        _ => json.GetRawText(),
    };
}
