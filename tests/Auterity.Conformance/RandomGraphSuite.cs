using Auterity.Conformance.RandomGraphs;
using Xunit;

namespace Auterity.Conformance;

/// <summary>Random graphs on one engine, held against the reference interpreter. Derive once per engine.</summary>
public abstract class RandomGraphSuite
{
    private const int Block = 100;

    /// <summary>Blocks of seeds for each kind of graph.</summary>
    public static TheoryData<int> Blocks => [.. Enumerable.Range(0, Math.Max(1, Draws.Graphs / 3 / Block))];

    protected abstract IEngineUnderTest EngineFor(int seed);

    [Theory]
    [MemberData(nameof(Blocks))]
    public Task Run_GraphThatDoesNotDependOnTiming_EqualsTheReference(int block) => RunBlock(block, Timing.Free);

    [Theory]
    [MemberData(nameof(Blocks))]
    public Task Run_GraphThatDependsOnTiming_EqualsTheReferenceInTheRecordedOrder(int block) => RunBlock(block, Timing.Recorded);

    protected async Task RunBlock(int block, Timing timing)
    {
        var first = Draws.Seed + (block * Block);
        TestContext.Current.TestOutputHelper?.WriteLine($"CONFORMANCE_SEED={first} CONFORMANCE_GRAPHS={3 * Block} draws these graphs again.");
        for (var seed = first; seed < first + Block; seed++)
        {
            var scenario = GraphGenerator.Draw(seed, timing);
            if (await FaultOf(EngineFor(seed), scenario, timing) is null) continue;

            var at = seed;
            var small = Shrinker.Shrink(scenario, candidate => FaultOf(EngineFor(at), candidate, timing).GetAwaiter().GetResult() is not null);
            Assert.Fail($"Seed {seed}, {timing}:\n{Shrinker.Describe(small)}\n{await FaultOf(EngineFor(seed), small, timing)}");
        }
    }

    /// <summary>What is wrong with the engine's run; null when nothing is.</summary>
    protected virtual async Task<string?> FaultOf(IEngineUnderTest engine, Scenario scenario, Timing timing)
    {
        try
        {
            var actual = await engine.RunAsync(scenario, TestContext.Current.CancellationToken);
            return Invariants.Broken(scenario, actual) is { Count: > 0 } broken
                ? string.Join('\n', broken)
                : Comparison.Between(Comparison.Expected(scenario, actual, timing), actual);
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or ArgumentException or NullReferenceException)
        {
            return e.ToString();
        }
    }
}
