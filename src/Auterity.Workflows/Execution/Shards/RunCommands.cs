using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>Something a person or a program wants of a run.</summary>
internal abstract record RunCommand(string? By)
{
    /// <summary>Data that comes with it.</summary>
    public IReadOnlyList<Item> Items => this switch
    {
        Signal signal => [signal.Payload],
        Decide { Output: { } output } => output,
        _ => [],
    };

    public sealed record Cancel(string? By) : RunCommand(By);

    public sealed record Pause(string? By) : RunCommand(By);

    public sealed record Resume(string? By) : RunCommand(By);

    /// <summary>The failed steps of a failed run start again.</summary>
    public sealed record Retry(string? By) : RunCommand(By);

    /// <summary>A signal by name, or a call on the URL of one step.</summary>
    /// <param name="NodeId">Step the call names; null for whoever waits for the name.</param>
    /// <param name="Activation">Number of the step's activation.</param>
    public sealed record Signal(string Name, Item Payload, string? DedupeId, string? NodeId, int Activation, string? By) : RunCommand(By);

    /// <summary>A decision on a held or undecided step.</summary>
    /// <param name="Step">Id of the step within the run.</param>
    /// <param name="Unit">Item; -1 for all that wait.</param>
    public sealed record Decide(int Step, int Unit, Decision Decision, IReadOnlyList<Item>? Output, string? By) : RunCommand(By)
    {
        /// <summary>Number of one call of an attachment; -1 for whatever waits of the step, itself and its calls.</summary>
        public int Call { get; init; } = -1;
    }
}

/// <summary>Turns commands into events, or says why not (ENGINE rules 15 to 17).</summary>
internal static class RunCommands
{
    public static CommandOutcome Apply(LiveRun run, RunCommand command, long now)
    {
        var refused = run.IsOver ? RefusedWhenOver(run, command) : null;
        if (refused is not null) return new CommandOutcome(run.Status(), refused);
        switch (command)
        {
            case RunCommand.Cancel cancel when !run.IsOver && run.State.Cancel is null:
                run.Append(new CancelRequested(now, cancel.By, TimedOut: false));
                break;
            case RunCommand.Pause pause when !run.State.IsPaused:
                run.Append(new RunPaused(now, pause.By));
                break;
            case RunCommand.Resume resume when run.State.IsPaused:
                run.Append(new RunResumed(now, resume.By));
                break;
            case RunCommand.Resume:
                refused = "The run is not paused.";
                break;
            case RunCommand.Retry retry when run.IsOver:
                run.Append(new RunReopened(now, retry.By));
                break;
            case RunCommand.Retry:
                refused = "The run is still going: only a failed run can be retried.";
                break;
            case RunCommand.Signal signal:
                refused = Signal(run, signal, now);
                break;
            case RunCommand.Decide decide:
                refused = Decide(run, decide, now);
                break;
        }

        return new CommandOutcome(run.Status(), refused);
    }

    private static string? RefusedWhenOver(LiveRun run, RunCommand command) => command switch
    {
        RunCommand.Cancel when run.State.End!.Outcome == RunOutcome.Cancelled => null,
        RunCommand.Retry when CanGoOn(run.State) && run.Header.Parent is not { Waits: true } => null,
        RunCommand.Retry when run.State.End!.Outcome == RunOutcome.Failed && run.Header.Parent is { Waits: true } => "Another run has already used this run's result. Fork it instead.",
        RunCommand.Retry => "Only a run that failed at a step can be retried. Fork it, or start a new one.",
        _ => $"The run is over ({run.Status().ToString().ToLowerInvariant()}).",
    };

    /// <summary>Whether there is a step to start again; a run whose time was up would be over at once.</summary>
    private static bool CanGoOn(RunState state) => state is { End: { Outcome: RunOutcome.Failed } end, Cancel: null }
        && (end.Error?.Code == "engine-fault" || state.Activations.Exists(activation => activation.Status == ActivationStatus.Failed));

    private static string? Signal(LiveRun run, RunCommand.Signal signal, long now)
    {
        var step = signal.NodeId is { } nodeId
            ? run.State.Activations.Find(candidate => candidate.Node.Id == nodeId && candidate.Number == signal.Activation)
            : null;
        if (signal.Name == WaitTransitions.RunLink && LastWait(run) is { } over) return $"'{over.Node.Name}' has already gone on ({over.Status.ToString().ToLowerInvariant()}), and no step waits after it.";
        if (step is { IsOpen: false }) return $"That step has already gone on ({step.Status.ToString().ToLowerInvariant()}).";
        // A link is valid before its step exists: the signal is kept under the step's own name, so that nobody else takes it.
        var name = signal.NodeId is { } target && step is null ? WaitTransitions.LinkName(target, signal.Activation) : signal.Name;
        if (signal.NodeId is not null && run.State.Signals.Exists(kept => step is null ? kept.Name == name : kept.Activation == step.Id || kept.Name == WaitTransitions.LinkName(step.Node.Id, step.Number)))
            return "That step has been called already.";
        if (run.State.Signals.Count(waiting => waiting.Name == name) >= WaitTransitions.MaxBuffered)
            return $"{WaitTransitions.MaxBuffered:N0} signals named '{name}' are waiting already.";
        var payload = IsForSensitive(run, step) ? signal.Payload.AsSensitive() : signal.Payload;
        run.Append(new SignalReceived(now, name, payload, signal.DedupeId, step?.Id ?? -1));
        return null;
    }

    /// <summary>The step that waited last, where no step waits and none will any more; null while a call may still find one.</summary>
    private static Activation? LastWait(LiveRun run)
    {
        if (run.State.Activations.Exists(step => step is { Status: ActivationStatus.Waiting, Wait.Signal: not null })) return null;
        var waits = run.State.Plan.Nodes.Where(node => WaitsForCall(run.Workflow.Definition.Nodes[node.Index])).ToList();
        var passed = run.State.Activations.Where(step => waits.Contains(step.Node)).ToList();
        var mayCome = waits.Exists(node => node.Region is not null || !passed.Exists(step => step.Node == node)) || passed.Exists(step => step.Status == ActivationStatus.Ready);
        return mayCome ? null : passed.FindLast(step => step.Status != ActivationStatus.Skipped);
    }

    /// <summary>Other kinds of wait are told by a word that no expression may stand for.</summary>
    private static bool WaitsForCall(NodeDefinition node) => node is { Type: NodeNames.Wait, Disabled: false }
        && node.Parameters.ValueKind == JsonValueKind.Object && node.Parameters.TryGetProperty("for", out var what) && what.ValueKind == JsonValueKind.String && what.GetString() is not ("duration" or "date");

    /// <summary>A signal may come before the step that takes it: then any sensitive step that waits for signals decides.</summary>
    private static bool IsForSensitive(LiveRun run, Activation? step) =>
        step?.Node.Policy.Sensitive ?? run.Workflow.Definition.Nodes.Any(node => node is { Policy.Sensitive: true, Type: NodeNames.Wait });

    private static string? Decide(LiveRun run, RunCommand.Decide decide, long now)
    {
        if (decide.Step < 0 || decide.Step >= run.State.Activations.Count) return $"The run has no step {decide.Step}.";
        var activation = run.State.Activations[decide.Step];
        var units = Enumerable.Range(0, activation.Units?.Length ?? 0).Where(unit => decide.Unit < 0 || unit == decide.Unit).ToArray();
        var calls = units.SelectMany(unit => (activation.Units![unit].Steps?.Calls ?? []).Where(call => (decide.Call < 0 || call.Request.Index == decide.Call) && IsOpen(call)).Select(call => (unit, call))).ToArray();
        var waiting = units.Where(unit => decide.Call < 0 && IsOpen(activation.Units![unit])).ToArray();
        if (activation.Status != ActivationStatus.Started || waiting.Length + calls.Length == 0)
            return decide.Call < 0 ? "That step does not wait for a decision." : "That call does not wait for a decision.";
        var output = decide.Output is { } given ? ItemJson.MarkedFor(activation.Node, given) : null;
        foreach (var unit in waiting)
        {
            if (!activation.IsOpen || activation.Units is not { } open) break;
            run.Append(new DecisionMade(now, activation.Id, unit, DecisionFor(open[unit], decide.Decision), output, decide.By, RoundFor(open[unit])));
        }

        foreach (var (unit, call) in calls)
            run.Append(new CallDecided(now, activation.Id, unit, call.Request.Index, decide.Decision, ResultOf(output), decide.By, RoundFor(call)));
        return null;
    }

    private static bool IsOpen(Attempts tried) => tried.Status is UnitStatus.Held or UnitStatus.NeedsDecision;

    /// <summary>A call answers with one value: several items are a list.</summary>
    private static Item? ResultOf(IReadOnlyList<Item>? output) => output switch
    {
        null => null,
        [var one] => one,
        _ => Item.From(output.Select(item => item.Json)) is var all && output.Any(item => item.IsSensitive) ? all.AsSensitive() : all,
    };

    /// <summary>After an unknown outcome, or an answer that was too large, the other side must recognise the repetition; after a definite failure it must not.</summary>
    private static int RoundFor(Attempts tried) => tried.Status == UnitStatus.NeedsDecision || tried.Error?.Code == Limits.Code ? tried.Round : tried.Round + 1;

    /// <summary>A step held by a limit goes on by raising it.</summary>
    private static Decision DecisionFor(Unit unit, Decision asked) =>
        asked == Decision.Again && unit.Error?.Code == Limits.Code ? Decision.Raise : asked;
}
