using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Shards;
using Activation = Auterity.Workflows.Execution.Core.Activation;

namespace Auterity.Conformance.Simulation;

/// <summary>Tells a run of the engine in the words of the seam.</summary>
internal static class SimulatedObservation
{
    public static ObservedRun Of(LiveRun run, Ledger ledger)
    {
        var state = run.State;
        return new ObservedRun(StatusOf(run), [.. state.Activations.Where(Began).Select(activation => StepOf(run, activation))], RunResult.Of(state))
        {
            Order = [.. OrderOf(state)],
            Calls = ledger.Calls,
            UnusedSignals = [.. state.Signals.Select(signal => signal.Name)],
            Dropped = state.Strays + state.Nodes.SelectMany((node, index) => state.Plan.Nodes[index].Inputs.Select((_, port) => node.FindPort(port)?.Dropped ?? 0)).Sum(),
            Error = state.End?.Error?.Code,
        };
    }

    /// <summary>Activations in the order their outputs went out; skips left out.</summary>
    public static IEnumerable<ActivationId> OrderOf(RunState state) => state.Activations
        .Where(activation => activation is { Status: ActivationStatus.Completed or ActivationStatus.Failed, CompletionOrder: >= 0 })
        .OrderBy(activation => activation.CompletionOrder)
        .Select(IdOf);

    private static bool Began(Activation activation) => activation.Status != ActivationStatus.Ready;

    private static RunStatus StatusOf(LiveRun run) => run.Status() switch
    {
        Workflows.Runs.RunStatus.Succeeded => RunStatus.Succeeded,
        Workflows.Runs.RunStatus.Failed => RunStatus.Failed,
        Workflows.Runs.RunStatus.Cancelled => RunStatus.Cancelled,
        Workflows.Runs.RunStatus.NeedsDecision => RunStatus.NeedsDecision,
        Workflows.Runs.RunStatus.Paused => RunStatus.Paused,
        _ => RunStatus.Waiting,
    };

    private static ObservedStep StepOf(LiveRun run, Activation activation) => new(
        IdOf(activation),
        StatusOf(run, activation),
        activation.Node.Inputs.Select((port, i) => (port.Name, Items: activation.Inputs.Length > i ? [.. activation.Inputs[i]] : (IReadOnlyList<Item>)[]))
            .Where(port => port.Items.Count > 0 && activation.Status != ActivationStatus.Skipped).ToDictionary(port => port.Name, port => port.Items),
        activation.Outputs.Select((port, i) => (Name: activation.Node.OutputNames[i], port.Items))
            .Where(port => port.Items.Count > 0).ToDictionary(port => port.Name, port => port.Items),
        activation.Missing is not null);

    private static StepStatus StatusOf(LiveRun run, Activation activation) => activation.Status switch
    {
        ActivationStatus.Completed => StepStatus.Succeeded,
        ActivationStatus.Skipped => StepStatus.Skipped,
        ActivationStatus.Failed => StepStatus.Failed,
        _ when run.IsOver => StepStatus.Cancelled,
        _ when activation.Units?.Any(unit => Waits(unit, UnitStatus.NeedsDecision)) == true => StepStatus.NeedsDecision,
        _ when activation.Units?.Any(unit => Waits(unit, UnitStatus.Held)) == true => StepStatus.Held,
        _ => StepStatus.Waiting,
    };

    private static bool Waits(Unit unit, UnitStatus why) => unit.Status == why || unit.Steps?.Calls.Exists(call => call.Status == why) == true;

    private static ActivationId IdOf(Activation activation) => new(activation.Node.Id, activation.Number);
}
