using System.Collections.Frozen;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary>Units of time, largest first.</summary>
internal enum LuxonUnit
{
    Years,
    Quarters,
    Months,
    Weeks,
    Days,
    Hours,
    Minutes,
    Seconds,
    Milliseconds,
}

/// <summary>Names of units and what one is worth in another, on the casual calendar: a month has 30 days, a year 365.</summary>
internal static class LuxonUnits
{
    public const int Count = 9;

    private static readonly FrozenDictionary<string, LuxonUnit> Names = Enum.GetValues<LuxonUnit>()
        .SelectMany(unit => new[] { (Name(unit), unit), (Name(unit)[..^1], unit) })
        .Concat([("y", LuxonUnit.Years), ("q", LuxonUnit.Quarters), ("w", LuxonUnit.Weeks), ("d", LuxonUnit.Days), ("h", LuxonUnit.Hours), ("s", LuxonUnit.Seconds), ("ms", LuxonUnit.Milliseconds), ("min", LuxonUnit.Minutes), ("sec", LuxonUnit.Seconds)])
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.OrdinalIgnoreCase);

    private static readonly double[,] Worth = BuildWorth();

    public static string Name(LuxonUnit unit) => unit.ToString().ToLowerInvariant();

    public static bool TryParse(string name, out LuxonUnit unit) => Names.TryGetValue(name, out unit);

    /// <exception cref="ExpressionException">There is no such unit.</exception>
    public static LuxonUnit Parse(string name) =>
        TryParse(name, out var unit) ? unit : throw new ExpressionException($"'{name}' is no unit of time. Known are years, quarters, months, weeks, days, hours, minutes, seconds and milliseconds.");

    /// <summary>How many of a smaller unit make one of a larger.</summary>
    public static double In(LuxonUnit large, LuxonUnit small) => Worth[(int)large, (int)small];

    private static double[,] BuildWorth()
    {
        double[] milliseconds = [365 * 86_400_000d, 91 * 86_400_000d, 30 * 86_400_000d, 7 * 86_400_000d, 86_400_000, 3_600_000, 60_000, 1_000, 1];
        var worth = new double[Count, Count];
        for (var large = 0; large < Count; large++)
        {
            for (var small = large; small < Count; small++)
                worth[large, small] = milliseconds[large] / milliseconds[small];
        }

        // Calendar units are counted, not measured.
        Set(LuxonUnit.Years, LuxonUnit.Quarters, 4);
        Set(LuxonUnit.Years, LuxonUnit.Months, 12);
        Set(LuxonUnit.Years, LuxonUnit.Weeks, 52);
        Set(LuxonUnit.Quarters, LuxonUnit.Months, 3);
        Set(LuxonUnit.Quarters, LuxonUnit.Weeks, 13);
        Set(LuxonUnit.Months, LuxonUnit.Weeks, 4);
        return worth;

        void Set(LuxonUnit large, LuxonUnit small, double value) => worth[(int)large, (int)small] = value;
    }
}
