namespace Auterity.Conformance;

/// <summary>Every named case, by its name.</summary>
internal static class AllCases
{
    public static IReadOnlyDictionary<string, Case> ByName { get; } = new IEnumerable<Case>[]
    {
        RegionCases.All,
        LoopCases.All,
        JoinCases.All,
        SkipCases.All,
        ErrorCases.All,
        WaitCases.All,
        TriggerCases.All,
        OrderCases.All,
        OutputCases.All,
        LineageCases.All,
        DeliveryCases.All,
        AttachmentCases.All,
        LimitCases.All,
        PauseCancelCases.All,
        ForkCases.All,
    }.SelectMany(cases => cases).ToDictionary(named => named.Name);
}
