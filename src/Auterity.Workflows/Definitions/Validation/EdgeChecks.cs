using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Definitions.Validation;

/// <summary>Ends and ports of the flow's edges.</summary>
internal static class EdgeChecks
{
    public static IEnumerable<DefinitionFault> Check(DefinitionGraph graph) => [.. Ends(graph), .. graph.FlowEdges.SelectMany(Ports), .. Repeated(graph)];

    private static IEnumerable<DefinitionFault> Ends(DefinitionGraph graph)
    {
        for (var i = 0; i < graph.Definition.Edges.Count; i++)
        {
            var edge = graph.Definition.Edges[i];
            if (!graph.ById.ContainsKey(edge.From)) yield return Missing($"edges[{i}].from", edge.From);
            if (!graph.ById.ContainsKey(edge.To)) yield return Missing($"edges[{i}].to", edge.To);
        }
    }

    private static DefinitionFault Missing(string field, string id) =>
        DefinitionFault.Error(field, "unknown-edge-end", $"There is no node with the id '{id}'. Edges name ids, not names.");

    private static IEnumerable<DefinitionFault> Ports(GraphEdge edge)
    {
        var (from, to, definition) = (edge.From, edge.To, edge.Definition);
        if (from.IsAttachment)
            yield return DefinitionFault.Error(from.Definition, null, "attachment-in-flow", $"'{from.Definition.Name}' is a sub-node: it plugs into a host and cannot be wired to '{to.Definition.Name}' ({definition.Input}).");
        else if (from.Type is not null && !from.Outputs.Contains(definition.Output))
            yield return Output(from, definition.Output);

        if (to.IsTrigger)
            yield return DefinitionFault.Error(to.Definition, null, "edge-into-trigger", $"'{to.Definition.Name}' starts runs and has no input, but '{from.Definition.Name}' is wired to it.");
        else if (to.IsAttachment)
            yield return DefinitionFault.Error(to.Definition, null, "attachment-in-flow", $"'{to.Definition.Name}' is a sub-node: nothing flows into it, but '{from.Definition.Name}' is wired to it.");
        else if (to.Type is not null && !to.Inputs.Contains(definition.Input))
            yield return DefinitionFault.Error(to.Definition, null, "unknown-port", $"'{to.Definition.Name}' has no input '{definition.Input}', which '{from.Definition.Name}' is wired to. {Listed(to.Inputs)}");
    }

    private static DefinitionFault Output(GraphNode from, string output) => output == NodeTraits.Error
        ? DefinitionFault.Error(from.Definition, "policy.onError", "error-output-off", $"The error output of '{from.Definition.Name}' is wired, but errors do not go there. Set policy.onError to errorOutput.")
        : DefinitionFault.Error(from.Definition, null, "unknown-port", $"'{from.Definition.Name}' has no output '{output}'. {Listed(from.Outputs)}");

    private static IEnumerable<DefinitionFault> Repeated(DefinitionGraph graph) =>
        graph.FlowEdges.Concat(graph.AttachmentEdges).GroupBy(edge => edge.Definition).Where(group => group.Count() > 1).Select(group => DefinitionFault.Warning(
            group.First().From.Definition, null, "duplicate-edge", $"'{group.First().From.Definition.Name}' is wired to '{group.First().To.Definition.Name}' {group.Count()} times the same way: its items arrive as often."));

    private static string Listed(IReadOnlyList<string> ports) => ports.Count == 0 ? "It has none." : $"It has: {string.Join(", ", ports)}.";
}
