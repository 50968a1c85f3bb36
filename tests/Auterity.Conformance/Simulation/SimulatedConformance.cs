namespace Auterity.Conformance.Simulation;

/// <summary>The named cases on the engine under a virtual clock.</summary>
public sealed class SimulatedConformance : ConformanceSuite
{
    protected override IEngineUnderTest Engine { get; } = new SimulatedEngine();

    protected override IReadOnlyDictionary<string, string> Gaps { get; } = new Dictionary<string, string>
    {
        ["A second delivery waits at the door until the loop has closed"] = "The engine lets a second delivery into the open session of a region whose header is no loop node.",
        ["A join any in a loop counts a latched edge as a skip on later passes"] = "The engine keeps no latch for joins of the kind any.",
        ["Sequential mode numbers arrivals in the order it walks"] = "The engine numbers arrivals when they arrive.",
        ["A skip keeps its place behind the activation before it"] = "The engine lets a skip pass an earlier activation of the same node.",
        ["A silent exit depends on its whole session"] = "The engine's forks do not follow the skip of a closed region.",
        ["A forced step depends on all that came before it"] = "The engine's forks follow consumed tokens only.",
    };
}
