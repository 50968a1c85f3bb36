using NodaTime;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary>What lies between two moments, counted in calendar units first and measured for the rest.</summary>
internal static class MomentDifference
{
    /// <summary>later − earlier; negative when their order is the other way round.</summary>
    public static DurationAmount Between(Moment later, Moment earlier, IReadOnlyCollection<LuxonUnit> units)
    {
        if (earlier.Milliseconds > later.Milliseconds)
            return Between(earlier, later, units).Negate();
        var results = new Dictionary<LuxonUnit, double>();
        var cursor = earlier;
        Moment? highWater = null;
        LuxonUnit? lowest = null;
        foreach (var unit in units.Where(u => u <= LuxonUnit.Days).Order())
        {
            lowest = unit;
            results[unit] = Count(unit, cursor, later);
            highWater = Shift();
            if (highWater.Milliseconds <= later.Milliseconds)
            {
                cursor = highWater;
                continue;
            }

            results[unit]--;
            cursor = Shift();
            if (cursor.Milliseconds > later.Milliseconds)
            {
                highWater = cursor;
                results[unit]--;
                cursor = Shift();
            }
        }

        double rest = later.Milliseconds - cursor.Milliseconds;
        var small = units.Where(u => u > LuxonUnit.Days).ToArray();
        if (small.Length > 0)
            return DurationAmount.FromMilliseconds(rest).ShiftTo(small).Plus(new DurationAmount(results));
        if (lowest is { } last)
        {
            if (highWater!.Milliseconds < later.Milliseconds)
                highWater = cursor.Plus(DurationAmount.Of(last, 1)) ?? cursor;
            if (highWater.Milliseconds != cursor.Milliseconds)
                results[last] += rest / (highWater.Milliseconds - cursor.Milliseconds);
        }

        return new DurationAmount(results);

        Moment Shift() => earlier.Plus(new DurationAmount(results)) ?? later;
    }

    private static double Count(LuxonUnit unit, Moment from, Moment to) => unit switch
    {
        LuxonUnit.Years => to.Local.Year - from.Local.Year,
        LuxonUnit.Quarters => to.Quarter - from.Quarter + (to.Local.Year - from.Local.Year) * 4,
        LuxonUnit.Months => to.Local.Month - from.Local.Month + (to.Local.Year - from.Local.Year) * 12,
        LuxonUnit.Weeks => Math.Truncate(Days(from, to) / 7),
        _ => Days(from, to),
    };

    private static double Days(Moment from, Moment to) => Period.DaysBetween(from.Local.Date, to.Local.Date);
}
