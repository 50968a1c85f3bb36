using Auterity.Workflows.Expressions.Extensions;
using Jint;
using Jint.Native;
using Jint.Runtime;
using NodaTime;
using NodaTime.Calendars;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary>Members of <c>DateTime</c> that read what it shows.</summary>
internal static class DateTimeFields
{
    private static readonly (string Name, Func<Moment, double> Read)[] Numbers =
    [
        ("year", m => m.Local.Year), ("quarter", m => m.Quarter), ("month", m => m.Local.Month), ("day", m => m.Local.Day),
        ("hour", m => m.Local.Hour), ("minute", m => m.Local.Minute), ("second", m => m.Local.Second), ("millisecond", m => m.Local.Millisecond),
        ("weekYear", m => m.WeekYear), ("weekNumber", m => m.Week), ("weekday", m => m.Weekday), ("ordinal", m => m.Local.DayOfYear),
        ("offset", m => m.OffsetSeconds / 60d), ("daysInMonth", m => m.DaysInMonth), ("daysInYear", m => CalendarSystem.Iso.GetDaysInYear(m.Local.Year)),
        ("weeksInWeekYear", m => WeekYearRules.Iso.GetWeeksInWeekYear(m.WeekYear)), ("ts", m => m.Milliseconds),
    ];

    private static readonly (string Name, Func<Moment, bool> Read)[] Flags =
    [
        ("isInDST", m => !ZoneText.IsFixed(m.Zone) && m.IsDaylightSaving), ("isOffsetFixed", m => ZoneText.IsFixed(m.Zone)),
        ("isInLeapYear", m => CalendarSystem.Iso.IsLeapYear(m.Local.Year)), ("isWeekend", m => m.Weekday >= 6),
    ];

    private static readonly (string Name, Func<DateTimeValue, string> Read)[] Texts =
    [
        ("zoneName", d => ZoneText.Name(d.Moment.Zone)), ("offsetNameShort", d => ZoneText.Short(d.Moment)), ("offsetNameLong", d => ZoneText.Long(d.Moment)),
        ("monthShort", d => d.Locale.MonthsShort[d.Moment.Local.Month - 1]), ("monthLong", d => d.Locale.MonthsLong[d.Moment.Local.Month - 1]),
        ("weekdayShort", d => d.Locale.WeekdaysShort[d.Moment.Weekday - 1]), ("weekdayLong", d => d.Locale.WeekdaysLong[d.Moment.Weekday - 1]),
    ];

    public static LuxonShape<DateTimeValue> AddTo(LuxonShape<DateTimeValue> shape)
    {
        foreach (var (name, read) in Numbers)
            shape.Getter(name, self => Js.Number(self.IsValid ? read(self.Moment) : double.NaN));
        foreach (var (name, read) in Flags)
            shape.Getter(name, self => Js.Boolean(self.IsValid && read(self.Moment)));
        foreach (var (name, read) in Texts)
            shape.Getter(name, self => self.IsValid ? Js.Text(read(self)) : JsValue.Null);
        return shape
            .Getter("isValid", self => Js.Boolean(self.IsValid))
            .Getter("invalidReason", self => self.Invalid is null ? JsValue.Null : Js.Text(self.Invalid))
            .Getter("invalidExplanation", _ => JsValue.Null)
            .Getter("isLuxonDateTime", _ => JsBoolean.True)
            .Getter("locale", self => Js.Text(self.Locale.Tag))
            .Getter("zone", Zone)
            .Method("get", (self, a) => self.Get(TypeConverter.ToString(a.At(0))))
            .Method("valueOf", (self, _) => Milliseconds(self, 1))
            .Method("toMillis", (self, _) => Milliseconds(self, 1))
            .Method("toSeconds", (self, _) => Milliseconds(self, 1000))
            .Method("toUnixInteger", (self, _) => self.IsValid ? Js.Number(Math.Floor(self.Moment.Milliseconds / 1000d)) : Js.Number(double.NaN))
            .Method("toJSDate", (self, _) => self.ToJsDate())
            .Method("toDate", (self, _) => self.ToJsDate())
            .Method("toBSON", (self, _) => self.ToJsDate())
            .Method("toObject", (self, _) => View(self));
    }

    /// <summary>A number under a name, its plural included; null when there is none.</summary>
    public static double? Number(JsValue values, string name)
    {
        var value = values.Get(name);
        if (value.IsUndefined())
            value = values.Get(name + "s");
        if (value.IsUndefined() || value.IsNull())
            return null;
        var number = TypeConverter.ToNumber(value);
        return double.IsFinite(number) ? Math.Truncate(number) : throw new ExpressionException($"'{name}' needs a number.");
    }

    private static JsValue Milliseconds(DateTimeValue self, double by) => Js.Number(self.IsValid ? self.Moment.Milliseconds / by : double.NaN);

    private static JsObject Zone(DateTimeValue self)
    {
        var zone = new JsObject(self.Engine);
        zone.FastSetDataProperty("name", Js.Text(self.IsValid ? ZoneText.Name(self.Moment.Zone) : "invalid"));
        zone.FastSetDataProperty("isUniversal", Js.Boolean(self.IsValid && ZoneText.IsFixed(self.Moment.Zone)));
        zone.FastSetDataProperty("isValid", Js.Boolean(self.IsValid));
        return zone;
    }

    private static JsObject View(DateTimeValue self)
    {
        var view = new JsObject(self.Engine);
        if (!self.IsValid)
            return view;
        foreach (var name in new[] { "year", "month", "day", "hour", "minute", "second", "millisecond" })
            view.FastSetDataProperty(name, self.Get(name));
        return view;
    }
}
