using Auterity.Workflows.Expressions.Extensions;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary>Members of <c>DateTime</c> that write it.</summary>
internal static class DateTimeText
{
    public static LuxonShape<DateTimeValue> AddTo(LuxonShape<DateTimeValue> shape) => shape
        .Method("toString", (self, _) => Js.Text(self.ToString()))
        .Method("toJSON", (self, _) => Iso(self, JsValue.Undefined, MomentText.Iso))
        .Method("toISO", (self, a) => Iso(self, a.At(0), MomentText.Iso))
        .Method("toISODate", (self, a) => Iso(self, a.At(0), MomentText.IsoDate))
        .Method("toISOTime", (self, a) => Iso(self, a.At(0), (m, o) => (Flag(a.At(0), "includePrefix", false) ? "T" : "") + MomentText.IsoTime(m, o)))
        .Method("toISOWeekDate", (self, _) => Text(self, MomentText.IsoWeek))
        .Method("toRFC2822", (self, _) => Text(self, MomentText.Rfc2822))
        .Method("toHTTP", (self, _) => Text(self, MomentText.Http))
        .Method("toSQLDate", (self, _) => Text(self, MomentText.SqlDate))
        .Method("toSQLTime", (self, a) => Text(self, m => SqlTime(m, a.At(0))))
        .Method("toSQL", (self, a) => Text(self, m => $"{MomentText.SqlDate(m)} {SqlTime(m, a.At(0))}"))
        .Method("toFormat", (self, a) => Format(self, a.At(0), a.At(1)))
        .Method("format", (self, a) => Format(self, a.At(0).IsUndefined() ? Js.Text("yyyy-MM-dd") : a[0], a.At(1)))
        .Method("toLocaleString", (self, a) => LocaleFormat.Format(self, a))
        .Method("toRelative", (self, a) => RelativeText.Of(self, a.At(0), byCalendar: false))
        .Method("toRelativeCalendar", (self, a) => RelativeText.Of(self, a.At(0), byCalendar: true));

    public static bool Flag(JsValue options, string name, bool fallback) =>
        options.IsObject() && options.Get(name) is var value && !value.IsUndefined() ? TypeConverter.ToBoolean(value) : fallback;

    private static JsValue Iso(DateTimeValue self, JsValue options, Func<Moment, IsoOptions, string> write) => Text(self, m => write(m, new IsoOptions
    {
        Basic = options.IsObject() && options.Get("format").ToString() == "basic",
        SuppressSeconds = Flag(options, "suppressSeconds", false),
        SuppressMilliseconds = Flag(options, "suppressMilliseconds", false),
        IncludeOffset = Flag(options, "includeOffset", true),
        ExtendedZone = Flag(options, "extendedZone", false),
    }));

    private static string SqlTime(Moment moment, JsValue options) =>
        MomentText.SqlTime(moment, Flag(options, "includeOffset", true), Flag(options, "includeZone", false), Flag(options, "includeOffsetSpace", true));

    private static JsValue Format(DateTimeValue self, JsValue format, JsValue options)
    {
        if (!self.IsValid)
            return Js.Text("Invalid DateTime");
        var locale = options.IsObject() && options.Get("locale").IsString() ? LocaleText.Of(options.Get("locale").ToString()) : self.Locale;
        var pattern = TypeConverter.ToString(format);
        if (pattern.Length > 1_000)
            throw new ExpressionException("The date pattern is longer than 1,000 characters.");
        return Js.Text(MomentFormat.Format(self.Moment, pattern, locale));
    }

    private static JsValue Text(DateTimeValue self, Func<Moment, string> write) => self.IsValid ? Js.Text(write(self.Moment)) : JsValue.Null;
}
