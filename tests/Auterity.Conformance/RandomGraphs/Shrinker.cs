using Auterity.Workflows.Definitions;

namespace Auterity.Conformance.RandomGraphs;

/// <summary>Takes things out of a scenario while it still shows the fault.</summary>
internal static class Shrinker
{
    public static Scenario Shrink(Scenario scenario, Func<Scenario, bool> fails)
    {
        while (Smaller(scenario).FirstOrDefault(candidate => GraphGenerator.IsTame(candidate) && fails(candidate)) is { } smaller)
            scenario = smaller;
        return scenario;
    }

    private static IEnumerable<Scenario> Smaller(Scenario scenario)
    {
        var definition = scenario.Definition;
        foreach (var node in definition.Nodes.Where(node => node.Id != scenario.Trigger).Reverse())
            yield return scenario with { Definition = Without(definition, node) };
        foreach (var node in definition.Nodes.Where(node => node.Id != scenario.Trigger).Reverse())
            if (Bridged(definition, node) is { } bridged) yield return scenario with { Definition = bridged };
        foreach (var edge in definition.Edges.Reverse())
            yield return scenario with { Definition = definition with { Edges = [.. definition.Edges.Where(other => other != edge)] } };
        if (scenario.Input.Count > 1) yield return scenario with { Input = [.. scenario.Input.Take(scenario.Input.Count - 1)] };
        foreach (var stimulus in scenario.Stimuli.Reverse())
            yield return scenario with { Stimuli = [.. scenario.Stimuli.Where(other => other != stimulus)] };
        if (definition.Settings.RunTimeoutSeconds is not null) yield return scenario with { Definition = definition with { Settings = definition.Settings with { RunTimeoutSeconds = null } } };
        if (definition.Settings.Flow == Flow.Sequential) yield return scenario with { Definition = definition with { Settings = definition.Settings with { Flow = Flow.Parallel } } };
        foreach (var node in definition.Nodes.Where(node => node.Policy != NodePolicy.Default))
            yield return scenario with { Definition = definition with { Nodes = [.. definition.Nodes.Select(other => other == node ? node with { Policy = NodePolicy.Default } : other)] } };
    }

    private static WorkflowDefinition Without(WorkflowDefinition definition, NodeDefinition node) => definition with
    {
        Nodes = [.. definition.Nodes.Where(other => other != node)],
        Edges = [.. definition.Edges.Where(edge => edge.From != node.Id && edge.To != node.Id)],
    };

    /// <summary>The node taken out and its neighbours connected, where it has one way in.</summary>
    private static WorkflowDefinition? Bridged(WorkflowDefinition definition, NodeDefinition node)
    {
        var into = definition.Edges.Where(edge => edge.To == node.Id && edge.From != node.Id).ToList();
        if (into.Count != 1) return null;
        var over = definition.Edges.Where(edge => edge.From == node.Id && edge.To != node.Id).Select(edge => new EdgeDefinition(into[0].From, edge.To, into[0].Output, edge.Input));
        var without = Without(definition, node);
        return without with { Edges = [.. without.Edges.Concat(over).Distinct()] };
    }

    /// <summary>The scenario as text a case can be written from.</summary>
    public static string Describe(Scenario scenario)
    {
        var edges = scenario.Definition.Edges.Select(edge => $"{edge.From}{(edge.Output == "main" ? "" : $".{edge.Output}")} → {edge.To}{(edge.Input == "main" ? "" : $":{edge.Input}")}");
        var nodes = scenario.Definition.Nodes.Select(node => $"  {node.Id} {node.Type}{(node.Disabled ? " disabled" : "")} {node.Parameters}{PolicyText(node.Policy)}");
        return $"{string.Join("; ", edges)}\n{string.Join('\n', nodes)}\ninput {Notation.TextOf(scenario.Input)}, {scenario.Definition.Settings.Flow}, limit {scenario.Definition.Settings.RunTimeoutSeconds}\n{string.Join('\n', scenario.Stimuli)}";
    }

    private static string PolicyText(NodePolicy policy) => policy == NodePolicy.Default ? "" : $" join {policy.Join}, on error {policy.OnError}, retry {policy.Retry?.Attempts ?? 1}, once {policy.Once}, always output {policy.AlwaysOutput}, parallel {policy.Parallel}";
}
