using Auterity.Conformance.Reference;
using Auterity.Workflows.Definitions;
using Xunit;

namespace Auterity.Conformance.RandomGraphs;

/// <summary>The generator is only worth something while it draws what the rules speak of.</summary>
public sealed class CoverageTests
{
    [Fact]
    public void Draw_ManySeeds_CoversWhatTheRulesSpeakOf()
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 10_000; seed < 10_600; seed++)
        {
            var scenario = GraphGenerator.Draw(seed, (Timing)(seed % 3));
            var run = ReferenceRun.Of(scenario);
            foreach (var feature in Features(scenario, run.Graph, run.Observe()).Distinct())
                counts[feature] = counts.GetValueOrDefault(feature) + 1;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', counts.Select(count => $"{count.Value,4} {count.Key}")));
        Assert.All(Wanted, feature => Assert.True(counts.GetValueOrDefault(feature) >= 5, $"{feature}: {counts.GetValueOrDefault(feature)} of 600"));
    }

    private static readonly string[] Wanted =
    [
        "any", "back group of several", "each", "failed run", "failed items", "forced", "latched edge", "loop body turned", "loop without return", "nested regions",
        "region", "repeated session", "paused", "cancelled", "signal taken", "undecided", "held", "answered", "time limit", "waits at the end", "second port", "sequential", "several edges into a port", "several triggers", "silent exit", "skipped",
    ];

    private static IEnumerable<string> ClockFeatures(Scenario scenario, ObservedRun run)
    {
        if (scenario.Stimuli.Any(stimulus => stimulus is Stimulus.Pause)) yield return "paused";
        if (run.Status == RunStatus.Cancelled) yield return "cancelled";
        if (run.Error == "run-timeout") yield return "time limit";
        if (run.Status == RunStatus.Waiting) yield return "waits at the end";
        if (scenario.Stimuli.Count(stimulus => stimulus is Stimulus.Signal) > run.UnusedSignals.Count) yield return "signal taken";
        foreach (var step in run.Steps)
        {
            if (step.Status == StepStatus.NeedsDecision) yield return "undecided";
            if (step.Status == StepStatus.Held) yield return "held";
            if (scenario.Stimuli.OfType<Stimulus.Answer>().Any(answer => answer.Node == step.Id.Node && answer.Activation == step.Id.Number) && run.Calls.Any(call => call.Id == step.Id && call.Attempt > 1))
                yield return "answered";
        }
    }

    private static IEnumerable<string> Features(Scenario scenario, FlowGraph graph, ObservedRun run)
    {
        if (graph.Regions.Count > 0) yield return "region";
        if (graph.Regions.Any(region => region.Depth > 1)) yield return "nested regions";
        if (graph.Regions.Any(region => region.Header.Back.Count() > 1)) yield return "back group of several";
        if (graph.Regions.Any(region => region.Exits.Any(edge => run.Steps.Any(step => step.Id.Node == edge.To.Id && step.Status == StepStatus.Skipped)))) yield return "silent exit";
        if (graph.Nodes.Any(node => node.In.Exists(edge => edge.LatchedIn is not null))) yield return "latched edge";
        if (graph.Nodes.Any(node => node.IsLoop && node.HeaderOf is null)) yield return "loop without return";
        if (graph.Nodes.Any(node => node.Inputs.Count > 1)) yield return "second port";
        if (graph.Nodes.Any(node => node.Forward.GroupBy(edge => edge.Input).Any(port => port.Count() > 1))) yield return "several edges into a port";
        if (scenario.Definition.Nodes.Count(node => node.Type == "test.trigger") > 1) yield return "several triggers";
        if (scenario.Definition.Settings.Flow == Flow.Sequential) yield return "sequential";
        if (graph.Nodes.Any(node => node.Policy.Join == Join.Any && node.Forward.Count() > 1)) yield return "any";
        if (graph.Nodes.Any(node => node.Policy.Join == Join.Each && node.Forward.Count() > 1)) yield return "each";
        if (run.Status == RunStatus.Failed) yield return "failed run";
        foreach (var feature in ClockFeatures(scenario, run))
            yield return feature;
        foreach (var step in run.Steps)
        {
            if (step.Forced) yield return "forced";
            if (step.Status == StepStatus.Skipped) yield return "skipped";
            if (step.Outputs.ContainsKey("error")) yield return "failed items";
            if (step.Outputs.ContainsKey("done") && step.Id.Number > 1) yield return "loop body turned";
            if (step.Outputs.ContainsKey("done") && run.Steps.Any(other => other != step && other.Id.Node == step.Id.Node && other.Outputs.ContainsKey("done"))) yield return "repeated session";
        }
    }
}
