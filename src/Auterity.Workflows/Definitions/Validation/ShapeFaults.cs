using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Auterity.Workflows.Catalog;

namespace Auterity.Workflows.Definitions.Validation;

/// <summary>Faults by path, told with the node they are in.</summary>
internal sealed partial class ShapeFaults(JsonElement root)
{
    public List<DefinitionFault> All { get; } = [];

    public void Add(string path, string code, string message, FaultSeverity severity = FaultSeverity.Error)
    {
        var match = InNode().Match(path);
        if (!match.Success)
        {
            All.Add(new(null, null, path.Length == 0 ? null : path, code, severity, message));
            return;
        }

        var node = NodeAt(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        var field = match.Groups[2].Value.TrimStart('.');
        var id = TextOf(node, "id");
        // Without an id the place in the list is all there is to go by.
        All.Add(new(id, TextOf(node, "name"), id is null ? path : field.Length == 0 ? null : field, code, severity, message));
    }

    public bool Expect(JsonElement value, JsonValueKind kind, string words, string path)
    {
        if (value.ValueKind == kind) return true;
        Add(path, "wrong-type", $"{ParameterValidator.Shown(value)} is not {words}.");
        return false;
    }

    /// <summary>Whether every text can be stored: no NUL, no half surrogate pair.</summary>
    public bool CheckText(JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return CheckText(value.GetString, path);
            case JsonValueKind.Array:
                var index = 0;
                var good = true;
                foreach (var entry in value.EnumerateArray())
                    good &= CheckText(entry, $"{path}[{index++}]");
                return good;
            case JsonValueKind.Object:
                var all = true;
                foreach (var member in value.EnumerateObject())
                    all &= CheckText(() => member.Name, path) && CheckText(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}");
                return all;
            default:
                return true;
        }
    }

    private bool CheckText(Func<string?> text, string path)
    {
        try
        {
            if (text()?.Contains('\0', StringComparison.Ordinal) != true) return true;
            Add(path, "invalid-text", "The text holds the character NUL (U+0000), which cannot be stored. Remove it.");
        }
        catch (InvalidOperationException)
        {
            Add(path, "invalid-text", "The text holds half a surrogate pair and is not valid Unicode. Remove it.");
        }

        return false;
    }

    private JsonElement NodeAt(int index) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("nodes", out var nodes) && nodes.ValueKind == JsonValueKind.Array && index < nodes.GetArrayLength() ? nodes[index] : default;

    private static string? TextOf(JsonElement node, string member)
    {
        if (node.ValueKind != JsonValueKind.Object || !node.TryGetProperty(member, out var value) || value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^nodes\[(\d{1,6})\](.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex InNode();
}
