using System.Text.Json;
using Auterity.Workflows.Catalog;

namespace Auterity.Workflows.Definitions.Validation;

/// <summary>Ids, names, types, parameters and credentials of the nodes.</summary>
internal static class NodeChecks
{
    public static IEnumerable<DefinitionFault> Check(DefinitionGraph graph, NodeCatalog catalog, bool allowStubs) =>
    [
        .. Repeated(graph, node => node.Id, "id", "duplicate-id", "is the id of {0} nodes. Edges name ids, so each needs its own."),
        .. Repeated(graph, node => node.Name, "name", "duplicate-name", "is the name of {0} nodes. Expressions use names, so each needs its own."),
        .. graph.Nodes.SelectMany(node => (DefinitionFault[])[.. Texts(node.Definition), .. TypeFaults(node, catalog), .. ParameterFaults(node, allowStubs), .. CredentialFaults(node)]),
    ];

    private static IEnumerable<DefinitionFault> Repeated(DefinitionGraph graph, Func<NodeDefinition, string> textOf, string field, string code, string message) =>
        graph.Definition.Nodes.GroupBy(textOf, StringComparer.Ordinal).Where(group => group.Count() > 1)
            .SelectMany(group => group.Skip(1).Select(node => DefinitionFault.Error(node, field, code, $"'{group.Key}' {string.Format(null, message, group.Count())}")));

    private static IEnumerable<DefinitionFault> Texts(NodeDefinition node)
    {
        if (node.Id.Length is 0 or > DefinitionLimits.LongestId)
            yield return DefinitionFault.Error(node, "id", "invalid-id", $"An id has 1 to {DefinitionLimits.LongestId} characters.");
        if (string.IsNullOrWhiteSpace(node.Name) || node.Name.Length > DefinitionLimits.LongestNodeName)
            yield return DefinitionFault.Error(node, "name", "invalid-name", $"A name has 1 to {DefinitionLimits.LongestNodeName} characters, not only spaces.");
        if (node.Notes?.Length > DefinitionLimits.LongestNotes)
            yield return DefinitionFault.Error(node, "notes", "too-large", $"The notes have {node.Notes.Length:N0} characters; the most is {DefinitionLimits.LongestNotes:N0}.");
    }

    private static IEnumerable<DefinitionFault> TypeFaults(GraphNode node, NodeCatalog catalog)
    {
        if (node.Type is not null) yield break;
        var known = catalog.Types.Where(type => type.Info.Type == node.Definition.Type).Select(type => type.Info.Version).ToList();
        yield return known.Count == 0
            ? new(node.Definition.Id, node.Definition.Name, "type", "unknown-type", node.Severity, $"There is no node type '{node.Definition.Type}' here. GET /api/nodes lists those there are.")
            : new(node.Definition.Id, node.Definition.Name, "version", "unknown-version", node.Severity, $"'{node.Definition.Type}' has no version {node.Definition.Version} here, only {string.Join(", ", known)}.");
    }

    private static IEnumerable<DefinitionFault> ParameterFaults(GraphNode node, bool allowStubs)
    {
        if (node.Definition.Parameters.ValueKind != JsonValueKind.Object)
        {
            yield return DefinitionFault.Error(node.Definition, "parameters", "invalid-parameter", "The parameters are no object. Write {} for none.");
            yield break;
        }

        if (node.Type is null || (node.IsStub && node.Definition.Disabled)) yield break;
        var severity = node.IsStub && allowStubs ? FaultSeverity.Warning : node.Severity;
        foreach (var fault in ParameterValidator.Check(node.Type, node.Definition.Parameters))
            yield return new(node.Definition.Id, node.Definition.Name, fault.Field.Length == 0 ? "parameters" : $"parameters.{fault.Field}", node.IsStub ? "stub" : "invalid-parameter", severity, fault.Message);
    }

    private static IEnumerable<DefinitionFault> CredentialFaults(GraphNode node)
    {
        if (node.Type is null || node.IsStub) yield break;
        var given = node.Definition.Credentials ?? new Dictionary<string, Guid>();
        foreach (var slot in node.Type.Slots.Where(slot => slot.Required && given.GetValueOrDefault(slot.Slot) == Guid.Empty))
            yield return new(node.Definition.Id, node.Definition.Name, $"credentials.{slot.Slot}", "credential-missing", node.Severity, $"The node needs a credential{(slot.Types.Count == 0 ? "" : $" of type {string.Join(" or ", slot.Types)}")}. Choose one.");
        foreach (var slot in given.Keys.Where(slot => node.Type.Slots.All(known => known.Slot != slot)))
            yield return new(node.Definition.Id, node.Definition.Name, $"credentials.{slot}", "unknown-slot", node.Severity,
                node.Type.Slots.Count == 0 ? "The node takes no credential." : $"The node has no credential slot '{slot}'; it has {string.Join(", ", node.Type.Slots.Select(known => known.Slot))}.");
    }
}
