using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Definitions.Validation;

/// <summary>Inputs that wait for all their edges although some deliver more often than others (ENGINE rule 4).</summary>
internal static class RateChecks
{
    /// <summary>Most nodes planned, over all triggers: this is a hint, not worth seconds.</summary>
    private const int MostPlanned = 20_000;

    public static IEnumerable<DefinitionFault> Check(DefinitionGraph graph)
    {
        // Planning takes ids to be unique; a definition where they are not is refused anyway.
        if (graph.ById.Count < graph.Nodes.Count) return [];
        return graph.Triggers.Take(MostPlanned / Math.Max(1, graph.Nodes.Count))
            .SelectMany(trigger => FlowPlanner.Plan(graph.Definition, trigger.Definition.Id, node => graph.ById[node.Id].Compiled.Traits).Nodes)
            .Where(node => node is { Reachable: true, Disabled: false, Policy.Join: Join.All })
            .SelectMany(node => node.Inputs.Where(Mixes).Select(port => (node.Id, port.Name, Edges: port.Forward)))
            .DistinctBy(mixed => (mixed.Id, mixed.Name))
            .Select(mixed => FaultOf(graph.ById[mixed.Id].Definition, mixed.Name, mixed.Edges));
    }

    private static bool Mixes(InputPort port) => port.Forward.Length > 1 && port.Forward.Select(RateOf).Distinct().Count() > 1;

    /// <summary>The region an edge leaves while it is still going round; null when it delivers as often as the node before the region.</summary>
    private static Region? RateOf(PlanEdge edge) => edge.Exits.LastOrDefault(region => !SpeaksOnce(edge, region));

    /// <summary>A loop's <c>done</c> is silent until the end.</summary>
    private static bool SpeaksOnce(PlanEdge edge, Region region) =>
        edge.From.IsLoop && region.Header == edge.From && edge.From.OutputNames[edge.Output] == "done";

    private static DefinitionFault FaultOf(NodeDefinition node, string port, PlanEdge[] edges) => DefinitionFault.Warning(node, "policy.join", "join-rates",
        $"The input '{port}' of '{node.Name}' waits for all of {string.Join(", ", edges.Select(edge => $"'{edge.From.Name}'").Distinct())}, but some of them are in a loop and deliver more often. Join after the loop, or set policy.join to each.");
}
