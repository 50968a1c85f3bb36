using System.Text.Json;
using Auterity.Workflows.Definitions;

namespace Auterity.Workflows.Import.Samples;

/// <summary>Which files the nodes of a workflow read, by the name they look under.</summary>
internal static class FileReads
{
    private static readonly HashSet<string> Names = ["file", "binaryProperty", "property", "files", "attachments", "inputProperty"];

    public static IReadOnlyDictionary<string, (string Format, string? Rows)> Of(IEnumerable<NodeDefinition> nodes, IEnumerable<string> readByCode)
    {
        var files = new Dictionary<string, (string, string?)>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            if (node.Type == "files.extract") files[Text(node.Parameters, "file") ?? "data"] = (Text(node.Parameters, "format") ?? "csv", node.Id);
            else if (node.Type.StartsWith("n8n.", StringComparison.Ordinal)) continue;
            else if (node.Type == "files.compress" && Text(node.Parameters, "action") == "decompress")
                foreach (var name in (Text(node.Parameters, "files") ?? "data").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) files[name] = ("zip", null);
            else Collect(node.Parameters, files);
            if (node.Type is "files.compress" or "files.write" or "files.move" or "image.edit") files.TryAdd(Text(node.Parameters, "file") ?? "data", ("image", null));
        }

        foreach (var name in readByCode) files.TryAdd(name, ("image", null));
        return files;
    }

    private static void Collect(JsonElement value, Dictionary<string, (string, string?)> files)
    {
        if (value.ValueKind == JsonValueKind.Array)
            foreach (var entry in value.EnumerateArray()) Collect(entry, files);
        if (value.ValueKind != JsonValueKind.Object) return;
        foreach (var member in value.EnumerateObject())
        {
            if (Names.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() is { Length: > 0 and < 60 } name && name[0] != '=')
                foreach (var one in name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) files.TryAdd(one, ("image", null));
            else Collect(member.Value, files);
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && text[0] != '=' ? text : null;
}
