using System.Diagnostics;
using System.Globalization;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Import.N8n;
using Auterity.Workflows.Import.Samples;

namespace Auterity.Workflows.Import.Trials;

/// <summary>The runs of one trigger, and what they say together.</summary>
internal sealed class TriggerTrial(WorkflowDefinition definition, NodeDefinition trigger, StubData data, IReadOnlyDictionary<string, string> foreign, NodeCatalog catalog)
{
    private readonly HashSet<int> fired = [];
    private readonly List<TrialReason> reasons = [];
    private FlowPlan? plan;

    public bool Invented { get; private set; }

    public async Task RunAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var variants = data.VariantsOf(trigger.Id);
        for (var variant = 0; variant < variants && watch.Elapsed < limit; variant++)
            await RunAsync(variant, outage: false, limit - watch.Elapsed, cancellationToken);
        if (data.HasHandlers && watch.Elapsed < limit) await RunAsync(0, outage: true, limit - watch.Elapsed, cancellationToken);
    }

    /// <summary>Why this trigger's runs do not count; empty when they do.</summary>
    public IEnumerable<TrialReason> Reasons(double enough)
    {
        foreach (var reason in reasons) yield return reason;
        if (plan is null) yield break;
        var reachable = plan.Nodes.Where(node => node.Reachable && !node.Disabled).ToList();
        var silent = reachable.Where(node => !fired.Contains(node.Index)).ToList();
        if (fired.Count(index => plan.Nodes[index] is { Reachable: true, Disabled: false }) < reachable.Count * enough)
            yield return new("not-fired", foreign.GetValueOrDefault(silent.MinBy(node => node.Rank)!.Name, "?"),
                string.Create(CultureInfo.InvariantCulture, $"{reachable.Count - silent.Count} of {reachable.Count} fired; not: {string.Join(", ", silent.Take(4).Select(node => node.Name))}"));
    }

    private async Task RunAsync(int variant, bool outage, TimeSpan limit, CancellationToken cancellationToken)
    {
        var clock = new TrialClock();
        var world = new StubWorld(data) { Variant = variant, Outage = outage };
        var services = new TrialServices(data);
        var workflow = new CompiledWorkflow(new WorkflowIdentity(Guid.Empty, Guid.Parse("01900000-0000-7000-8000-000000000002"), "trial", 1, new byte[32], true), definition,
            (type, version) => world.Wrap(catalog.FindType(type, version)));
        var run = new TrialRun(workflow, workflow.IndexOfId(trigger.Id), services, world, clock);
        var stopped = await run.ToEndAsync(await world.PayloadAsync(trigger.Id, services.BlobsOf(Guid.Empty), cancellationToken), limit, cancellationToken);
        plan = run.State.Plan;
        Invented |= world.Invented;
        Collect(run.State, world, stopped);
    }

    private void Collect(RunState state, StubWorld world, string? stopped)
    {
        foreach (var name in world.StubsRun.Order(StringComparer.Ordinal)) Add("stub", foreign.GetValueOrDefault(name, "?"), name);
        if (trigger.Type == MappedNode.StubTriggerType && trigger.Pin is null) Add("stub", foreign.GetValueOrDefault(trigger.Name, "?"), trigger.Name);
        if (stopped is not null) Add(stopped == TrialRun.TooLong ? "too-long" : "stuck", Loops(state) ?? stopped);
        foreach (var step in state.Activations)
        {
            if (step.Status == ActivationStatus.Completed && (step.Node.Index == state.Plan.Trigger || step.Inputs.Any(port => port.Count > 0))) fired.Add(step.Node.Index);
            foreach (var error in Errors(step)) Add(error);
        }

        foreach (var plugged in PluggedStubs()) Add("stub", foreign.GetValueOrDefault(plugged.Name, "?"), plugged.Name);
        if (state.End is { Outcome: RunOutcome.Failed } end && reasons.Count == 0 && state.Failed?.Node is { } node && definition.Nodes[node.Index].Type != "flow.stop")
            Add("failed", end.Error?.Code ?? "?", end.Error?.Message ?? "");
    }

    private void Add((string Kind, string What, string Detail) reason) => Add(reason.Kind, reason.What, reason.Detail);

    private void Add(string kind, string what, string detail = "")
    {
        var reason = new TrialReason(kind, what, detail);
        if (!reasons.Contains(reason)) reasons.Add(reason);
    }

    // A stub plugged into a node that fired was needed, whether or not it was called.
    private IEnumerable<NodeDefinition> PluggedStubs()
    {
        var byId = definition.Nodes.ToDictionary(node => node.Id);
        var hosts = new Queue<string>(fired.Select(index => definition.Nodes[index].Id));
        var seen = hosts.ToHashSet();
        while (hosts.TryDequeue(out var host))
            foreach (var plugged in definition.Edges.Where(edge => edge.To == host && edge.Input.StartsWith("ai_", StringComparison.Ordinal)).Select(edge => byId[edge.From]).Where(node => !node.Disabled && seen.Add(node.Id)))
            {
                hosts.Enqueue(plugged.Id);
                if (plugged.Type == MappedNode.StubType) yield return plugged;
            }
    }

    private static string? Loops(RunState state) => state.Activations.Exists(step => step.Units is { } units && Array.Exists(units, unit => unit.Error?.Code == "limit-reached")) ? "a loop never ends" : null;

    private IEnumerable<(string Kind, string What, string Detail)> Errors(Activation step)
    {
        var errors = (step.Units ?? []).Select(unit => unit.Error).Append(step.Error).OfType<Sdk.NodeError>();
        foreach (var error in errors.DistinctBy(error => error.Message))
        {
            var type = definition.Nodes[step.Node.Index].Type;
            if (type == "flow.stop" || error.Code is "limit-reached" or StubWorld.OutageCode) continue;
            if (error.Code is "stub") yield return ("stub", foreign.GetValueOrDefault(step.Node.Name, "?"), step.Node.Name);
            else if (type is "code.javascript" or "code.memory") yield return ("code", error.Code, error.Message);
            else if (error.Code.StartsWith("expression", StringComparison.Ordinal) || error.Code is "node-not-run" or "lineage-unknown" or "node-unknown") yield return ("expression", error.Code, $"{step.Node.Name}: {error.Message}");
            else yield return ("failed", $"{type} {error.Code}", $"{step.Node.Name}: {error.Message}");
        }
    }
}
