using Auterity.Workflows.Expressions.Extensions;
using Jint;
using Jint.Native;
using Jint.Runtime;
using NodaTime;
using NodaTime.Calendars;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary>Members of <c>DateTime</c> that lead to other dates, durations and answers.</summary>
internal static class DateTimeMath
{
    public static LuxonShape<DateTimeValue> AddTo(LuxonShape<DateTimeValue> shape) => shape
        .Method("plus", (self, a) => self.With(m => m.Plus(LuxonRealm.Amount(a))))
        .Method("minus", (self, a) => self.With(m => m.Plus(LuxonRealm.Amount(a).Negate())))
        .Method("startOf", (self, a) => self.With(m => m.StartOf(Unit(a, 0))))
        .Method("beginningOf", (self, a) => self.With(m => m.StartOf(a.At(0).IsString() ? Unit(a, 0) : LuxonUnit.Weeks)))
        .Method("endOf", (self, a) => self.With(m => m.EndOf(Unit(a, 0))))
        .Method("endOfMonth", (self, _) => self.With(m => m.EndOf(LuxonUnit.Months)))
        .Method("set", (self, a) => self.With(m => Set(m, a.At(0))))
        .Method("setZone", (self, a) => self.Realm.SetZone(self, a.At(0), a.At(1)))
        .Method("toUTC", (self, a) => self.With(m => m.InZone(ZoneText.Fixed((int)Js.NumberOr(a.At(0), 0)), Flag(a.At(1), "keepLocalTime"))))
        .Method("toLocal", (self, _) => self.With(m => m.InZone(self.Realm.Zone)))
        .Method("setLocale", (self, a) => new DateTimeValue(self.Realm, self.IsValid ? self.Moment : null, LocaleText.Of(Js.TextOr(a.At(0), "en-US")), self.Invalid))
        .Method("reconfigure", (self, a) => a.At(0).IsObject() && a.At(0).Get("locale").IsString() ? new DateTimeValue(self.Realm, self.IsValid ? self.Moment : null, LocaleText.Of(a.At(0).Get("locale").ToString()), self.Invalid) : self)
        .Method("diff", (self, a) => Difference(self, self.Realm.Date(a.At(0)), LuxonRealm.Units(a.At(1))))
        .Method("diffNow", (self, a) => Difference(self, self.Realm.Now(), LuxonRealm.Units(a.At(0))))
        .Method("diffTo", (self, a) => Measured(self.Realm.Date(a.At(0)), self, a.At(1)))
        .Method("diffToNow", (self, a) => Measured(self.Realm.Now(), self, a.At(0)))
        .Method("until", (self, a) => new IntervalValue(self.Realm, self, self.Realm.Date(a.At(0))))
        .Method("hasSame", (self, a) => Js.Boolean(self.IsValid && self.Realm.Date(a.At(0)) is { IsValid: true } other && HasSame(self.Moment, other.Moment, Unit(a, 1))))
        .Method("equals", (self, a) => Js.Boolean(self.IsValid && a.At(0) is DateTimeValue { IsValid: true } other && self.Moment.Milliseconds == other.Moment.Milliseconds && self.Moment.Zone.Equals(other.Moment.Zone) && self.Locale.Tag == other.Locale.Tag))
        .Method("isBetween", (self, a) => Js.Boolean(IsBetween(self, self.Realm.Date(a.At(0)), self.Realm.Date(a.At(1)))))
        .Method("isInLast", (self, a) => Js.Boolean(IsInLast(self, Js.NumberOr(a.At(0), 0), a.At(1).IsString() ? Unit(a, 1) : LuxonUnit.Minutes)))
        .Method("isDst", (self, _) => Js.Boolean(self.IsValid && self.Moment.IsDaylightSaving))
        .Method("extract", (self, a) => Extract(self, Js.TextOr(a.At(0), "week")))
        .Method("toDateTime", (self, _) => self);

    public static bool HasSame(Moment moment, Moment other, LuxonUnit unit)
    {
        var seen = moment.InZone(other.Zone, keepLocalTime: true);
        return seen?.StartOf(unit) is { } start && seen.EndOf(unit) is { } end && start.Milliseconds <= other.Milliseconds && other.Milliseconds <= end.Milliseconds;
    }

    private static DurationValue Difference(DateTimeValue self, DateTimeValue other, IReadOnlyCollection<LuxonUnit> units) =>
        self.IsValid && other.IsValid
            ? new DurationValue(self.Realm, MomentDifference.Between(self.Moment, other.Moment, units))
            : new DurationValue(self.Realm, null, "created by diffing an invalid DateTime");

    /// <summary>The distance as a number in one unit, or an object of several.</summary>
    private static JsValue Measured(DateTimeValue later, DateTimeValue earlier, JsValue unit)
    {
        var units = unit.IsUndefined() ? [LuxonUnit.Days] : LuxonRealm.Units(unit);
        var duration = Difference(later, earlier, units);
        return units.Count == 1 ? Js.Number(duration.Amount[units.First()]) : duration.Get("toObject") is Jint.Native.Function.Function view ? view.Call(duration, []) : JsValue.Undefined;
    }

    private static bool IsBetween(DateTimeValue self, DateTimeValue a, DateTimeValue b)
    {
        var (at, first, second) = (self.Moment.Milliseconds, a.Moment.Milliseconds, b.Moment.Milliseconds);
        return at > Math.Min(first, second) && at < Math.Max(first, second);
    }

    private static bool IsInLast(DateTimeValue self, double count, LuxonUnit unit)
    {
        var now = self.Realm.Now().Moment;
        return self.Moment.Milliseconds <= now.Milliseconds && now.Plus(DurationAmount.Of(unit, -count)) is { } start && self.Moment.Milliseconds >= start.Milliseconds;
    }

    private static JsValue Extract(DateTimeValue self, string unit) => unit switch
    {
        "week" or "weekNumber" => self.Get("weekNumber"),
        "dayOfYear" or "yearDayNumber" => self.Get("ordinal"),
        _ => self.Get(unit.EndsWith('s') ? unit[..^1] : unit),
    };

    private static Moment? Set(Moment moment, JsValue values)
    {
        if (!values.IsObject())
            throw new ExpressionException("set needs an object: date.set({ hour: 8, minute: 0 }).");
        var local = moment.Local;
        var date = local.Date;
        if (DateTimeFields.Number(values, "weekYear") is not null || DateTimeFields.Number(values, "weekNumber") is not null || DateTimeFields.Number(values, "weekday") is not null)
        {
            var week = WeekYearRules.Iso.GetLocalDate((int)(DateTimeFields.Number(values, "weekYear") ?? moment.WeekYear), 1, IsoDayOfWeek.Monday);
            date = week.PlusWeeks((int)(DateTimeFields.Number(values, "weekNumber") ?? moment.Week) - 1).PlusDays((int)(DateTimeFields.Number(values, "weekday") ?? moment.Weekday) - 1);
        }
        else if (DateTimeFields.Number(values, "ordinal") is { } ordinal)
        {
            date = new LocalDate((int)(DateTimeFields.Number(values, "year") ?? date.Year), 1, 1).PlusDays((int)ordinal - 1);
        }
        else
        {
            var day = DateTimeFields.Number(values, "day");
            var month = DateTimeFields.Number(values, "month") ?? (DateTimeFields.Number(values, "quarter") is { } quarter ? (quarter - 1) * 3 + (date.Month - 1) % 3 + 1 : date.Month);
            if (Moment.Date(DateTimeFields.Number(values, "year") ?? date.Year, month, day is null ? date.Day : 1) is not { } start)
                return null;
            date = day is null ? start : start.PlusDays((int)Math.Clamp(day.Value, -1e6, 1e6) - 1);
        }

        return moment.At(date.AtMidnight()
            .PlusHours(Part("hour", local.Hour)).PlusMinutes(Part("minute", local.Minute)).PlusSeconds(Part("second", local.Second)).PlusMilliseconds(Part("millisecond", local.Millisecond)));

        long Part(string name, int current) => (long)Math.Clamp(DateTimeFields.Number(values, name) ?? current, -1e12, 1e12);
    }

    private static bool Flag(JsValue options, string name) => options.IsObject() && TypeConverter.ToBoolean(options.Get(name));

    private static LuxonUnit Unit(JsValue[] arguments, int index) =>
        arguments.At(index).IsString() ? LuxonUnits.Parse(arguments[index].ToString()) : throw new ExpressionException("A unit is needed here, for example 'day' or 'month'.");
}
