using System.Text.Json;

namespace Auterity.Workflows.Import.N8n;

/// <summary>Reads the connections, which the export keys by node name, and finds their ends.</summary>
internal sealed class N8nConnectionReader(IReadOnlyList<N8nNode> nodes, List<string> notes)
{
    private const int MaxIndex = 1000;

    private readonly Dictionary<string, N8nNode> byName = nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
    private readonly HashSet<(int From, string Kind, int Output, int To, string Type, int Input)> seen = [];
    private readonly List<N8nConnection> found = [];
    private readonly List<LooseConnection> loose = [];
    private int unreadable;
    private int repeated;

    public (IReadOnlyList<N8nConnection> Found, IReadOnlyList<LooseConnection> Loose) Read(JsonElement? connections)
    {
        if (connections is { ValueKind: JsonValueKind.Object } sources)
            foreach (var source in sources.EnumerateObject())
                ReadSource(source.Name, source.Value);
        else if (connections is { ValueKind: not JsonValueKind.Null } and not { ValueKind: JsonValueKind.Array }) unreadable++;

        if (unreadable > 0) notes.Add($"{unreadable} parts of the connections could not be read and were left out.");
        if (repeated > 0) notes.Add($"{repeated} connections are there twice; each was taken once.");
        foreach (var connection in loose)
            notes.Add($"The connection from '{connection.From}' to '{connection.To}' names a node that is not there.");
        return (found, loose);
    }

    private void ReadSource(string from, JsonElement kinds)
    {
        if (kinds.ValueKind != JsonValueKind.Object)
        {
            unreadable++;
            return;
        }

        foreach (var kind in kinds.EnumerateObject())
        {
            var output = 0;
            foreach (var targets in Entries(kind.Value))
            {
                foreach (var target in Entries(targets))
                    ReadTarget(from, kind.Name, output, target);
                output++;
            }
        }
    }

    private List<JsonElement> Entries(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array) return [.. value.EnumerateArray()];
        if (value.ValueKind == JsonValueKind.Object) return [value];
        if (value.ValueKind != JsonValueKind.Null) unreadable++;
        return [];
    }

    private void ReadTarget(string from, string kind, int output, JsonElement target)
    {
        if (output > MaxIndex || target.Member("node") is not { ValueKind: JsonValueKind.String } name)
        {
            unreadable++;
            return;
        }

        var to = name.GetString()!;
        var type = target.Member("type") is { ValueKind: JsonValueKind.String } text ? text.GetString()! : kind;
        var input = target.Member("index") is { } index && N8nValues.Number(index) is { } number and >= 0 and <= MaxIndex ? (int)number : 0;
        if (!byName.TryGetValue(from, out var source) || !byName.TryGetValue(to, out var node)) loose.Add(new LooseConnection(from, kind, output, to, type, input));
        else if (seen.Add((source.Index, kind, output, node.Index, type, input))) found.Add(new N8nConnection(source, kind, output, node, type, input));
        else repeated++;
    }
}
