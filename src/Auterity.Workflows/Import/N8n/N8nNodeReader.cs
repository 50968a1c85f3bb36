using System.Text.Json;

namespace Auterity.Workflows.Import.N8n;

/// <summary>Reads the list of nodes and gives each a unique id and name.</summary>
internal sealed class N8nNodeReader(List<string> notes)
{
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    public List<N8nNode> Read(JsonElement list)
    {
        var entries = list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToList() : [.. list.EnumerateObject().Select(member => member.Value)];
        var objects = entries.Where(entry => entry.ValueKind == JsonValueKind.Object).ToList();
        if (objects.Count < entries.Count) notes.Add($"{entries.Count - objects.Count} entries of the node list are no objects and were left out.");

        // Names that are taken as written are reserved first, so that a made-up name never steals one that expressions use.
        foreach (var entry in objects)
            if (NameOf(entry) is { } name) names.Add(name);
        var used = new HashSet<string>(StringComparer.Ordinal);
        return [.. objects.Select((entry, index) => Read(entry, index, used))];
    }

    private N8nNode Read(JsonElement json, int index, HashSet<string> used)
    {
        var type = json.Member("type") is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } known ? known : "unknown";
        var name = UniqueName(NameOf(json), type, used);
        if (type == "unknown") notes.Add($"Node '{name}' has no type.");
        var (x, y) = PositionOf(json.Member("position"), index);
        return new N8nNode
        {
            Index = index,
            Id = IdOf(json.Member("id"), name),
            Name = name,
            Type = type,
            Version = json.Member("typeVersion") is { } version ? N8nValues.Number(version) ?? 1 : 1,
            X = x,
            Y = y,
            Parameters = json.Member("parameters") is { ValueKind: JsonValueKind.Object } parameters ? parameters : N8nValues.EmptyObject,
            Json = json,
        };
    }

    private static string? NameOf(JsonElement json) =>
        json.Member("name") is { ValueKind: JsonValueKind.String } name && name.GetString() is { Length: > 0 } text ? text : null;

    private string UniqueName(string? written, string type, HashSet<string> used)
    {
        if (written is not null && used.Add(written)) return written;
        var stem = written ?? type[(type.LastIndexOf('.') + 1)..];
        var name = written is null && names.Add(stem) ? stem : Numbered(stem, names);
        used.Add(name);
        notes.Add(written is null ? $"A node without a name is called '{name}' here." : $"Two nodes are called '{written}'; one is called '{name}' here, and expressions that name it mean the first.");
        return name;
    }

    private string IdOf(JsonElement? written, string name)
    {
        if (written is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 and <= 64 } id && id.All(IsIdCharacter) && ids.Add(id)) return id;
        var slug = string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
        var stem = slug.Length == 0 ? "node" : slug[..Math.Min(slug.Length, 48)];
        return ids.Add(stem) ? stem : Numbered(stem, ids, "-");
    }

    private static bool IsIdCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':';

    private static string Numbered(string stem, HashSet<string> taken, string separator = " ")
    {
        for (var number = 1; ; number++)
            if (taken.Add($"{stem}{separator}{number}")) return $"{stem}{separator}{number}";
    }

    private static (double X, double Y) PositionOf(JsonElement? position, int index)
    {
        if (position is { ValueKind: JsonValueKind.Array } pair && pair.GetArrayLength() >= 2
            && N8nValues.Number(pair[0]) is { } x && N8nValues.Number(pair[1]) is { } y) return (x, y);
        return (index * 220, 0);
    }
}
