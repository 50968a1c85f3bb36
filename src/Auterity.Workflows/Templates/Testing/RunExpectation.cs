using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Runs;

namespace Auterity.Workflows.Templates.Testing;

/// <summary>Holds a run against what a test says of it. Pure.</summary>
internal static class RunExpectation
{
    public static IEnumerable<TestDifference> Compare(ExpectedRun expected, RunState run, RunStatus status, CompiledWorkflow workflow)
    {
        // 1. How it ended.
        if (expected.Status != status) yield return new TestDifference("status", Json(expected.Status), Json(status));

        // 2. What it returned.
        if (expected.Output is { } output)
            foreach (var difference in JsonDifference.Between("output", ListOf(output), ItemsOf(RunResult.Of(run)))) yield return difference;

        // 3. What nodes sent.
        foreach (var (name, items) in expected.Nodes ?? new Dictionary<string, JsonElement>())
            foreach (var difference in JsonDifference.Between(JsonDifference.Member("nodes", name), ListOf(items), ItemsOf(SentBy(name, run, workflow)))) yield return difference;

        // 4. What must not have run.
        foreach (var name in (expected.NotRun ?? []).Where(name => FiringsOf(name, run, workflow).Any()))
            yield return new TestDifference(JsonDifference.Member("notRun", name), Json("not run"), Json("run"));
    }

    private static IEnumerable<Item> SentBy(string name, RunState run, CompiledWorkflow workflow) =>
        FiringsOf(name, run, workflow).Where(step => step.Status == ActivationStatus.Completed).SelectMany(step => step.Outputs).Where(port => !port.IsSkip).SelectMany(port => port.Items);

    private static IEnumerable<Activation> FiringsOf(string name, RunState run, CompiledWorkflow workflow)
    {
        var node = workflow.IndexOfName(name);
        return run.Activations.Where(step => step.Node.Index == node && step.Status != ActivationStatus.Skipped && (step.Inputs.Length == 0 || step.Inputs.Any(port => port.Count > 0)));
    }

    // One item may be written without its list.
    private static JsonElement ListOf(JsonElement items) => items.ValueKind == JsonValueKind.Array ? items : JsonSerializer.SerializeToElement(new[] { items }, JsonDefaults.Options);

    private static JsonElement ItemsOf(IEnumerable<Item> items) => JsonSerializer.SerializeToElement(items.Select(item => item.Json), JsonDefaults.Options);

    private static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value, JsonDefaults.Options);
}
