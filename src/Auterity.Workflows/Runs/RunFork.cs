using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Execution.Shards;

namespace Auterity.Workflows.Runs;

/// <summary>Plans a fork: which steps of a run are kept, and how the new run gets to them (ENGINE rule 19).</summary>
/// <remarks>Kept is every completed step that is neither the fork point nor fed by it; the new run replays their events with its own ids.</remarks>
internal static class RunFork
{
    /// <param name="source">The run to fork, read from the journal.</param>
    /// <param name="workflow">What the new run executes.</param>
    /// <param name="point">Id of the step to start again at.</param>
    /// <param name="edited">Output given instead of running the step; null runs it.</param>
    public static ForkPlan Plan(LiveRun source, CompiledWorkflow workflow, int point, IReadOnlyList<Item>? edited)
    {
        if (point < 0 || point >= source.State.Activations.Count) return ForkPlan.Refuse($"The run has no step {point}.");
        var at = source.State.Activations[point];
        if (at.Status == ActivationStatus.Skipped) return ForkPlan.Refuse($"Step {point} ('{at.Node.Name}') was skipped: there is nothing to start again.");
        var after = Descendants(source.State, at);
        var kept = Kept(source.State, at).Where(step => step.Status == ActivationStatus.Completed).ToList();
        foreach (var step in kept)
            if (workflow.IndexOfId(step.Node.Id) < 0)
                return ForkPlan.Refuse($"The changed definition has no node '{step.Node.Id}' ('{step.Node.Name}'), but the run has used it. Fork earlier, or keep the node.");
        if (workflow.IndexOfId(source.State.Plan.Nodes[source.State.Plan.Trigger].Id) < 0)
            return ForkPlan.Refuse($"The changed definition has no node '{source.State.Plan.Nodes[source.State.Plan.Trigger].Id}', the trigger that started the run. Keep it.");
        if (edited is not null && workflow.IndexOfId(at.Node.Id) < 0)
            return ForkPlan.Refuse($"The changed definition has no node '{at.Node.Id}' whose output could be given. Keep it, or leave the output out.");
        var repeats = source.State.Activations.Where(step => after.Contains(step) && step.Status == ActivationStatus.Completed && step.Node.Delivery != Delivery.Pure && !(step == at && edited is not null))
            .Select(step => step.Node.Name).Distinct().ToList();
        return new ForkPlan
        {
            Kept = kept.Count,
            Repeats = repeats,
            Summary = repeats.Count == 0 ? $"{kept.Count} steps are kept; no effect happens again." : $"{kept.Count} steps are kept; these effects happen again: {string.Join(", ", repeats)}.",
            Origin = new ForkOrigin(source.Id, [.. kept.Select(step => step.Id)], point),
            Replay = run => Replay(run, kept, at, edited),
        };
    }

    /// <summary>Completed and skipped steps that do not depend on the point.</summary>
    public static IEnumerable<Activation> Kept(RunState state, Activation point)
    {
        var after = Descendants(state, point);
        return state.Activations.Where(step => (step.Status is ActivationStatus.Completed or ActivationStatus.Skipped) && !after.Contains(step));
    }

    private static HashSet<Activation> Descendants(RunState state, Activation point)
    {
        var after = new HashSet<Activation> { point };
        var passes = new HashSet<(PlanNode, int)> { (point.Node, point.Number) };
        // Activations are created after what feeds them, so one pass in order finds all.
        for (var i = point.Id + 1; i < state.Activations.Count; i++)
        {
            var step = state.Activations[i];
            if (!DependsOn(state, step, after, passes)) continue;
            after.Add(step);
            passes.Add((step.Node, step.Number));
        }

        return after;
    }

    /// <summary>A forced step depends on all that came before it; a pass of a loop on the one before; the skip of a silent exit on its whole session.</summary>
    private static bool DependsOn(RunState state, Activation step, HashSet<Activation> after, HashSet<(PlanNode, int)> passes) =>
        step.Missing is not null
        || (step is { IsBackPass: true, Node.IsLoop: true } && passes.Contains((step.Node, step.Number - 1)))
        || step.Consumed.Any(tokens => Array.Exists(tokens, token => (token.Source is { } source && after.Contains(source)) || (token.Session is { } session && IsIn(state, session, after))));

    private static bool IsIn(RunState state, EndedSession session, HashSet<Activation> after)
    {
        for (var i = session.From; i < session.To; i++)
            if (session.Has(state.Activations[i]) && after.Contains(state.Activations[i]))
                return true;
        return false;
    }

    // Steps complete in the order they did; each is found again by node and number.
    private static void Replay(LiveRun run, List<Activation> kept, Activation point, IReadOnlyList<Item>? edited)
    {
        var twins = new Twins(run.State);
        foreach (var step in kept.OrderBy(step => step.CompletionOrder))
        {
            if (step.Missing is { } missing && twins.Find(step) is null) run.Append(new JoinForced(step.CreatedAt, step.Node.Index, missing));
            if (twins.Find(step) is not { } twin || !twin.IsOpen) continue;
            run.Append(step.Loop is not null
                ? LoopEvent(step, twin)
                : new NodeCompleted(step.FinishedAt, twin.Id, step.StartedAt, [.. step.Outputs]) { IsRunOutput = step.IsRunOutput, Log = step.Log });
        }

        if (edited is not null && twins.Find(point) is { IsOpen: true } again)
            run.Append(new NodeCompleted(point.FinishedAt > 0 ? point.FinishedAt : run.State.LastAt, again.Id, run.State.LastAt, [PortOutput.Of(ItemJson.MarkedFor(again.Node, edited), LineageFinder.Find(edited, again.Inputs))]));
    }

    private static LoopAdvanced LoopEvent(Activation step, Activation twin) =>
        new(step.FinishedAt, twin.Id, step.Loop!.BatchSize, step.Loop.StopWhenNothingReturns);
}

/// <summary>Finds the steps of another run in one that grows meanwhile: the same node, the same number.</summary>
internal sealed class Twins(RunState run)
{
    private readonly Dictionary<(string Node, int Number), Activation> known = [];
    private int seen;

    public Activation? Find(Activation step)
    {
        for (; seen < run.Activations.Count; seen++)
            known[(run.Activations[seen].Node.Id, run.Activations[seen].Number)] = run.Activations[seen];
        return known.GetValueOrDefault((step.Node.Id, step.Number));
    }
}

/// <summary>What a fork would do.</summary>
internal sealed class ForkPlan
{
    /// <summary>Why there can be no fork; null when there can.</summary>
    public string? Refused { get; init; }

    public int Kept { get; init; }

    /// <summary>Names of nodes whose effects happen again.</summary>
    public IReadOnlyList<string> Repeats { get; init; } = [];

    public string Summary { get; init; } = "";

    public ForkOrigin? Origin { get; init; }

    /// <summary>Brings a new run to where the fork begins.</summary>
    public Action<LiveRun>? Replay { get; init; }

    public static ForkPlan Refuse(string reason) => new() { Refused = reason };
}
