using System.Globalization;
using Auterity.Workflows.Expressions.Extensions;
using Auterity.Workflows.Expressions.Scripting;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using NodaTime;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary>Dates of one engine: its prototypes, its clock and its zone.</summary>
internal sealed class LuxonRealm
{
    private static readonly JsObjectShape DateTimeShape =
        DateTimeText.AddTo(DateTimeMath.AddTo(DateTimeFields.AddTo(new LuxonShape<DateTimeValue>()))).Build();

    private readonly ScriptEngine owner;

    public LuxonRealm(ScriptEngine owner)
    {
        this.owner = owner;
        DateTimePrototype = DateTimeShape.Instantiate(Engine);
        DurationPrototype = DurationValue.Shape.Instantiate(Engine);
        IntervalPrototype = IntervalValue.Shape.Instantiate(Engine);
    }

    public Engine Engine => owner.Engine;

    public ObjectInstance DateTimePrototype { get; }

    public ObjectInstance DurationPrototype { get; }

    public ObjectInstance IntervalPrototype { get; }

    /// <summary>The workflow's time zone.</summary>
    public DateTimeZone Zone => ZoneText.Find(owner.Scope.TimeZone) ?? DateTimeZone.Utc;

    public static LuxonRealm Of(ScriptEngine owner) => owner.Luxon ??= new LuxonRealm(owner);

    public JsValue Guarded(Func<JsValue> work) => owner.Roots.Guarded(work);

    public DateTimeValue Now() => At(owner.Scope.Now.ToUnixTimeMilliseconds());

    public DateTimeValue Today() => Now().With(m => m.StartOf(LuxonUnit.Days));

    public DateTimeValue At(double milliseconds, DateTimeZone? zone = null, LocaleText? locale = null) =>
        new(this, Moment.At(milliseconds, zone ?? Zone), locale ?? LocaleText.English);

    public DateTimeValue Invalid(string reason) => new(this, null, LocaleText.English, reason);

    /// <summary><c>DateTime</c>, <c>Duration</c>, <c>Interval</c>, or <c>luxon</c> that holds them all.</summary>
    public JsValue Root(string name)
    {
        switch (name)
        {
            case "DateTime":
                return LuxonConstructors.DateTime(this);
            case "Duration":
                return LuxonConstructors.Duration(this);
            case "Interval":
                return LuxonConstructors.Interval(this);
            default:
                var all = new JsObject(Engine);
                foreach (var member in new[] { "DateTime", "Duration", "Interval" })
                    all.FastSetDataProperty(member, Root(member));
                return all;
        }
    }

    public DateTimeValue FromJsDate(JsDate date) => At(date.DateValue);

    /// <param name="unit">ms, s, us, or excel for days since 1900.</param>
    public DateTimeValue FromNumber(double number, string unit) => unit switch
    {
        "s" => At(number * 1000),
        "us" => At(number / 1000),
        "excel" => At((number - 25_569) * 86_400_000),
        "ms" => At(number),
        _ => throw new ExpressionException($"toDateTime: unknown unit '{unit}'. Known are ms, s, us and excel."),
    };

    /// <summary>A date in text of any usual notation, or of a given pattern.</summary>
    public DateTimeValue Parse(string text, string format)
    {
        if (format.Length > 0)
            return LuxonConstructors.FromFormat(this, text, format, JsValue.Undefined);
        var today = Now().Moment.Local.Date;
        var written = MomentReader.Iso(text, today) ?? MomentReader.Header(text) ?? MomentReader.Sql(text, today);
        if (written is { } time)
            return LuxonConstructors.Place(this, time, Zone, keepWrittenZone: true, LocaleText.English);
        if (text.Length is > 8 and < 17 && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return At(text.Length > 11 ? number : number * 1000d);
        var date = Engine.Construct(Engine.Global.Get("Date"), Js.Text(text));
        return date is JsDate parsed && double.IsFinite(parsed.DateValue)
            ? FromJsDate(parsed)
            : throw new ExpressionException($"toDateTime: '{Js.Shorten(text)}' is no date in a known notation. Give its pattern: .toDateTime('dd.MM.yyyy').");
    }

    /// <summary>Whatever stands for a date: a <c>DateTime</c>, a <c>Date</c>, ISO text, milliseconds.</summary>
    public DateTimeValue Date(JsValue value) => value switch
    {
        DateTimeValue date => date,
        JsDate date => FromJsDate(date),
        JsString text => Parse(text.ToString(), ""),
        JsNumber number => At(number.AsNumber()),
        _ => throw new ExpressionException("A date is needed here."),
    };

    /// <summary>An amount from <c>({ days: 1 })</c>, <c>(1, 'day')</c>, a duration, or milliseconds.</summary>
    public static DurationAmount Amount(JsValue[] arguments) => arguments.At(1).IsString()
        ? DurationAmount.Of(LuxonUnits.Parse(arguments[1].ToString()), TypeConverter.ToNumber(arguments[0]))
        : Amount(arguments.At(0));

    public static DurationAmount Amount(JsValue value) => value switch
    {
        DurationValue duration => duration.Amount,
        JsNumber number => DurationAmount.FromMilliseconds(number.AsNumber()),
        ObjectInstance units and not JsArray => new DurationAmount(units.GetOwnPropertyKeys(Types.String)
            .Where(key => !units.Get(key).IsUndefined() && !units.Get(key).IsNull())
            .Select(key => KeyValuePair.Create(LuxonUnits.Parse(key.ToString()), Finite(key.ToString(), units.Get(key))))),
        _ => throw new ExpressionException("An amount of time is needed here, for example { days: 1 } or (1, 'day')."),
    };

    /// <summary>One unit by name or several in a list; milliseconds when nothing is said.</summary>
    public static IReadOnlyCollection<LuxonUnit> Units(JsValue value) => value switch
    {
        JsArray list => [.. list.Select(v => LuxonUnits.Parse(TypeConverter.ToString(v)))],
        JsString text => [LuxonUnits.Parse(text.ToString())],
        _ => [LuxonUnit.Milliseconds],
    };

    public DateTimeValue SetZone(DateTimeValue date, JsValue zone, JsValue options) => ZoneOf(zone) is { } found
        ? date.With(m => m.InZone(found, DateTimeText.Flag(options, "keepLocalTime", false)))
        : Invalid($"there is no time zone '{Js.Shorten(TypeConverter.ToString(zone))}'");

    /// <returns>Null when there is no such zone.</returns>
    public DateTimeZone? ZoneOf(JsValue zone) => zone switch
    {
        JsUndefined or JsNull => Zone,
        JsNumber minutes => ZoneText.Fixed((int)minutes.AsNumber()),
        JsString name when name.ToString() is "local" or "system" or "default" => Zone,
        JsString name => ZoneText.Find(name.ToString()),
        ObjectInstance named => ZoneText.Find(TypeConverter.ToString(named.Get("name"))),
        _ => null,
    };

    private static double Finite(string unit, JsValue value) =>
        TypeConverter.ToNumber(value) is var number && double.IsFinite(number) ? number : throw new ExpressionException($"'{unit}' needs a number.");
}
