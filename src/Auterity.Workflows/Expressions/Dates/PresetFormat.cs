using System.Collections.Frozen;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary>What a localised text shows of a moment.</summary>
internal sealed record PresetFormat
{
    public string? Weekday { get; init; }

    public string? Year { get; init; }

    public string? Month { get; init; }

    public string? Day { get; init; }

    public string? Hour { get; init; }

    public string? Minute { get; init; }

    public string? Second { get; init; }

    public bool? Hour12 { get; init; }

    public string? ZoneName { get; init; }

    private static readonly PresetFormat DateShort = new() { Year = "numeric", Month = "numeric", Day = "numeric" };
    private static readonly PresetFormat DateMed = DateShort with { Month = "short" };
    private static readonly PresetFormat DateFull = DateShort with { Month = "long" };
    private static readonly PresetFormat DateHuge = DateFull with { Weekday = "long" };
    private static readonly PresetFormat TimeSimple = new() { Hour = "numeric", Minute = "numeric" };
    private static readonly PresetFormat TimeSeconds = TimeSimple with { Second = "numeric" };

    /// <summary>The presets by the name they have on <c>DateTime</c>.</summary>
    public static FrozenDictionary<string, PresetFormat> ByName { get; } = new Dictionary<string, PresetFormat>
    {
        ["DATE_SHORT"] = DateShort,
        ["DATE_MED"] = DateMed,
        ["DATE_MED_WITH_WEEKDAY"] = DateMed with { Weekday = "short" },
        ["DATE_FULL"] = DateFull,
        ["DATE_HUGE"] = DateHuge,
        ["TIME_SIMPLE"] = TimeSimple,
        ["TIME_WITH_SECONDS"] = TimeSeconds,
        ["TIME_WITH_SHORT_OFFSET"] = TimeSeconds with { ZoneName = "short" },
        ["TIME_WITH_LONG_OFFSET"] = TimeSeconds with { ZoneName = "long" },
        ["TIME_24_SIMPLE"] = TimeSimple with { Hour12 = false },
        ["TIME_24_WITH_SECONDS"] = TimeSeconds with { Hour12 = false },
        ["TIME_24_WITH_SHORT_OFFSET"] = TimeSeconds with { Hour12 = false, ZoneName = "short" },
        ["TIME_24_WITH_LONG_OFFSET"] = TimeSeconds with { Hour12 = false, ZoneName = "long" },
        ["DATETIME_SHORT"] = With(DateShort, TimeSimple),
        ["DATETIME_SHORT_WITH_SECONDS"] = With(DateShort, TimeSeconds),
        ["DATETIME_MED"] = With(DateMed, TimeSimple),
        ["DATETIME_MED_WITH_SECONDS"] = With(DateMed, TimeSeconds),
        ["DATETIME_MED_WITH_WEEKDAY"] = With(DateMed with { Weekday = "short" }, TimeSimple),
        ["DATETIME_FULL"] = With(DateFull, TimeSimple) with { ZoneName = "short" },
        ["DATETIME_FULL_WITH_SECONDS"] = With(DateFull, TimeSeconds) with { ZoneName = "short" },
        ["DATETIME_HUGE"] = With(DateHuge, TimeSimple) with { ZoneName = "long" },
        ["DATETIME_HUGE_WITH_SECONDS"] = With(DateHuge, TimeSeconds) with { ZoneName = "long" },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Tokens = new Dictionary<string, string>
    {
        ["D"] = "DATE_SHORT", ["DD"] = "DATE_MED", ["DDD"] = "DATE_FULL", ["DDDD"] = "DATE_HUGE",
        ["t"] = "TIME_SIMPLE", ["tt"] = "TIME_WITH_SECONDS", ["ttt"] = "TIME_WITH_SHORT_OFFSET", ["tttt"] = "TIME_WITH_LONG_OFFSET",
        ["T"] = "TIME_24_SIMPLE", ["TT"] = "TIME_24_WITH_SECONDS", ["TTT"] = "TIME_24_WITH_SHORT_OFFSET", ["TTTT"] = "TIME_24_WITH_LONG_OFFSET",
        ["f"] = "DATETIME_SHORT", ["ff"] = "DATETIME_MED", ["fff"] = "DATETIME_FULL", ["ffff"] = "DATETIME_HUGE",
        ["F"] = "DATETIME_SHORT_WITH_SECONDS", ["FF"] = "DATETIME_MED_WITH_SECONDS", ["FFF"] = "DATETIME_FULL_WITH_SECONDS", ["FFFF"] = "DATETIME_HUGE_WITH_SECONDS",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static PresetFormat? ForToken(string token) => Tokens.TryGetValue(token, out var name) ? ByName[name] : null;

    /// <summary>The English text; other languages go through <c>Intl</c> where an engine is at hand.</summary>
    public static string Format(Moment moment, PresetFormat format, LocaleText locale)
    {
        var date = FormatDate(moment, format, locale);
        var time = FormatTime(moment, format, locale);
        if (date.Length == 0 || time.Length == 0)
            return date + time;
        return date + (format.Month is "long" ? " at " : ", ") + time;
    }

    private static string FormatDate(Moment moment, PresetFormat format, LocaleText locale)
    {
        var local = moment.Local;
        var year = format.Year is null ? "" : format.Year == "2-digit" ? $"{Math.Abs(local.Year) % 100:00}" : FormattableString.Invariant($"{local.Year}");
        var day = format.Day is null ? "" : format.Day == "2-digit" ? $"{local.Day:00}" : FormattableString.Invariant($"{local.Day}");
        var weekday = format.Weekday switch
        {
            null => "",
            "long" => locale.WeekdaysLong[moment.Weekday - 1],
            "narrow" => locale.WeekdaysLong[moment.Weekday - 1][..1],
            _ => locale.WeekdaysShort[moment.Weekday - 1],
        };
        if (format.Month is not ("long" or "short" or "narrow"))
        {
            var month = format.Month is null ? "" : format.Month == "2-digit" ? $"{local.Month:00}" : FormattableString.Invariant($"{local.Month}");
            return Join(", ", weekday, Join("/", month, day, year));
        }

        var name = format.Month == "long" ? locale.MonthsLongInDate[local.Month - 1] : format.Month == "short" ? locale.MonthsShort[local.Month - 1] : locale.MonthsLong[local.Month - 1][..1];
        return Join(", ", weekday, day.Length > 0 ? Join(", ", $"{name} {day}", year) : Join(" ", name, year));
    }

    private static string FormatTime(Moment moment, PresetFormat format, LocaleText locale)
    {
        var local = moment.Local;
        if (format.Hour is null && format.Minute is null && format.Second is null)
            return format.ZoneName is null ? "" : Zone();
        var half = format.Hour12 ?? true;
        var hour = half ? (local.Hour + 11) % 12 + 1 : local.Hour;
        var parts = new List<string>();
        if (format.Hour is not null)
            parts.Add(format.Hour == "2-digit" || !half ? $"{hour:00}" : $"{hour}");
        if (format.Minute is not null)
            parts.Add(parts.Count == 0 && format.Second is null ? $"{local.Minute}" : $"{local.Minute:00}");
        if (format.Second is not null)
            parts.Add(parts.Count == 0 ? $"{local.Second}" : $"{local.Second:00}");
        var text = string.Join(':', parts);
        if (half && format.Hour is not null)
            text += " " + locale.Meridiems[local.Hour < 12 ? 0 : 1];
        return format.ZoneName is null ? text : text + " " + Zone();

        string Zone() => format.ZoneName == "long" ? ZoneText.Long(moment) : ZoneText.Short(moment);
    }

    private static PresetFormat With(PresetFormat date, PresetFormat time) => date with { Hour = time.Hour, Minute = time.Minute, Second = time.Second };

    private static string Join(string separator, params IEnumerable<string> parts) => string.Join(separator, parts.Where(p => p.Length > 0));
}
