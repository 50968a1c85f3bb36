using Auterity.Conformance.RandomGraphs;
using Auterity.Workflows.Definitions;

namespace Auterity.Conformance.Simulation;

/// <summary>Where a run can be cut off, and what must hold of it all the same.</summary>
internal sealed class CrashPoints(Scenario scenario, Simulation calm, ObservedRun undisturbed)
{
    /// <summary>Runs it once to count its commits and effects.</summary>
    public static async Task<CrashPoints> OfAsync(Scenario scenario)
    {
        var calm = new Simulation(scenario);
        return new CrashPoints(scenario, calm, await calm.RunAsync());
    }

    /// <summary>Every single death, and as many double ones; a sample of them when there are many.</summary>
    public IEnumerable<Mishaps> Sample(Random random, int most)
    {
        var commits = Enumerable.Range(1, calm.Commits).ToList();
        List<Mishaps> all =
        [
            .. commits.Select(commit => new Mishaps { DiesBefore = [commit] }),
            .. commits.Select(commit => new Mishaps { DiesAfter = [commit] }),
            .. Enumerable.Range(1, calm.Effects).Select(effect => new Mishaps { DiesAfterEffect = [effect] }),
            .. commits.Select(commit => new Mishaps { DiesAfter = [commit], DiesBefore = [commit + 1 + random.Next(3)] }),
            .. commits.Select(commit => new Mishaps { DiesBefore = [commit, commit + 1] }),
        ];
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(all));
        return all.Take(most);
    }

    /// <summary>What is wrong with the run under these mishaps; null when nothing is.</summary>
    /// <param name="mishaps">The mishaps.</param>
    /// <param name="snapshotEvery">Commits between two snapshots; 0 makes none.</param>
    public async Task<string?> FaultOfAsync(Mishaps mishaps, int snapshotEvery)
    {
        var simulation = new Simulation(scenario, mishaps, snapshotEvery);
        var run = await simulation.RunAsync();
        var broken = Broken(simulation, run).ToList();
        return broken.Count == 0 ? null : $"{mishaps}, snapshot every {snapshotEvery}:\n{string.Join('\n', broken)}";
    }

    private IEnumerable<string> Broken(Simulation simulation, ObservedRun run)
    {
        if (StateText.Difference(simulation.Run, simulation.Replay()) is { } difference) yield return $"Replayed, the run is another one: {difference}";
        if (StateText.Difference(simulation.Replay(), simulation.Restored(), exact: true) is { } other) yield return $"Read from its snapshot, the run is another one: {other}";
        foreach (var fault in Invariants.Broken(scenario, run))
            yield return fault;
        foreach (var death in simulation.Deaths.Where(death => !run.Order.Take(death.Order.Count).SequenceEqual(death.Order)))
            yield return $"{string.Join(' ', death.Order)} had completed, now the order is {string.Join(' ', run.Order)}";
        foreach (var fault in Calls(run))
            yield return fault;
        if (Ending(simulation, run) is { } end) yield return end;
    }

    /// <summary>A repetition carries the same key; what must not be repeated is not.</summary>
    private IEnumerable<string> Calls(ObservedRun run)
    {
        foreach (var attempt in run.Calls.GroupBy(call => (call.Id, call.Item, call.Attempt)))
        {
            if (attempt.Select(call => call.Key).Distinct().Count() > 1) yield return $"{attempt.Key} went out under different keys";
            if (attempt.Count() > 1 && NodeOf(attempt.Key.Id).Type is "test.atMostOnce" or "test.toolOnce") yield return $"{attempt.Key} went out {attempt.Count()} times";
        }
    }

    /// <summary>How the run's end differs from that of an undisturbed one.</summary>
    private string? Ending(Simulation simulation, ObservedRun run)
    {
        if (simulation.HasUnknownOutcomes || IsMoved(simulation)) return null;
        if (!DependsOnOrder) return Comparison.Between(undisturbed, run, calls: false);
        return scenario.Stimuli.Count > 0 || scenario.Definition.Settings.RunTimeoutSeconds is not null ? null : Comparison.Between(Comparison.Expected(scenario, run, Timing.Recorded), run, calls: false);
    }

    /// <summary>Whether the run may rightly end otherwise: effects were cut off and began again later, while something happens at a fixed moment, or what they do depends on how often they are called.</summary>
    private bool IsMoved(Simulation simulation) => simulation.LostEffects
        && (scenario.Stimuli.Count > 0 || scenario.Definition.Settings.RunTimeoutSeconds is not null || scenario.Definition.Nodes.Any(node => Scripted.Of(node.Parameters).Failures.Any(failure => failure.Calls is not null)));

    private bool DependsOnOrder => undisturbed.Status == RunStatus.Failed || scenario.Definition.Nodes.Any(node => node.Policy.Join != Join.All);

    private NodeDefinition NodeOf(ActivationId id) => scenario.Definition.Nodes.Single(node => node.Id == id.Node);
}
