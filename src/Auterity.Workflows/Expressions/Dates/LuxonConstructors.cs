using Auterity.Workflows.Expressions.Extensions;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;
using NodaTime;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary><c>DateTime</c>, <c>Duration</c> and <c>Interval</c> as a script names them: their static members.</summary>
internal static class LuxonConstructors
{
    private static readonly string[] Units = ["year", "month", "day", "hour", "minute", "second", "millisecond"];

    public static JsValue DateTime(LuxonRealm realm)
    {
        var type = new LuxonType(realm, "DateTime", realm.DateTimePrototype);
        type.Add("now", _ => realm.Now());
        type.Add("local", a => FromParts(realm, a, realm.Zone));
        type.Add("utc", a => FromParts(realm, a, DateTimeZone.Utc));
        type.Add("fromISO", a => FromText(realm, a, MomentReader.Iso));
        type.Add("fromSQL", a => FromText(realm, a, MomentReader.Sql));
        type.Add("fromRFC2822", a => FromText(realm, a, (text, _) => MomentReader.Header(text)));
        type.Add("fromHTTP", a => FromText(realm, a, (text, _) => MomentReader.Header(text)));
        type.Add("fromFormat", a => FromFormat(realm, TypeConverter.ToString(a.At(0)), TypeConverter.ToString(a.At(1)), a.At(2)));
        type.Add("fromString", a => FromFormat(realm, TypeConverter.ToString(a.At(0)), TypeConverter.ToString(a.At(1)), a.At(2)));
        type.Add("fromMillis", a => realm.At(RequireNumber(a.At(0), "fromMillis"), Zone(realm, a.At(1)), Locale(a.At(1))));
        type.Add("fromSeconds", a => realm.At(RequireNumber(a.At(0), "fromSeconds") * 1000, Zone(realm, a.At(1)), Locale(a.At(1))));
        type.Add("fromJSDate", a => a.At(0) is JsDate date ? realm.At(date.DateValue, Zone(realm, a.At(1))) : realm.Invalid("invalid input"));
        type.Add("fromObject", a => FromObject(realm, a.At(0), a.At(1)));
        type.Add("invalid", a => realm.Invalid(Js.TextOr(a.At(0), "invalid")));
        type.Add("isDateTime", a => Js.Boolean(a.At(0) is DateTimeValue));
        type.Add("min", a => a.OfType<DateTimeValue>().MinBy(d => d.Moment.Milliseconds) ?? JsValue.Undefined);
        type.Add("max", a => a.OfType<DateTimeValue>().MaxBy(d => d.Moment.Milliseconds) ?? JsValue.Undefined);
        foreach (var (name, preset) in PresetFormat.ByName)
            type.AddLazy(name, () => View(realm, preset));
        return type;
    }

    public static JsValue Duration(LuxonRealm realm)
    {
        var type = new LuxonType(realm, "Duration", realm.DurationPrototype);
        type.Add("fromObject", a => new DurationValue(realm, LuxonRealm.Amount(a.At(0))));
        type.Add("fromMillis", a => new DurationValue(realm, DurationAmount.FromMilliseconds(RequireNumber(a.At(0), "fromMillis"))));
        type.Add("fromDurationLike", a => new DurationValue(realm, LuxonRealm.Amount(a.At(0))));
        type.Add("fromISO", a => new DurationValue(realm, MomentReader.Duration(TypeConverter.ToString(a.At(0)))));
        type.Add("isDuration", a => Js.Boolean(a.At(0) is DurationValue));
        type.Add("invalid", a => new DurationValue(realm, null, Js.TextOr(a.At(0), "invalid")));
        return type;
    }

    public static JsValue Interval(LuxonRealm realm)
    {
        var type = new LuxonType(realm, "Interval", realm.IntervalPrototype);
        type.Add("fromDateTimes", a => new IntervalValue(realm, realm.Date(a.At(0)), realm.Date(a.At(1))));
        type.Add("after", a => new IntervalValue(realm, realm.Date(a.At(0)), realm.Date(a.At(0)).With(m => m.Plus(LuxonRealm.Amount(a.At(1))))));
        type.Add("before", a => new IntervalValue(realm, realm.Date(a.At(0)).With(m => m.Plus(LuxonRealm.Amount(a.At(1)).Negate())), realm.Date(a.At(0))));
        type.Add("fromISO", a => IntervalFromIso(realm, TypeConverter.ToString(a.At(0))));
        type.Add("isInterval", a => Js.Boolean(a.At(0) is IntervalValue));
        return type;
    }

    public static DateTimeValue FromFormat(LuxonRealm realm, string text, string format, JsValue options)
    {
        if (Zone(realm, options) is not { } zone)
            return realm.Invalid("there is no such time zone");
        var locale = Locale(options);
        var now = Moment.At(realm.Now().Moment.Milliseconds, zone)!;
        var written = FormatReader.For(format, locale).Read(text, now.Local);
        return written is { } time ? Place(realm, time, zone, DateTimeText.Flag(options, "setZone", false), locale) : realm.Invalid($"the text does not match '{Js.Shorten(format)}'");
    }

    /// <summary>A written time as a moment: in its own offset where it has one, else on the clocks of the zone.</summary>
    public static DateTimeValue Place(LuxonRealm realm, WrittenTime time, DateTimeZone zone, bool keepWrittenZone, LocaleText locale)
    {
        var written = time.Zone is { } name ? ZoneText.Find(name) : time.OffsetMinutes is { } offset ? ZoneText.Fixed(offset) : null;
        if (time.Zone is not null && written is null)
            return realm.Invalid($"there is no time zone '{time.Zone}'");
        var now = realm.Now().Moment;
        var placed = time.OffsetMinutes is { } minutes
            ? Moment.At(time.Local.InUtc().ToInstant().ToUnixTimeMilliseconds() - minutes * 60_000L, zone)
            : Moment.FromLocal(time.Local, written ?? zone, Moment.At(now.Milliseconds, written ?? zone)!.OffsetSeconds);
        return new DateTimeValue(realm, placed?.InZone(keepWrittenZone && written is not null ? written : zone), locale);
    }

    private static DateTimeValue FromText(LuxonRealm realm, JsValue[] arguments, Func<string, LocalDate, WrittenTime?> read)
    {
        var options = arguments.At(1);
        if (Zone(realm, options) is not { } zone)
            return realm.Invalid("there is no such time zone");
        if (!arguments.At(0).IsString())
            return realm.Invalid("the input is no text");
        var text = arguments[0].ToString();
        var today = Moment.At(realm.Now().Moment.Milliseconds, zone)!.Local.Date;
        return read(text, today) is { } time
            ? Place(realm, time, zone, DateTimeText.Flag(options, "setZone", false), Locale(options))
            : realm.Invalid($"'{Js.Shorten(text)}' cannot be read");
    }

    private static DateTimeValue FromParts(LuxonRealm realm, JsValue[] arguments, DateTimeZone zone)
    {
        var options = arguments.LastOrDefault(a => a.IsObject()) ?? JsValue.Undefined;
        var numbers = arguments.Where(a => !a.IsObject()).ToArray();
        zone = options.IsObject() && zone != DateTimeZone.Utc ? Zone(realm, options) ?? zone : zone;
        if (numbers.Length == 0)
            return realm.At(realm.Now().Moment.Milliseconds, zone);
        var values = new JsObject(realm.Engine);
        for (var i = 0; i < Math.Min(numbers.Length, Units.Length); i++)
            values.FastSetDataProperty(Units[i], numbers[i]);
        return FromFields(realm, values, zone, Locale(options));
    }

    private static DateTimeValue FromObject(LuxonRealm realm, JsValue values, JsValue options)
    {
        if (!values.IsObject())
            return realm.Invalid("the input is no object");
        return Zone(realm, options) is { } zone ? FromFields(realm, values, zone, Locale(options)) : realm.Invalid("there is no such time zone");
    }

    /// <summary>Units smaller than the first one named are zero, larger ones come from now.</summary>
    private static DateTimeValue FromFields(LuxonRealm realm, JsValue values, DateTimeZone zone, LocaleText locale)
    {
        var now = Moment.At(realm.Now().Moment.Milliseconds, zone)!;
        int[] current = [now.Local.Year, now.Local.Month, now.Local.Day, now.Local.Hour, now.Local.Minute, now.Local.Second, now.Local.Millisecond];
        int[] least = [0, 1, 1, 0, 0, 0, 0];
        var byWeek = DateTimeFields.Number(values, "weekNumber") ?? DateTimeFields.Number(values, "weekday") ?? DateTimeFields.Number(values, "weekYear") ?? DateTimeFields.Number(values, "ordinal");
        var named = byWeek is not null;
        var parts = new double[7];
        for (var i = 0; i < 7; i++)
        {
            var value = DateTimeFields.Number(values, Units[i]);
            named |= value is not null;
            parts[i] = value ?? (named && !(byWeek is not null && i < 3) ? least[i] : current[i]);
        }

        if (Math.Abs(parts[0]) > 9_990 || parts[1] is < 1 or > 12 || parts[2] < 1 || parts[2] > CalendarSystem.Iso.GetDaysInMonth((int)parts[0], (int)parts[1])
            || parts[3] is < 0 or > 24 || parts[4] is < 0 or > 59 || parts[5] is < 0 or > 59 || parts[6] is < 0 or > 999 || (parts[3] == 24 && parts[4] + parts[5] + parts[6] > 0))
            return realm.Invalid("unit out of range");
        var date = new LocalDate((int)parts[0], (int)parts[1], (int)parts[2]);
        var local = (parts[3] == 24 ? date.PlusDays(1) : date) + new LocalTime((int)parts[3] % 24, (int)parts[4], (int)parts[5], (int)parts[6]);
        var result = new DateTimeValue(realm, Moment.FromLocal(local, zone, now.OffsetSeconds), locale);
        return byWeek is null ? result : (DateTimeValue)((Jint.Native.Function.Function)result.Get("set")).Call(result, [values]);
    }

    private static IntervalValue IntervalFromIso(LuxonRealm realm, string text)
    {
        if (text.Split('/') is not [var first, var second])
            return new IntervalValue(realm, null, null);
        if (MomentReader.Duration(second) is { } after)
            return new IntervalValue(realm, Read(first), Read(first).With(m => m.Plus(after)));
        if (MomentReader.Duration(first) is { } before)
            return new IntervalValue(realm, Read(second).With(m => m.Plus(before.Negate())), Read(second));
        return new IntervalValue(realm, Read(first), Read(second));

        DateTimeValue Read(string part) => FromText(realm, [Js.Text(part)], MomentReader.Iso);
    }

    private static JsObject View(LuxonRealm realm, PresetFormat preset)
    {
        var view = new JsObject(realm.Engine);
        foreach (var (name, value) in new[] { ("weekday", preset.Weekday), ("year", preset.Year), ("month", preset.Month), ("day", preset.Day), ("hour", preset.Hour), ("minute", preset.Minute), ("second", preset.Second), ("timeZoneName", preset.ZoneName), ("hourCycle", preset.Hour12 == false ? "h23" : null) })
        {
            if (value is not null)
                view.FastSetDataProperty(name, Js.Text(value));
        }

        return view;
    }

    private static DateTimeZone? Zone(LuxonRealm realm, JsValue options) => options.IsObject() ? realm.ZoneOf(options.Get("zone")) : realm.Zone;

    private static LocaleText Locale(JsValue options) => options.IsObject() && options.Get("locale").IsString() ? LocaleText.Of(options.Get("locale").ToString()) : LocaleText.English;

    private static double RequireNumber(JsValue value, string method) =>
        value.IsNumber() ? value.AsNumber() : throw new ExpressionException($"{method} needs a number, but got {(value.IsString() ? "text" : value.Type.ToString())}.");

    /// <summary>A class that scripts cannot construct but can ask with <c>instanceof</c>.</summary>
    private sealed class LuxonType : Constructor
    {
        private readonly LuxonRealm realm;

        public LuxonType(LuxonRealm realm, string name, ObjectInstance prototype) : base(realm.Engine, name)
        {
            this.realm = realm;
            _prototypeDescriptor = new PropertyDescriptor(prototype, PropertyFlag.AllForbidden);
        }

        public void Add(string name, Func<JsValue[], JsValue> call) =>
            AddLazy(name, () => new ClrFunction(Engine, name, (_, arguments) => realm.Guarded(() => call(arguments))));

        public void AddLazy(string name, Func<JsValue> create) =>
            FastSetProperty(name, PropertyDescriptor.CreateLazy(create, PropertyFlag.NonEnumerable));

        public override ObjectInstance Construct(JsValue[] arguments, JsValue newTarget) =>
            throw new ExpressionException("Dates are not made with new. Use DateTime.now(), DateTime.fromISO(text) or DateTime.fromFormat(text, pattern).");
    }
}
