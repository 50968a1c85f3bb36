using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Definitions.Validation;

/// <summary>What starts the flow, what it reaches, and whether loops come back.</summary>
internal static class FlowChecks
{
    public static IEnumerable<DefinitionFault> Check(DefinitionGraph graph)
    {
        var reached = graph.ReachableFrom(graph.Triggers);
        return [.. Triggers(graph), .. Unreachable(graph, reached), .. Inputs(graph, reached), .. Loops(graph, reached)];
    }

    /// <summary>Most nodes planned, over all triggers: what the plans tell is not worth seconds.</summary>
    private const int MostPlanned = 20_000;

    /// <summary>How the flow looks to each trigger that can fire.</summary>
    public static IReadOnlyList<FlowPlan> Plans(DefinitionGraph graph)
    {
        // Planning takes ids to be unique; a definition where they are not is refused anyway.
        if (graph.ById.Count < graph.Nodes.Count) return [];
        return [.. graph.Triggers.Take(MostPlanned / Math.Max(1, graph.Nodes.Count)).Select(trigger => FlowPlanner.Plan(graph.Definition, trigger.Definition.Id, node => graph.ById[node.Id].Compiled.Traits))];
    }

    private static IEnumerable<DefinitionFault> Triggers(DefinitionGraph graph)
    {
        if (graph.Triggers.Any()) yield break;
        yield return DefinitionFault.Error("nodes", "no-trigger", graph.Nodes.Any(node => node.IsTrigger)
            ? "Every trigger is disabled: nothing can start the workflow. Enable one."
            : "There is no trigger: nothing can start the workflow. Add one, for example trigger.manual.");
    }

    private static IEnumerable<DefinitionFault> Unreachable(DefinitionGraph graph, HashSet<GraphNode> reached) =>
        graph.Nodes.Where(node => !reached.Contains(node) && !node.IsTrigger && !node.IsAttachment && !IsPlugged(graph, node))
            .Select(node => DefinitionFault.Warning(node.Definition, null, "unreachable", $"No trigger leads to '{node.Definition.Name}': it never runs."));

    private static IEnumerable<DefinitionFault> Inputs(DefinitionGraph graph, HashSet<GraphNode> reached)
    {
        var wired = graph.FlowEdges.Select(edge => (edge.To, edge.Definition.Input)).ToHashSet();
        foreach (var node in graph.Nodes.Where(node => reached.Contains(node) && !node.Definition.Disabled && !node.IsTrigger))
            foreach (var port in node.Compiled.Traits.Required.Where(port => !wired.Contains((node, port))))
                yield return DefinitionFault.Error(node.Definition, null, "input-unwired", $"'{node.Definition.Name}' needs items at its input '{port}', but nothing is wired to it.");
    }

    private static IEnumerable<DefinitionFault> Loops(DefinitionGraph graph, HashSet<GraphNode> reached) =>
        graph.Nodes.Where(node => node.Definition is { Type: NodeNames.Loop, Disabled: false } && reached.Contains(node))
            .Where(node => !graph.ReachableFrom(graph.Next[node].Where(edge => edge.Definition.Output == "loop").Select(edge => edge.To)).Contains(node))
            .Select(node => DefinitionFault.Warning(node.Definition, null, "loop-not-closed", $"Nothing leads from the output 'loop' of '{node.Definition.Name}' back to it: nothing is collected. Wire the last step of the loop back to its input."));

    private static bool IsPlugged(DefinitionGraph graph, GraphNode node) => node.IsStub && graph.AttachmentEdges.Exists(edge => edge.From == node);
}
