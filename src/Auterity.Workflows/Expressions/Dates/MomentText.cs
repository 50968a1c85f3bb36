using System.Globalization;
using NodaTime;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary>Moments in the standard notations.</summary>
internal static class MomentText
{
    public static string Iso(Moment moment, IsoOptions options) =>
        IsoDate(moment, options) + "T" + IsoTime(moment, options);

    public static string IsoDate(Moment moment, IsoOptions options)
    {
        var local = moment.Local;
        var year = Year(local.Year);
        var dash = options.Basic ? "" : "-";
        return FormattableString.Invariant($"{year}{dash}{local.Month:00}{dash}{local.Day:00}");
    }

    public static string IsoTime(Moment moment, IsoOptions options)
    {
        var local = moment.Local;
        var colon = options.Basic ? "" : ":";
        var text = FormattableString.Invariant($"{local.Hour:00}{colon}{local.Minute:00}");
        var milliseconds = local.Millisecond;
        if (milliseconds != 0 || local.Second != 0 || !options.SuppressSeconds)
        {
            text += FormattableString.Invariant($"{colon}{local.Second:00}");
            if (milliseconds != 0 || !options.SuppressMilliseconds)
                text += FormattableString.Invariant($".{milliseconds:000}");
        }

        if (!options.IncludeOffset)
            return text;
        return text + (moment.Zone == DateTimeZone.Utc && !options.ExtendedZone ? "Z" : ZoneText.Offset(moment.OffsetSeconds, options.Basic ? OffsetForm.Techie : OffsetForm.Short))
            + (options.ExtendedZone ? $"[{ZoneText.Name(moment.Zone)}]" : "");
    }

    public static string IsoWeek(Moment moment) => FormattableString.Invariant($"{moment.WeekYear:0000}-W{moment.Week:00}-{moment.Weekday}");

    public static string SqlDate(Moment moment) => IsoDate(moment, new IsoOptions());

    public static string SqlTime(Moment moment, bool includeOffset, bool includeZone, bool includeOffsetSpace)
    {
        var local = moment.Local;
        var text = FormattableString.Invariant($"{local.Hour:00}:{local.Minute:00}:{local.Second:00}.{local.Millisecond:000}");
        if (includeZone)
            return text + (includeOffsetSpace ? " " : "") + ZoneText.Name(moment.Zone);
        return includeOffset ? text + (includeOffsetSpace ? " " : "") + (moment.Zone == DateTimeZone.Utc ? "Z" : ZoneText.Offset(moment.OffsetSeconds, OffsetForm.Short)) : text;
    }

    public static string Http(Moment moment) =>
        DateTimeOffset.FromUnixTimeMilliseconds(moment.Milliseconds).ToString("ddd, dd MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture);

    public static string Rfc2822(Moment moment)
    {
        var local = moment.Local;
        return FormattableString.Invariant($"{LocaleText.English.WeekdaysShort[moment.Weekday - 1]}, {local.Day:00} {LocaleText.English.MonthsShort[local.Month - 1]} {local.Year:0000} {local.Hour:00}:{local.Minute:00}:{local.Second:00} {ZoneText.Offset(moment.OffsetSeconds, OffsetForm.Techie)}");
    }

    private static string Year(int year) => year is > 9999 or < 0
        ? FormattableString.Invariant($"{(year < 0 ? "-" : "+")}{Math.Abs(year):000000}")
        : FormattableString.Invariant($"{year:0000}");
}

/// <summary>Options of the ISO notations, with Luxon's defaults.</summary>
internal sealed record IsoOptions
{
    public bool Basic { get; init; }

    public bool SuppressSeconds { get; init; }

    public bool SuppressMilliseconds { get; init; }

    public bool IncludeOffset { get; init; } = true;

    public bool ExtendedZone { get; init; }
}
