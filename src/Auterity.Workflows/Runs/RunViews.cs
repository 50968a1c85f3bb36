using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Shards;

namespace Auterity.Workflows.Runs;

/// <summary>A run, as the API tells it.</summary>
public sealed record RunView(
    Guid Id,
    Guid WorkflowId,
    [property: Description("Published version; 0 is a draft")] int Version,
    RunStatus Status,
    [property: Description("production, test or manual")] string Mode,
    [property: Description("Id of the trigger that fired")] string Trigger,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    [property: Description("When a sleeping run goes on by itself")] DateTimeOffset? WakeAt,
    [property: Description("Steps so far")] int Steps,
    NodeError? Error = null,
    string? Label = null,
    Guid? ParentId = null,
    [property: Description("What the run was started with; only on a single run")] JsonElement? Input = null,
    [property: Description("Items the run returns; only on a single run that has succeeded")] IReadOnlyList<JsonElement>? Output = null,
    [property: Description("Steps that wait for a person")] IReadOnlyList<AttentionView>? Attention = null,
    [property: Description("Number of events so far: watchers compare it")] long Sequence = 0)
{
    internal static RunView Of(RunRow row) => new(
        row.Id, row.WorkflowId, row.WorkflowVersion, row.Status, ModeOf(row.Mode), row.Trigger, row.StartedAt, row.FinishedAt,
        row.WakeAt > row.StartedAt ? row.WakeAt : null, row.Steps,
        row.Error is null ? null : new NodeError(row.Error), row.Label, row.ParentId, Sequence: row.LastSequence + 1);

    internal static RunView Of(LiveRun run)
    {
        var row = run.Row();
        return Of(row) with
        {
            Error = run.State.End?.Error ?? run.State.Failed?.Error,
            Input = ItemJson.Shown(run.State.Start!.Input),
            Output = row.Status == RunStatus.Succeeded ? [.. RunResult.Of(run.State).Select(ItemJson.Shown)] : null,
            Attention = Attentions(run) is { Count: > 0 } attention ? attention : null,
            Sequence = run.Sequence,
        };
    }

    private static List<AttentionView> Attentions(LiveRun run)
    {
        var all = new List<AttentionView>();
        if (run.StoppedAt is { } stop) all.Add(new AttentionView(stop.Id, stop.Node.Id, stop.Node.Name, -1, "breakpoint", null));
        foreach (var step in run.State.Activations.Where(step => step is { Status: ActivationStatus.Started, Units: not null }))
            for (var i = 0; i < step.Units!.Length; i++)
            {
                if (step.Units[i].Waits) all.Add(new AttentionView(step.Id, step.Node.Id, step.Node.Name, i, WhyOf(step.Units[i]), step.Units[i].Error));
                foreach (var call in step.Units[i].Steps?.Calls.Where(call => call.Waits) ?? [])
                    all.Add(new AttentionView(step.Id, step.Node.Id, step.Node.Name, i, WhyOf(call), call.Error, call.Request.Index, run.Workflow.Nodes[call.Request.Node].Definition.Name));
            }

        return all;
    }

    private static string WhyOf(Attempts tried) => tried.Status == UnitStatus.Held ? "held" : "needsDecision";

    private static string ModeOf(RunMode mode) => mode.ToString().ToLowerInvariant();
}

/// <summary>A step that waits for a person.</summary>
/// <param name="Step">Id of the step within the run.</param>
/// <param name="Item">Index of the item; -1 for the step as a whole.</param>
/// <param name="Why">held; needsDecision when nobody knows whether it was done; breakpoint when a test run pauses before it.</param>
/// <param name="Call">Number of the call it is about; null for the step itself.</param>
/// <param name="Attachment">Name of the tool or model that was called.</param>
public sealed record AttentionView(int Step, string NodeId, string Node, int Item, string Why, NodeError? Error, int? Call = null, string? Attachment = null);

/// <summary>One step of a run.</summary>
public sealed record StepView(
    [property: Description("Id of the step within the run")] int Id,
    string NodeId,
    string Node,
    string Type,
    [property: Description("Number of this firing of the node, from 0")] int Number,
    [property: Description("ready, running, waiting, retrying, held, needsDecision, succeeded, skipped, failed or cancelled")] string Status,
    [property: Description("Attempts begun at the item tried most often")] int Attempts,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    [property: Description("Items by input port")] IReadOnlyDictionary<string, ItemsView> Inputs,
    [property: Description("Items by output port")] IReadOnlyDictionary<string, ItemsView> Outputs,
    NodeError? Error,
    [property: Description("When a waiting or retrying step goes on by itself")] DateTimeOffset? Until,
    [property: Description("Items that failed, by index")] IReadOnlyDictionary<int, NodeError>? ItemErrors,
    [property: Description("The join went on without what never came")] bool Forced,
    IReadOnlyList<string>? Log,
    [property: Description("Parameters an effect was tried with, expressions evaluated and secrets masked, by item; null when there is nothing to evaluate")] IReadOnlyDictionary<int, JsonElement>? Parameters,
    [property: Description("What somebody should look at although the step went well")] IReadOnlyList<StepWarningView>? Warnings,
    IReadOnlyList<Guid>? Children,
    [property: Description("Number of the event that last changed the step")] long Sequence)
{
    internal static StepView Of(LiveRun run, Activation step, int limit)
    {
        var node = run.Workflow.Definition.Nodes[step.Node.Index];
        var hidden = node.Policy.Sensitive;
        return new StepView(
            step.Id, node.Id, node.Name, node.Type, step.Number, StatusOf(run, step),
            AttemptsOf(step),
            step.StartedAt > 0 ? Micros.ToInstant(step.StartedAt) : null,
            step.FinishedAt > 0 ? Micros.ToInstant(step.FinishedAt) : null,
            InputsOf(run, step, limit, hidden),
            step.Outputs.Select((port, i) => (Name: step.Node.OutputNames[i], port.Items)).Where(port => port.Items.Count > 0)
                .ToDictionary(port => port.Name, port => ItemsView.Of(port.Items, limit, hidden)),
            step.Error ?? step.Units?.FirstOrDefault(unit => unit.Error is not null && unit.Status is not UnitStatus.Done)?.Error,
            UntilOf(step),
            ErrorsOf(step),
            step.Missing is not null,
            step.Log,
            step.Parameters is { } parameters ? parameters.Take(limit).ToDictionary(unit => unit.Key, unit => JsonDocument.Parse(unit.Value, JsonDefaults.Document).RootElement) : null,
            WarningsOf(step),
            step.Children is { } children ? [.. children.Select(child => child.RunId)] : null,
            step.ChangedAt);
    }

    private static Dictionary<string, ItemsView> InputsOf(LiveRun run, Activation step, int limit, bool hidden)
    {
        if (step.Inputs.Length == 0) return new() { ["main"] = ItemsView.Of([run.State.Start!.Input], limit, hidden) };
        return step.Inputs.Select((items, i) => (step.Node.Inputs[i].Name, items)).Where(port => port.items.Count > 0)
            .ToDictionary(port => port.Name, port => ItemsView.Of(port.items, limit, hidden));
    }

    // A first attempt needs no event of its own, so it may be numbered 0.
    private static int AttemptsOf(Activation step)
    {
        var counted = step.Units is { Length: > 0 } units ? units.Max(unit => unit.Attempt) : 0;
        return step.Status is ActivationStatus.Started or ActivationStatus.Completed or ActivationStatus.Failed ? Math.Max(1, counted) : counted;
    }

    private static DateTimeOffset? UntilOf(Activation step)
    {
        if (step is { Status: ActivationStatus.Waiting, Wait.Until: > 0 }) return Micros.ToInstant(step.Wait.Until);
        return step.Units?.Where(unit => unit.Status == UnitStatus.Retrying).Select(unit => unit.RetryAt).DefaultIfEmpty().Min() is > 0 and var at ? Micros.ToInstant(at) : null;
    }

    private static Dictionary<int, NodeError>? ErrorsOf(Activation step)
    {
        if (step.Units is not { Length: > 1 } units) return null;
        var errors = units.Select((unit, i) => (unit, i)).Where(pair => pair.unit.Error is not null).ToDictionary(pair => pair.i, pair => pair.unit.Error!);
        return errors.Count == 0 ? null : errors;
    }

    private static List<StepWarningView>? WarningsOf(Activation step) => step.Warnings.HasFlag(StepWarnings.SecretInOutput)
        ? [new StepWarningView("secret-in-output", "The output contains a secret of a credential this step used. Whoever sees the run can read it: mark the node sensitive, or leave that field out.")]
        : null;

    private static bool Waits(Unit unit, UnitStatus why) => (unit.Waits && unit.Status == why) || unit.Steps?.Calls.Exists(call => call.Waits && call.Status == why) == true;

    private static string StatusOf(LiveRun run, Activation step) => step.Status switch
    {
        ActivationStatus.Completed => "succeeded",
        ActivationStatus.Skipped => "skipped",
        ActivationStatus.Failed => "failed",
        _ when run.IsOver => "cancelled",
        ActivationStatus.Ready => "ready",
        ActivationStatus.Waiting => "waiting",
        _ when Array.Exists(step.Units!, unit => Waits(unit, UnitStatus.NeedsDecision)) => "needsDecision",
        _ when Array.Exists(step.Units!, unit => Waits(unit, UnitStatus.Held)) => "held",
        _ when Array.TrueForAll(step.Units!, unit => unit.Status is UnitStatus.Retrying or UnitStatus.Done or UnitStatus.Failed) => "retrying",
        _ => "running",
    };
}

/// <summary>Something to look at.</summary>
/// <param name="Code">Stable code: <c>secret-in-output</c>.</param>
/// <param name="Message">What it is, and the way out.</param>
public sealed record StepWarningView(string Code, string Message);

/// <summary>Items of a port, cut to what was asked for.</summary>
/// <param name="Count">Items in all.</param>
/// <param name="Items">The first of them.</param>
/// <param name="Hidden">The node is marked sensitive, or the data came from one that is: only the count is shown.</param>
public sealed record ItemsView(int Count, IReadOnlyList<ItemView> Items, bool Hidden = false)
{
    internal static ItemsView Of(IReadOnlyList<Item> items, int limit, bool hidden) =>
        hidden || items.Any(item => item.IsSensitive) ? new ItemsView(items.Count, [], true) : new ItemsView(items.Count, [.. items.Take(limit).Select(item => new ItemView(item.Json, item.Binary))]);
}

/// <summary>An item's JSON and its files.</summary>
public sealed record ItemView(JsonElement Json, IReadOnlyDictionary<string, BinaryRef>? Binary);
