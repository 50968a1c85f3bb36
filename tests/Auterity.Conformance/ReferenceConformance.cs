using Auterity.Conformance.RandomGraphs;
using Auterity.Conformance.Reference;

namespace Auterity.Conformance;

/// <summary>The named cases on the reference interpreter.</summary>
public sealed class ReferenceConformance : ConformanceSuite
{
    protected override IEngineUnderTest Engine { get; } = new ReferenceEngine();
}

/// <summary>Random graphs on the reference in a random order, held against itself: without any and each the order must not matter, with them the recorded one must give the same run.</summary>
public sealed class ReferenceRandomGraphs : RandomGraphSuite
{
    protected override IEngineUnderTest EngineFor(int seed) => new ReferenceEngine(() => Schedule.Seeded(seed));

    /// <remarks>A graph that is small in the order of time may grow without end in another one: that order says nothing.</remarks>
    protected override async Task<string?> FaultOf(IEngineUnderTest engine, Scenario scenario, Timing timing)
    {
        try
        {
            return await base.FaultOf(engine, scenario, timing);
        }
        catch (RunsAwayException)
        {
            return null;
        }
    }
}
