using System.Diagnostics;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Definitions.Validation;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Import.Trials;
using Auterity.Workflows.Runs;

namespace Auterity.Workflows.Templates.Testing;

/// <summary>Runs the tests of templates on the real engine, in memory: a clock of their own, waits skipped, no network.</summary>
internal sealed class TemplateTester(NodeCatalog catalog, DefinitionChecks checks) : IDisposable
{
    /// <summary>Longest time of one test.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Longest time of all tests of a template together.</summary>
    public static readonly TimeSpan LongestInAll = TimeSpan.FromSeconds(60);

    private const int MostActivations = 10_000;
    private static readonly Guid Somewhere = Guid.Parse("01900000-0000-7000-8000-000000000003");

    // Tests compute, and runs of the tenants come first.
    private readonly SemaphoreSlim gate = new(Math.Max(1, Environment.ProcessorCount / 2));

    public async Task<TestReport> RunAsync(TemplateDocument template, CancellationToken cancellationToken)
    {
        var results = new List<TestResult>();
        var all = Stopwatch.StartNew();
        foreach (var test in template.Tests)
        {
            await gate.WaitAsync(cancellationToken);
            try
            {
                // On a thread of its own: a step may compute for seconds without ever giving the thread back.
                results.Add(all.Elapsed > LongestInAll
                    ? new(test.Name, false, 0, [], $"Not run: the tests before took more than {LongestInAll.TotalSeconds} s.")
                    : await Task.Run(() => RunAsync(template, test, cancellationToken), cancellationToken));
            }
            finally
            {
                gate.Release();
            }
        }

        return new(results.TrueForAll(result => result.Passed), results);
    }

    public void Dispose() => gate.Dispose();

    private async Task<TestResult> RunAsync(TemplateDocument template, TemplateTest test, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var (workflow, trigger, world, refused) = Prepare(template, test);
        if (workflow is null) return new(test.Name, false, watch.ElapsedMilliseconds, [], refused);

        var run = new TrialRun(workflow, trigger, new TrialServices(), world!, new TrialClock());
        var payload = test.Input is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } input ? Item.From(input) : Item.Empty;
        var stopped = await ToEndAsync(run, payload, cancellationToken);
        if (world!.Missing is { Count: > 0 } missing)
            return new(test.Name, false, watch.ElapsedMilliseconds, [], string.Join(' ', missing.Select(node => $"The node '{node}' touches the world and has no mock. Say under 'mocks' what it gives.")));
        if (stopped == TrialRun.TooLong) return new(test.Name, false, watch.ElapsedMilliseconds, [], $"The run has not ended after {Longest.TotalSeconds} s.");

        var differences = RunExpectation.Compare(test.Expect, run.State, run.Status, workflow).Take(50).ToList();
        var failure = differences.Count > 0 && run.State.Failed is { } failed ? $"The run failed at '{failed.Node.Name}': {(run.State.End?.Error ?? failed.Error)?.Message}" : null;
        return new(test.Name, differences.Count == 0, watch.ElapsedMilliseconds, differences, failure);
    }

    /// <summary>A step that computes item after item looks at nothing but its token.</summary>
    private static async Task<string?> ToEndAsync(TrialRun run, Item payload, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(Longest + TimeSpan.FromSeconds(1), TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await run.ToEndAsync(payload, Longest, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return TrialRun.TooLong;
        }
    }

    private (CompiledWorkflow? Workflow, int Trigger, MockWorld? World, string? Refused) Prepare(TemplateDocument template, TemplateTest test)
    {
        var filled = TemplateFill.Fill(template, test.Parameters);
        if (filled.Definition is not { } json) return (null, -1, null, filled.Faults[0].Message);
        var read = DefinitionReader.Read(json);
        if (read.Definition is null) return (null, -1, null, Told(read.Faults.First(fault => fault.IsError)));
        var definition = Bare(read.Definition);
        if (checks.FaultsOf(definition).FirstOrDefault(fault => fault.IsError && !TestDrafts.IsBearable(fault)) is { } broken) return (null, -1, null, Told(broken));

        var world = new MockWorld(definition, test.Mocks ?? new Dictionary<string, JsonElement>());
        var identity = new WorkflowIdentity(Guid.Empty, Somewhere, template.Name, 1, new byte[32], true);
        var workflow = new CompiledWorkflow(identity, definition, (type, version) => world.Wrap(catalog.FindType(type, version)));
        var trigger = RunStarter.TriggerOf(workflow, test.Trigger);
        return trigger >= 0 ? (workflow, trigger, world, null) : (null, -1, null, test.Trigger is { } named ? $"There is no enabled trigger '{named}'." : "There is no trigger to start from.");
    }

    /// <summary>Without what belongs to one installation or to a person at work, and within limits.</summary>
    private static WorkflowDefinition Bare(WorkflowDefinition definition) => definition with
    {
        Nodes = [.. definition.Nodes.Select(node => node with { Credentials = null, Pin = null, Breakpoint = false })],
        Settings = definition.Settings with { MaxActivations = Math.Min(definition.Settings.MaxActivations, MostActivations) },
    };

    private static string Told(DefinitionFault fault) => fault.NodeName is { } node ? $"'{node}': {fault.Message}" : fault.Message;
}
