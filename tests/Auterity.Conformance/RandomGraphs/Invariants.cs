using Auterity.Conformance.Reference;
using Auterity.Workflows.Definitions;

namespace Auterity.Conformance.RandomGraphs;

/// <summary>What must hold of every run on every engine.</summary>
internal static class Invariants
{
    /// <summary>What does not hold; empty when all is well.</summary>
    public static IReadOnlyList<string> Broken(Scenario scenario, ObservedRun run) =>
        [.. Numbers(run), .. Ends(run), .. run.Status == RunStatus.Succeeded ? Tokens(scenario, run) : []];

    /// <summary>Nothing completes twice; numbers have no gap.</summary>
    private static IEnumerable<string> Numbers(ObservedRun run)
    {
        foreach (var twice in run.Order.GroupBy(id => id).Where(group => group.Count() > 1))
            yield return $"{twice.Key} completed {twice.Count()} times";
        if (run.Status != RunStatus.Succeeded) yield break;
        foreach (var node in run.Steps.GroupBy(step => step.Id.Node))
        {
            var numbers = node.Select(step => step.Id.Number).Order().ToList();
            if (!numbers.SequenceEqual(Enumerable.Range(0, numbers.Count))) yield return $"{node.Key} has the numbers {string.Join(", ", numbers)}";
        }
    }

    /// <summary>A run ends, or some step names what it waits for.</summary>
    private static IEnumerable<string> Ends(ObservedRun run)
    {
        var open = run.Steps.Where(step => step.Status is StepStatus.Waiting or StepStatus.Held or StepStatus.NeedsDecision).ToList();
        if (run.Status is RunStatus.Succeeded && open.Count > 0) yield return $"succeeded while {open[0].Id} is open";
        if (run.Status is RunStatus.Waiting or RunStatus.NeedsDecision && open.Count == 0) yield return $"{run.Status} without a step that says why";
    }

    /// <summary>Every item that was sent was seen, or dropped in the open.</summary>
    private static IEnumerable<string> Tokens(Scenario scenario, ObservedRun run)
    {
        var graph = FlowGraph.Of(scenario.Definition, scenario.Trigger);
        foreach (var node in graph.Nodes.Where(node => node.In.Count > 0 && !node.Policy.Once && !node.IsRequired("b")))
        {
            var sent = node.In.SelectMany(edge => Sent(run, edge)).ToList();
            var seen = Steps(run, node).SelectMany(step => step.Inputs.Values.SelectMany(items => items)).Select(Notation.TextOf).ToList();
            var reuses = node.In.Exists(edge => edge.LatchedIn is not null) || (node.HeaderOf is not null && node.Inputs.Count > 1);
            var drops = node.Policy.Join == Join.Any || node.IsLoop;
            if (!drops && Less(sent, seen) is { Count: > 0 } lost) yield return $"{node} never saw {string.Join(' ', lost)}";
            if (!reuses && Less(seen, sent) is { Count: > 0 } made) yield return $"{node} saw {string.Join(' ', made)}, which nobody sent";
        }
    }

    private static IEnumerable<string> Sent(ObservedRun run, FlowEdge edge) =>
        Steps(run, edge.From).SelectMany(step => step.Outputs.GetValueOrDefault(edge.Output) ?? []).Select(Notation.TextOf);

    private static IEnumerable<ObservedStep> Steps(ObservedRun run, FlowNode node) => run.Steps.Where(step => step.Id.Node == node.Id);

    private static List<string> Less(List<string> from, List<string> taken)
    {
        var left = new List<string>(from);
        foreach (var item in taken)
            left.Remove(item);
        return left;
    }
}
