namespace Auterity.Conformance.Simulation;

/// <summary>The named cases on the engine under a virtual clock.</summary>
public sealed class SimulatedConformance : ConformanceSuite
{
    protected override IEngineUnderTest Engine { get; } = new SimulatedEngine();
}
