using System.Text.Json;

namespace Auterity.Workflows.Import.N8n;

/// <summary>How the workflow looks, and under <c>n8n</c> what only the way back needs.</summary>
internal sealed record N8nLayout(IReadOnlyDictionary<string, NodePlace> Nodes, IReadOnlyList<StickyNote> Notes, N8nRest? N8n)
{
    private static readonly string[] Elsewhere = ["nodes", "connections", "pinData"];
    private static readonly string[] InStub = ["type", "typeVersion", "parameters", "credentials"];

    public static N8nLayout Of(N8nDocument document, IEnumerable<N8nTranslation> nodes, N8nEdges edges) => new(
        nodes.ToDictionary(node => node.Node.Id, PlaceOf),
        [.. document.Nodes.Where(node => node.IsStickyNote).Select(NoteOf)],
        new N8nRest(Without(document.Root, Elsewhere), edges.Loose.Count > 0 ? edges.Loose : null, edges.Indices.Count > 0 ? edges.Indices : null));

    private static NodePlace PlaceOf(N8nTranslation node) => new(node.Source.X, node.Source.Y)
    {
        NotesShown = node.Source.Flag("notesInFlow") ? true : null,
        N8n = new N8nSource(
            Without(node.Source.Json, node.Mapped.IsStub ? InStub : []),
            node.Mapped.Inputs is ["main"] ? null : node.Mapped.Inputs,
            node.Mapped.Outputs is ["main"] ? null : node.Mapped.Outputs),
    };

    private static StickyNote NoteOf(N8nNode node) => new(node.Id, node.X, node.Y)
    {
        Text = node.Parameters.Member("content") is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "",
        Width = node.Parameters.Member("width") is { } width ? N8nValues.Number(width) ?? 240 : 240,
        Height = node.Parameters.Member("height") is { } height ? N8nValues.Number(height) ?? 160 : 160,
        Color = node.Parameters.Member("color") is { } color ? ColorOf(color) : "yellow",
        N8n = new N8nSource(Without(node.Json, []), null, null),
    };

    private static string ColorOf(JsonElement color) => N8nValues.Text(color) switch
    {
        "2" => "orange",
        "3" => "red",
        "4" => "green",
        "5" => "blue",
        "6" => "purple",
        "7" => "gray",
        ['#', ..] hex when hex.Length is 4 or 7 && hex[1..].All(char.IsAsciiHexDigit) => hex,
        _ => "yellow",
    };

    private static Dictionary<string, JsonElement> Without(JsonElement json, string[] members) =>
        json.EnumerateObject().Where(member => !members.Contains(member.Name)).ToDictionary(member => member.Name, member => member.Value);
}

/// <summary>Where a node stands, in pixels.</summary>
internal sealed record NodePlace(double X, double Y)
{
    /// <summary>Whether its notes show on the canvas; null means no.</summary>
    public bool? NotesShown { get; init; }

    public N8nSource? N8n { get; init; }
}

/// <summary>A note on the canvas: Markdown on coloured paper, sizes in pixels.</summary>
internal sealed record StickyNote(string Id, double X, double Y)
{
    public string Text { get; init; } = "";

    public double Width { get; init; } = 240;

    public double Height { get; init; } = 160;

    public string Color { get; init; } = "yellow";

    public N8nSource? N8n { get; init; }
}

/// <summary>A node as it was written, without what the definition keeps, and its ports where they are not simply <c>main</c>.</summary>
internal sealed record N8nSource(IReadOnlyDictionary<string, JsonElement> Source, IReadOnlyList<string>? Inputs, IReadOnlyList<string?>? Outputs);

/// <summary>The rest of the export: members of the workflow, connections that lead nowhere, unusual attachment indices.</summary>
internal sealed record N8nRest(IReadOnlyDictionary<string, JsonElement> Workflow, IReadOnlyList<LooseConnection>? Loose, IReadOnlyList<AttachmentIndex>? Indices);
