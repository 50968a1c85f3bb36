using System.Globalization;
using Auterity.Workflows.Expressions.Extensions;
using Jint;
using Jint.Native;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary>"in 2 days", "3 hours ago", "tomorrow".</summary>
internal static class RelativeText
{
    private static readonly LuxonUnit[] Measured = [LuxonUnit.Years, LuxonUnit.Months, LuxonUnit.Days, LuxonUnit.Hours, LuxonUnit.Minutes, LuxonUnit.Seconds];
    private static readonly LuxonUnit[] Calendar = [LuxonUnit.Years, LuxonUnit.Months, LuxonUnit.Days];

    public static JsValue Of(DateTimeValue self, JsValue options, bool byCalendar)
    {
        if (!self.IsValid)
            return JsValue.Null;
        var from = options.IsObject() && options.Get("base") is DateTimeValue { IsValid: true } given ? given.Moment : self.Realm.Now().Moment;
        from = from.InZone(self.Moment.Zone) ?? from;
        var units = options.IsObject() && options.Get("unit") is var unit && !unit.IsUndefined() ? LuxonRealm.Units(unit).ToArray() : byCalendar ? Calendar : Measured;
        if (units.Length == 1)
            return Js.Text(Text(Distance(self.Moment, from, units[0], byCalendar), units[0], byCalendar));
        foreach (var candidate in units)
        {
            var count = Distance(self.Moment, from, candidate, byCalendar);
            if (Math.Abs(count) >= 1)
                return Js.Text(Text(count, candidate, byCalendar));
        }

        return Js.Text(Text(from.Milliseconds > self.Moment.Milliseconds ? -0.0 : 0, units[^1], byCalendar));
    }

    private static double Distance(Moment to, Moment from, LuxonUnit unit, bool byCalendar)
    {
        if (byCalendar)
            return from.StartOf(unit) is { } start && to.StartOf(unit) is { } end ? MomentDifference.Between(end, start, [unit])[unit] : 0;
        return Math.Truncate(MomentDifference.Between(to, from, [unit])[unit] * 1e9) / 1e9;
    }

    private static string Text(double count, LuxonUnit unit, bool byCalendar)
    {
        var name = LuxonUnits.Name(unit)[..^1];
        if (byCalendar && Math.Abs(count) <= 1 && unit <= LuxonUnit.Days)
        {
            if (unit == LuxonUnit.Days)
                return count == 0 ? "today" : count > 0 ? "tomorrow" : "yesterday";
            return (count == 0 ? "this " : count > 0 ? "next " : "last ") + name;
        }

        var ago = count < 0 || double.IsNegative(count);
        var size = Math.Abs(byCalendar ? count : Math.Truncate(count));
        var text = string.Create(CultureInfo.InvariantCulture, $"{size:#,0.###} {name}{(size == 1 ? "" : "s")}");
        return ago ? $"{text} ago" : $"in {text}";
    }
}
