using Auterity.Sdk;
using Auterity.Workflows.Definitions;

namespace Auterity.Conformance.Reference;

/// <summary>Tells a reference run in the words of the seam, its output included (rule 8).</summary>
internal static class Observation
{
    public static ObservedRun Of(ReferenceRun run, RunStatus status, string? error, Worker worker, Scenario scenario)
    {
        var steps = run.Flow.All.Where(activation => activation.Started || activation.IsSkip || activation.Limit is not null).Select(StepOf).ToList();
        return new ObservedRun(status, steps, status == RunStatus.Succeeded ? OutputOf(run, scenario.Definition.Settings.Output) : [])
        {
            Order = [.. worker.Finished.Where(activation => activation.Ended != StepStatus.Cancelled).Select(activation => activation.Id)],
            Calls = worker.Calls,
            UnusedSignals = worker.UnusedSignals,
            Dropped = run.Flow.Dropped,
            Error = error,
            Kept = scenario.ForkAt is { } point ? [.. Lineage.KeptAt(run.Flow.All, run.Flow.All.Single(activation => activation.Id == point)).Select(activation => activation.Id)] : [],
        };
    }

    private static ObservedStep StepOf(Activation activation) => new(
        activation.Id,
        StatusOf(activation),
        Plain(activation.Inputs),
        activation.Ended is null ? Plain([]) : Plain(activation.Outputs),
        activation.Forced);

    private static StepStatus StatusOf(Activation activation)
    {
        if (activation.Limit is not null) return StepStatus.Held;
        if (activation.Ended is { } ended) return ended;
        if (activation.Units.Exists(unit => unit.Phase == UnitPhase.Undecided)) return StepStatus.NeedsDecision;
        return activation.Units.Exists(unit => unit.Phase == UnitPhase.Held) ? StepStatus.Held : StepStatus.Waiting;
    }

    private static Dictionary<string, IReadOnlyList<Item>> Plain(Dictionary<string, IReadOnlyList<RefItem>> ports) =>
        ports.Where(port => port.Value.Count > 0).ToDictionary(port => port.Key, port => (IReadOnlyList<Item>)[.. port.Value.Select(item => item.Item)]);

    /// <summary>Items of the return node, else of the end node, deepest first, then by stored order; its last activation.</summary>
    private static IReadOnlyList<Item> OutputOf(ReferenceRun run, RunOutput setting)
    {
        var fired = run.Flow.All.Where(activation => activation.Ended == StepStatus.Succeeded).ToList();
        var returns = fired.Where(activation => activation.Node.Script.Return && !activation.Node.Definition.Disabled).ToList();
        var ends = returns.Count > 0 ? returns : [.. fired.Where(activation => activation.Node.Out.Count == 0)];
        var node = ends.Select(activation => activation.Node).OrderByDescending(node => node.Rank).ThenBy(node => node.Stored).FirstOrDefault();
        if (node is null || setting == RunOutput.None) return [];
        var last = ends.Last(activation => activation.Node == node);
        var items = node.Outputs.Where(port => port != "error" || node.Policy.OnError != OnError.ErrorOutput).SelectMany(port => last.Outputs.GetValueOrDefault(port) ?? []).Select(item => item.Item);
        return setting == RunOutput.First ? [.. items.Take(1)] : [.. items];
    }
}
