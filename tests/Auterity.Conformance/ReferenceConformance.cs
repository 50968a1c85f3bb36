using Auterity.Conformance.Reference;

namespace Auterity.Conformance;

/// <summary>The named cases on the reference interpreter.</summary>
public sealed class ReferenceConformance : ConformanceSuite
{
    protected override IEngineUnderTest Engine { get; } = new ReferenceEngine();
}
