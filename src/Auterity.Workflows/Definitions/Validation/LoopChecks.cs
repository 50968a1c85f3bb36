using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Definitions.Validation;

/// <summary>Loops that would not do what the drawing says (ENGINE rules 1, 2 and 5).</summary>
internal static class LoopChecks
{
    public static IEnumerable<DefinitionFault> Check(DefinitionGraph graph, IReadOnlyList<FlowPlan> plans) =>
        plans.SelectMany(plan => plan.Nodes.Where(node => node is { Reachable: true, Region: not null }).SelectMany(node => Faults(graph.ById[node.Id], node)))
            .DistinctBy(fault => (fault.NodeId, fault.Code));

    private static IEnumerable<DefinitionFault> Faults(GraphNode node, PlanNode planned)
    {
        var definition = node.Definition;
        var isLoop = definition.Type == NodeNames.Loop;
        if (planned.Disabled && IsTrap(planned))
            yield return DefinitionFault.Warning(definition, "disabled", "disabled-in-loop", isLoop
                ? $"'{definition.Name}' is disabled: everything leaves through 'done', which leads back into the loop around it. Enable it, or take it out."
                : $"'{definition.Name}' is disabled: everything leaves through its first output, which leads back into the loop around it, and nothing ends the loop. Enable it, or take it out.");
        if (!isLoop || planned.Disabled) yield break;
        if (planned.Heads is null)
            yield return DefinitionFault.Error(definition, null, "loop-not-header",
                $"The loop around '{definition.Name}' is entered at '{planned.Region!.Header.Name}': every return starts '{definition.Name}' from its first item again. Wire the way back to the input of '{definition.Name}' itself.");
        else if (DoneInto(planned) is { } inside)
            yield return DefinitionFault.Error(definition, null, "done-into-loop",
                $"The output 'done' of '{definition.Name}' leads to '{inside.To.Name}', which is part of the loop: it would run again after the loop has ended. Wire 'done' to a step outside the loop.");
    }

    private static PlanEdge? DoneInto(PlanNode loop)
    {
        var done = Array.IndexOf(loop.OutputNames, "done");
        return Array.Find(loop.Out, edge => edge.Output == done && loop.Heads!.Contains(edge.To));
    }

    /// <summary>All that passes goes on turning, and only the other outputs would lead out.</summary>
    private static bool IsTrap(PlanNode node)
    {
        var passed = node.Out.Where(edge => edge.Output == node.PassThrough).ToList();
        return passed.Count > 0 && passed.TrueForAll(edge => edge.Exits.Length == 0) && Array.Exists(node.Out, edge => edge.Output != node.PassThrough && edge.Exits.Length > 0);
    }
}
