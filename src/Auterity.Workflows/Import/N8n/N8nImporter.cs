using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Definitions;

namespace Auterity.Workflows.Import.N8n;

/// <summary>Turns any n8n export into a workflow: what has a counterpart here is translated, the rest is kept as stubs, and a report says which is which.</summary>
/// <remarks>
/// <code>
/// bytes → TolerantJson → N8nDocument (ids, names, both ends of each connection)
///       → N8nTranslation (node by node, through the mappings) → N8nEdges (ports) → definition
///       → N8nLayout (positions, notes, and what only the way back needs) → layout
/// </code>
/// </remarks>
public static class N8nImporter
{
    /// <summary>Imports the first workflow of a file.</summary>
    /// <param name="json">An export: one workflow, a list, what the API or the clipboard wraps around one. UTF-8, nested at most 100 levels.</param>
    /// <param name="knownTypes">Node types of this installation; whatever would become another one becomes a stub. Null trusts the mappings.</param>
    /// <exception cref="ImportException">The file is not JSON or has no workflow in it; the only exception there is.</exception>
    public static ImportResult Import(ReadOnlyMemory<byte> json, IReadOnlySet<string>? knownTypes = null)
    {
        var documents = N8nDocument.ReadAll(TolerantJson.Parse(json.Span));
        var result = Import(documents[0], knownTypes);
        return documents.Count == 1 ? result : result with
        {
            Report = result.Report with { Notes = [$"The file holds {documents.Count} workflows; this is the first.", .. result.Report.Notes] },
        };
    }

    /// <summary>Imports every workflow of a file, in its order.</summary>
    /// <exception cref="ImportException">The file is not JSON or has no workflow in it.</exception>
    public static IReadOnlyList<ImportResult> ImportAll(ReadOnlyMemory<byte> json, IReadOnlySet<string>? knownTypes = null) =>
        [.. N8nDocument.ReadAll(TolerantJson.Parse(json.Span)).Select(document => Import(document, knownTypes))];

    private static ImportResult Import(N8nDocument document, IReadOnlySet<string>? knownTypes)
    {
        var notes = document.Notes.ToList();
        var nodes = document.Nodes.Where(node => !node.IsStickyNote)
            .Select(node => N8nTranslation.Of(node, document.Connections, knownTypes)).ToDictionary(translation => translation.Source.Index);
        var edges = N8nEdges.Of(document, nodes, notes);
        var pins = N8nPins.Of(document, notes);

        var definition = new WorkflowDefinition
        {
            Nodes = [.. nodes.Values.Select(translation => translation.Node with { Pin = pins.TryGetValue(translation.Source.Name, out var pin) ? pin : null })],
            Edges = edges.Edges,
            Settings = N8nSettings.Of(document.Root, notes),
        };
        if (N8nBranches.Offer(definition) is { } offer) notes.Add(offer);
        var layout = JsonSerializer.SerializeToElement(N8nLayout.Of(document, nodes.Values, edges), JsonDefaults.Options);
        return new ImportResult(document.Name, definition, layout, ReportOf(nodes.Values, notes));
    }

    private static ImportReport ReportOf(IReadOnlyCollection<N8nTranslation> nodes, List<string> notes) => new(
        [.. nodes.Select(translation => new ImportedNode(translation.Node.Id, translation.Node.Name, translation.Source.Type, translation.Node.Type, translation.Status, translation.Reason))],
        [.. nodes.SelectMany(translation => translation.Source.Credentials.Select(credential => N8nCredentials.Needed(translation, credential.Type, credential.Name)))],
        notes);
}
