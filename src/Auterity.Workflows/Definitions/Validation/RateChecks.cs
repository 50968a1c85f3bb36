using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Definitions.Validation;

/// <summary>Inputs that wait for all their edges although some deliver more often than others (ENGINE rule 4).</summary>
internal static class RateChecks
{
    public static IEnumerable<DefinitionFault> Check(DefinitionGraph graph, IReadOnlyList<FlowPlan> plans) =>
        plans.SelectMany(Mixed).DistinctBy(mixed => (mixed.Node.Id, mixed.Port.Name)).Select(mixed => FaultOf(graph.ById[mixed.Node.Id].Definition, mixed.Port));

    private static IEnumerable<(PlanNode Node, InputPort Port)> Mixed(FlowPlan plan)
    {
        // Nodes by rank, so that what comes before a node is known when its turn comes.
        var repeaters = new Dictionary<PlanNode, PlanNode?>();
        foreach (var node in plan.Nodes.Where(node => node.Reachable).OrderBy(node => node.Rank))
        {
            repeaters[node] = node.Inputs.Any(port => port.Join == Join.Each)
                ? node
                : node.Inputs.SelectMany(port => port.Forward).Select(edge => repeaters.GetValueOrDefault(edge.From)).FirstOrDefault(repeater => repeater is not null);
            if (node.Disabled) continue;
            foreach (var port in node.Inputs.Where(port => port.Join == Join.All && port.Forward.Length > 1))
                if (port.Forward.Select(edge => (RegionOf(edge), repeaters.GetValueOrDefault(edge.From))).Distinct().Count() > 1)
                    yield return (node, port);
        }
    }

    /// <summary>The region an edge leaves while it is still going round; null when it delivers as often as the node before the region.</summary>
    private static Region? RegionOf(PlanEdge edge) => edge.Exits.LastOrDefault(region => !SpeaksOnce(edge, region));

    /// <summary>A loop's <c>done</c> is silent until the end.</summary>
    private static bool SpeaksOnce(PlanEdge edge, Region region) =>
        edge.From.IsLoop && region.Header == edge.From && edge.From.OutputNames[edge.Output] == "done";

    private static DefinitionFault FaultOf(NodeDefinition node, InputPort port) => DefinitionFault.Warning(node, "policy.join", "join-rates",
        $"The input '{port.Name}' of '{node.Name}' waits for all of {string.Join(", ", port.Forward.Select(edge => $"'{edge.From.Name}'").Distinct())}, but some of them deliver more often, from inside a loop or once for each arrival. Join after the loop, or set policy.join to each.");
}
