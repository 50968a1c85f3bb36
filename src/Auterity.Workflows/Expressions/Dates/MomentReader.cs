using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Calendars;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary>A time as it was written: on a wall clock, perhaps with an offset or a zone.</summary>
internal readonly record struct WrittenTime(LocalDateTime Local, int? OffsetMinutes, string? Zone);

/// <summary>Reads the standard notations. Null means that the text is none of them.</summary>
internal static partial class MomentReader
{
    /// <param name="today">The date meant when only a time is written.</param>
    public static WrittenTime? Iso(string text, LocalDate today)
    {
        if (text.Length > 100)
            return null;
        var match = IsoDateTime().Match(text.Trim());
        if (match.Success && IsoDate(match) is { } date)
            return Combine(date, match);
        match = IsoTimeOnly().Match(text.Trim());
        return match.Success ? Combine(today, match) : null;
    }

    public static WrittenTime? Sql(string text, LocalDate today)
    {
        if (text.Length > 100)
            return null;
        var match = SqlDateTime().Match(text);
        if (match.Success && Valid(Int(match, "y"), Int(match, "mo"), Int(match, "d")) is { } date)
            return Combine(date, match);
        match = SqlTimeOnly().Match(text);
        return match.Success ? Combine(today, match) : null;
    }

    /// <summary>The form of e-mail and HTTP headers.</summary>
    public static WrittenTime? Header(string text)
    {
        if (text.Length > 100)
            return null;
        var match = HeaderDate().Match(text.Trim());
        if (!match.Success)
            return null;
        var month = Array.FindIndex(LocaleText.English.MonthsShort, m => m.Equals(match.Groups["mon"].Value, StringComparison.OrdinalIgnoreCase)) + 1;
        var year = Int(match, "y");
        if (match.Groups["y"].Length == 2)
            year += year > 60 ? 1900 : 2000;
        if (Valid(year, month, Int(match, "d")) is not { } date)
            return null;
        var zone = match.Groups["zone"].Value.ToUpperInvariant();
        int? offset = zone switch
        {
            "" or "Z" or "UT" or "GMT" or "UTC" => 0,
            "EST" => -300,
            "EDT" => -240,
            "CST" => -360,
            "CDT" => -300,
            "MST" => -420,
            "MDT" => -360,
            "PST" => -480,
            "PDT" => -420,
            _ => null,
        };
        return Combine(date, match) is { } time ? time with { OffsetMinutes = time.OffsetMinutes ?? offset } : null;
    }

    /// <summary>ISO 8601 duration; null when it is none.</summary>
    public static DurationAmount? Duration(string text)
    {
        var match = text.Length > 100 ? Match.Empty : IsoDuration().Match(text);
        if (!match.Success)
            return null;
        var sign = match.Groups["sign"].Value == "-" ? -1 : 1;
        var units = new List<KeyValuePair<LuxonUnit, double>>();
        foreach (var unit in new[] { LuxonUnit.Years, LuxonUnit.Months, LuxonUnit.Weeks, LuxonUnit.Days, LuxonUnit.Hours, LuxonUnit.Minutes, LuxonUnit.Seconds })
        {
            if (match.Groups[LuxonUnits.Name(unit)] is not { Success: true } group)
                continue;
            var number = group.Value.Replace(',', '.');
            if (unit == LuxonUnit.Seconds && number.Split('.') is [var whole, var fraction])
            {
                units.Add(new(unit, sign * double.Parse(whole, CultureInfo.InvariantCulture)));
                var milliseconds = Math.Floor(double.Parse("0." + fraction, CultureInfo.InvariantCulture) * 1000);
                units.Add(new(LuxonUnit.Milliseconds, sign * milliseconds * (whole.StartsWith('-') ? -1 : 1)));
            }
            else
            {
                units.Add(new(unit, sign * double.Parse(number, CultureInfo.InvariantCulture)));
            }
        }

        return units.Count == 0 ? null : new DurationAmount(units);
    }

    private static LocalDate? IsoDate(Match match)
    {
        var year = Int(match, "y");
        if (match.Groups["w"].Success)
        {
            var (week, day) = (Int(match, "w"), match.Groups["wd"].Success ? Int(match, "wd") : 1);
            return year is > 0 and < 9998 && week >= 1 && week <= WeekYearRules.Iso.GetWeeksInWeekYear(year) && day is >= 1 and <= 7
                ? WeekYearRules.Iso.GetLocalDate(year, week, (IsoDayOfWeek)day)
                : null;
        }

        if (!match.Groups["o"].Success)
            return Valid(year, match.Groups["mo"].Success ? Int(match, "mo") : 1, match.Groups["d"].Success ? Int(match, "d") : 1);
        var ordinal = Int(match, "o");
        return Valid(year, 1, 1) is { } first && ordinal >= 1 && ordinal <= CalendarSystem.Iso.GetDaysInYear(year) ? first.PlusDays(ordinal - 1) : null;
    }

    private static WrittenTime? Combine(LocalDate date, Match match)
    {
        var (hour, minute, second) = (Int(match, "h"), Int(match, "mi"), Int(match, "s"));
        var fraction = match.Groups["f"].Value;
        var milliseconds = fraction.Length == 0 ? 0 : int.Parse(fraction.PadRight(3, '0')[..3], CultureInfo.InvariantCulture);
        if (hour > 24 || minute > 59 || second > 59 || (hour == 24 && minute + second + milliseconds > 0))
            return null;
        int? offset = null;
        if (match.Groups["z"].Success)
            offset = 0;
        else if (match.Groups["oh"].Success)
            offset = (Int(match, "oh") * 60 + Int(match, "om")) * (match.Groups["sign"].Value == "-" ? -1 : 1);
        var local = (hour == 24 ? date.PlusDays(1) : date) + new LocalTime(hour % 24, minute, second, milliseconds);
        return offset is < -1080 or > 1080 ? null : new WrittenTime(local, offset, match.Groups["iana"] is { Success: true } zone ? zone.Value : null);
    }

    private static LocalDate? Valid(int year, int month, int day) =>
        Math.Abs(year) < 9998 && month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month) ? new LocalDate(year, month, day) : null;

    private static int Int(Match match, string group) =>
        int.TryParse(match.Groups[group].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : 0;

    private const string Offset = @"(?:(?<z>[Zz])|(?<sign>[+-])(?<oh>\d\d)(?::?(?<om>\d\d))?)?";
    private const string Iana = @"(?:\[(?<iana>[A-Za-z0-9_+/-]{1,60})\])?";
    private const string Time = @"(?<h>\d\d)(?::?(?<mi>\d\d)(?::?(?<s>\d\d)(?:[.,](?<f>\d{1,30}))?)?)?";

    [GeneratedRegex(@"^(?<y>[+-]\d{6}|\d{4})(?:-W(?<w>\d\d)(?:-(?<wd>\d))?|W(?<w>\d\d)(?<wd>\d)?|-(?<o>\d{3})|(?<o>\d{3})|-?(?<mo>\d\d)(?:-?(?<d>\d\d))?)?(?:[Tt]" + Time + Offset + Iana + ")?$")]
    private static partial Regex IsoDateTime();

    [GeneratedRegex("^[Tt]?" + Time + Offset + Iana + "$")]
    private static partial Regex IsoTimeOnly();

    [GeneratedRegex(@"^(?<y>[+-]\d{6}|\d{4})-(?<mo>\d\d)-(?<d>\d\d)(?: (?<h>\d\d):(?<mi>\d\d)(?::(?<s>\d\d)(?:[.,](?<f>\d{1,30}))?)?(?: ?" + Offset + @"|(?: (?<iana>[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)*))?))?$")]
    private static partial Regex SqlDateTime();

    [GeneratedRegex(@"^(?<h>\d\d):(?<mi>\d\d)(?::(?<s>\d\d)(?:[.,](?<f>\d{1,30}))?)?(?: ?" + Offset + ")$")]
    private static partial Regex SqlTimeOnly();

    [GeneratedRegex(@"^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s+)?(?<d>\d{1,2})[\s-](?<mon>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[\s-](?<y>\d{2,4})\s+(?<h>\d\d):(?<mi>\d\d)(?::(?<s>\d\d))?(?:\s+(?:(?<zone>UT|GMT|UTC|[ECMP][SD]T|Z)|(?<sign>[+-])(?<oh>\d\d)(?<om>\d\d)))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HeaderDate();

    [GeneratedRegex(@"^(?<sign>-)?P(?:(?<years>-?\d{1,20}(?:[.,]\d{1,20})?)Y)?(?:(?<months>-?\d{1,20}(?:[.,]\d{1,20})?)M)?(?:(?<weeks>-?\d{1,20}(?:[.,]\d{1,20})?)W)?(?:(?<days>-?\d{1,20}(?:[.,]\d{1,20})?)D)?(?:T(?:(?<hours>-?\d{1,20}(?:[.,]\d{1,20})?)H)?(?:(?<minutes>-?\d{1,20}(?:[.,]\d{1,20})?)M)?(?:(?<seconds>-?\d{1,20}(?:[.,]\d{1,20})?)S)?)?$")]
    private static partial Regex IsoDuration();
}
