using System.Text.Json;
using Auterity.Platform.Data;
using Auterity.Workflows.Definitions.Validation;
using Auterity.Workflows.Import;
using Auterity.Workflows.Import.N8n;

namespace Auterity.Workflows.Definitions;

/// <summary>A workflow as a file. Ids of credentials stay behind: they mean nothing elsewhere.</summary>
/// <param name="Name">The workflow's name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Tags">Words to find it by.</param>
/// <param name="Definition">What runs.</param>
/// <param name="Layout">How it looks.</param>
internal sealed record WorkflowFile(string Name, string? Description, IReadOnlyList<string>? Tags, JsonElement Definition, JsonElement? Layout)
{
    private static readonly JsonSerializerOptions Readable = new(DefinitionJson.Options) { WriteIndented = true };

    public static byte[] Write(WorkflowRow row, WorkflowDefinition definition, byte[] layout)
    {
        var bare = definition with { Nodes = [.. definition.Nodes.Select(node => node with { Credentials = null })] };
        return JsonSerializer.SerializeToUtf8Bytes(
            new WorkflowFile(row.Name, row.Description, WorkflowRow.TagsOf(row.Tags), JsonSerializer.SerializeToElement(bare, DefinitionJson.Options), DefinitionJson.ReadElement(layout)), Readable);
    }
}

/// <summary>What a file brings.</summary>
/// <param name="Definition">Null when it could not be read; the faults say why.</param>
internal sealed record FileContent(WorkflowTexts Texts, WorkflowDefinition? Definition, JsonElement? Layout, ImportReport Report, IReadOnlyList<DefinitionFault> Faults)
{
    private const string Unnamed = "Imported workflow";

    /// <exception cref="ImportException">The file is no export of n8n.</exception>
    public static FileContent FromN8n(byte[] utf8, IReadOnlySet<string> knownTypes)
    {
        var result = N8nImporter.Import(utf8, knownTypes);
        return new(new WorkflowTexts(NameOf(result.Name), null, null), result.Definition, result.Layout, result.Report, []);
    }

    /// <exception cref="ImportException">The file is not JSON, or no workflow.</exception>
    public static FileContent FromAuterity(byte[] utf8)
    {
        var root = TolerantJson.Parse(utf8);
        if (root.ValueKind != JsonValueKind.Object) throw new ImportException("The file holds no workflow: an object with name and definition is needed.", "not-a-workflow");
        // A bare definition is as good as one in its wrapping.
        var json = root.TryGetProperty("definition", out var inner) ? inner : root.TryGetProperty("nodes", out _) ? root : throw new ImportException("The file holds no workflow: the field 'definition' is missing.", "not-a-workflow");
        var read = DefinitionReader.Read(json);
        var texts = new WorkflowTexts(NameOf(TextOf(root, "name")), Cut(TextOf(root, "description"), DefinitionModel.LongestDescription), TagsOf(root));
        JsonElement? layout = root.TryGetProperty("layout", out var look) && look.ValueKind == JsonValueKind.Object ? look : null;
        return new(texts, read.Definition, layout, new ImportReport([.. (read.Definition?.Nodes ?? []).Select(Ready)], [], []), read.Faults);
    }

    private static ImportedNode Ready(NodeDefinition node) => new(node.Id, node.Name, node.Type, node.Type, ImportStatus.Ready, null);

    private static string NameOf(string? name) => Cut(name?.Trim(), DefinitionModel.LongestName) is { Length: > 0 } given ? given : Unnamed;

    private static string[]? TagsOf(JsonElement root) =>
        !root.TryGetProperty("tags", out var tags) || tags.ValueKind != JsonValueKind.Array ? null
            : [.. tags.EnumerateArray().Where(tag => tag.ValueKind == JsonValueKind.String).Select(tag => string.Concat(Cut(tag.GetString(), DefinitionModel.LongestTag)!.Where(c => !char.IsControl(c)))).Take(DefinitionModel.MostTags)];

    private static string? TextOf(JsonElement root, string member) => root.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Text that can be stored, no longer than allowed; never cut within a pair of surrogates.</summary>
    private static string? Cut(string? text, int longest)
    {
        if (text is null) return null;
        var clean = DbText.Clean(text.Replace("\0", "", StringComparison.Ordinal));
        return clean.Length <= longest ? clean : clean[..(char.IsHighSurrogate(clean[longest - 1]) ? longest - 1 : longest)];
    }
}
