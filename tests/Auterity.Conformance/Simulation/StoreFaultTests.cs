using Auterity.Conformance.RandomGraphs;
using Auterity.Workflows.Definitions;
using Xunit;

namespace Auterity.Conformance.Simulation;

/// <summary>Commits that take long, fail, or are said to have failed: the run is the same, and no effect begins before what it depends on is on disk.</summary>
public sealed class StoreFaultTests
{
    private const int GraphsPerBlock = 60;

    public static TheoryData<string> Names => [.. AllCases.ByName.Keys];

    public static TheoryData<int> Blocks => [.. Enumerable.Range(0, 6)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Run_NamedCaseOnAFaultyStore_EndsTheSame(string name) => CheckAsync(AllCases.ByName[name].Scenario, name, Draws.Seed);

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Run_RandomGraphOnAFaultyStore_EndsTheSame(int block)
    {
        var first = Draws.Seed + (block * GraphsPerBlock);
        TestContext.Current.TestOutputHelper?.WriteLine($"CONFORMANCE_SEED={first} draws these graphs again.");
        for (var seed = first; seed < first + GraphsPerBlock; seed++)
            await CheckAsync(GraphGenerator.Draw(seed, (Timing)(seed % 3)), $"Seed {seed}, {(Timing)(seed % 3)}", seed);
    }

    [Fact]
    public async Task Run_CommitSaidToHaveFailed_IsWrittenOnce()
    {
        var scenario = new Scenario(Graph.Of("T → A → B", ("A", Kind.Effect)), "T", Notation.Items("1"));
        var simulation = new Simulation(scenario, new Mishaps { FateOf = number => number % 2 == 1 ? CommitFate.SaidFailed : CommitFate.Done });

        var run = await simulation.RunAsync();

        Assert.Equal("1", Notation.TextOf(run.Output));
        Assert.Single(run.Calls);
        Assert.Null(StateText.Difference(simulation.Run, simulation.Replay()));
    }

    private static async Task CheckAsync(Scenario scenario, string name, int seed)
    {
        var calm = await new Simulation(scenario).RunAsync();
        var chance = new Random(seed);
        var simulation = new Simulation(scenario, new Mishaps { FateOf = _ => (CommitFate)Math.Max(0, chance.Next(-2, 4)) });

        var run = await simulation.RunAsync();

        var replayed = StateText.Difference(simulation.Run, simulation.Replay());
        Assert.True(replayed is null, $"{name}: replayed, the run is another one: {replayed}");
        Assert.Empty(Invariants.Broken(scenario, run));
        Assert.Empty(simulation.StartedEarly);
        // What happens at a fixed moment meets the run elsewhere when its commits take time.
        if (scenario.Stimuli.Count > 0 || scenario.Definition.Settings.RunTimeoutSeconds is not null) return;
        var dependsOnOrder = calm.Status == RunStatus.Failed || scenario.Definition.Nodes.Any(node => node.Policy.Join != Join.All);
        var expected = dependsOnOrder ? Comparison.Expected(scenario, run, Timing.Recorded) : calm;
        var difference = Comparison.Between(expected, run);
        Assert.True(difference is null, $"{name}:\n{Shrinker.Describe(scenario)}\n{difference}");
    }
}
