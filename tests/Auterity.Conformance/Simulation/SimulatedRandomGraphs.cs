using Auterity.Conformance.RandomGraphs;
using Xunit;

namespace Auterity.Conformance.Simulation;

/// <summary>Random graphs on the engine's own code under a virtual clock, held against the reference interpreter.</summary>
public sealed class SimulatedRandomGraphs : RandomGraphSuite
{
    protected override IEngineUnderTest EngineFor(int seed) => new SimulatedEngine(async simulation =>
    {
        var run = await simulation.RunAsync();
        return StateText.Difference(simulation.Run, simulation.Replay()) is { } difference
            ? throw new InvalidOperationException($"Replayed, the run is another one: {difference}")
            : run;
    });

    [Theory]
    [MemberData(nameof(Blocks))]
    public Task Run_GraphThatDependsOnTheClock_EqualsTheReference(int block) => RunBlock(block, Timing.Clock);
}
