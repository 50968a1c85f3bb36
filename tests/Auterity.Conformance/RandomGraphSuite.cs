using Auterity.Conformance.RandomGraphs;
using Xunit;

namespace Auterity.Conformance;

/// <summary>Random graphs on one engine, held against the reference interpreter. Derive once per engine.</summary>
public abstract class RandomGraphSuite
{
    private const int Block = 50;

    /// <summary>How many blocks of seeds. Source: environment variable <c>CONFORMANCE_BLOCKS</c>. Default: 6.</summary>
    public static TheoryData<int> Blocks =>
        [.. Enumerable.Range(0, int.TryParse(Environment.GetEnvironmentVariable("CONFORMANCE_BLOCKS"), out var blocks) ? blocks : 6)];

    protected abstract IEngineUnderTest EngineFor(int seed);

    [Theory]
    [MemberData(nameof(Blocks))]
    public Task Run_GraphThatDoesNotDependOnTiming_EqualsTheReference(int block) => RunBlock(block, timed: false);

    [Theory]
    [MemberData(nameof(Blocks))]
    public Task Run_GraphThatDependsOnTiming_EqualsTheReferenceInTheRecordedOrder(int block) => RunBlock(block, timed: true);

    private async Task RunBlock(int block, bool timed)
    {
        for (var seed = block * Block; seed < (block + 1) * Block; seed++)
        {
            var engine = EngineFor(seed);
            var scenario = GraphGenerator.Draw(seed, timed);
            if (await FaultOf(engine, scenario, timed) is null) continue;

            var small = Shrinker.Shrink(scenario, candidate => FaultOf(EngineFor(seed), candidate, timed).GetAwaiter().GetResult() is not null);
            Assert.Fail($"Seed {seed}{(timed ? ", timed" : "")}:\n{Shrinker.Describe(small)}\n{await FaultOf(EngineFor(seed), small, timed)}");
        }
    }

    /// <summary>What is wrong with the engine's run; null when nothing is.</summary>
    private static async Task<string?> FaultOf(IEngineUnderTest engine, Scenario scenario, bool timed)
    {
        try
        {
            var actual = await engine.RunAsync(scenario, TestContext.Current.CancellationToken);
            var broken = Invariants.Broken(scenario, actual).ToList();
            return broken.Count > 0 ? string.Join('\n', broken) : Comparison.Between(Comparison.Expected(scenario, actual, timed), actual);
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            return e.ToString();
        }
    }
}
