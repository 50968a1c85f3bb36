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
    }.SelectMany(cases => cases).ToDictionary(named => named.Name);
}
