using Auterity.Conformance.RandomGraphs;
using Xunit;

namespace Auterity.Conformance.Simulation;

/// <summary>The process dies before a commit, after it, after an effect that nobody heard of, and again: the run ends as if it had not.</summary>
public sealed class CrashPointTests
{
    private const int PointsPerCase = 24;
    private const int PointsPerGraph = 6;
    private const int GraphsPerBlock = 40;

    public static TheoryData<string> Names => [.. AllCases.ByName.Keys];

    public static TheoryData<int> Blocks => [.. Enumerable.Range(0, 6)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Run_NamedCaseThatDies_EndsTheSame(string name) => CheckAsync(AllCases.ByName[name].Scenario, name, PointsPerCase);

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Run_RandomGraphThatDies_EndsTheSame(int block)
    {
        var first = Draws.Seed + (block * GraphsPerBlock);
        TestContext.Current.TestOutputHelper?.WriteLine($"CONFORMANCE_SEED={first} draws these graphs again.");
        for (var seed = first; seed < first + GraphsPerBlock; seed++)
            await CheckAsync(GraphGenerator.Draw(seed, (Timing)(seed % 3)), $"Seed {seed}, {(Timing)(seed % 3)}", PointsPerGraph);
    }

    [Fact]
    public async Task Run_AtMostOnceEffectDiesUnheard_NeedsADecisionAndIsNotRepeated()
    {
        var definition = Graph.Of("T → A → B", ("A", Kind.AtMostOnce));
        var scenario = new Scenario(definition, "T", Notation.Items("1"));

        var run = await new Simulation(scenario, new Mishaps { DiesAfterEffect = [1] }).RunAsync();

        Assert.Equal(RunStatus.NeedsDecision, run.Status);
        Assert.Single(run.Calls);
        Assert.Equal(["A#0 needsdecision 1", "T#0 → 1"], Notation.Lines(run.Steps));
    }

    [Fact]
    public async Task Run_UnheardEffectAnsweredAsSent_GoesOnWithItsInput()
    {
        var definition = Graph.Of("T → A → B", ("A", Kind.AtMostOnce));
        var scenario = new Scenario(definition, "T", Notation.Items("1")) { Stimuli = [new Stimulus.Answer(60, "A", 0, Decision.Sent)] };

        var run = await new Simulation(scenario, new Mishaps { DiesAfterEffect = [1] }).RunAsync();

        Assert.Equal("1+assumedSent:true", Notation.TextOf(run.Output));
        Assert.Single(run.Calls);
    }

    [Fact]
    public async Task Run_UnheardEffectTheOtherSideKnows_AsksNobody()
    {
        var scenario = new Scenario(Graph.Of("T → A → B", ("A", Kind.AtMostOnce.Found("sent"))), "T", Notation.Items("1"));

        var run = await new Simulation(scenario, new Mishaps { DiesAfterEffect = [1] }).RunAsync();

        Assert.Equal("1", Notation.TextOf(run.Output));
        Assert.Single(run.Calls);
    }

    [Fact]
    public async Task Run_EffectDiesUnheard_IsRepeatedUnderTheSameKey()
    {
        var scenario = new Scenario(Graph.Of("T → A → B", ("A", Kind.Effect)), "T", Notation.Items("1 2"));

        var run = await new Simulation(scenario, new Mishaps { DiesAfterEffect = [2] }).RunAsync();

        Assert.Equal("1 2", Notation.TextOf(run.Output));
        Assert.True(run.Calls.Count > 2);
        Assert.Equal(2, run.Calls.Select(call => call.Key).Distinct().Count());
    }

    private static async Task CheckAsync(Scenario scenario, string name, int most)
    {
        var points = await CrashPoints.OfAsync(scenario);
        var snapshots = 0;
        foreach (var mishaps in points.Sample(new Random(Draws.Seed), most))
            if (await points.FaultOfAsync(mishaps, snapshotEvery: snapshots++ % 4) is { } fault)
                Assert.Fail($"{name}, {fault}\n{Shrinker.Describe(scenario)}");
    }
}
