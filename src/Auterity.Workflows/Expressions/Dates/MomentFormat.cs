using System.Globalization;
using System.Text;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary>Moments in a pattern such as <c>yyyy-MM-dd HH:mm</c>.</summary>
internal static class MomentFormat
{
    public static string Format(Moment moment, string format, LocaleText locale)
    {
        var text = new StringBuilder();
        foreach (var token in FormatToken.Split(format))
            text.Append(token.IsLiteral ? token.Text : Token(moment, token.Text, locale));
        return text.ToString();
    }

    private static string Token(Moment moment, string token, LocaleText locale)
    {
        var local = moment.Local;
        return token switch
        {
            "S" => Number(local.Millisecond),
            "u" or "SSS" => Number(local.Millisecond, 3),
            "uu" => Number(local.Millisecond / 10, 2),
            "uuu" => Number(local.Millisecond / 100),
            "s" => Number(local.Second),
            "ss" => Number(local.Second, 2),
            "m" => Number(local.Minute),
            "mm" => Number(local.Minute, 2),
            "h" => Number((local.Hour + 11) % 12 + 1),
            "hh" => Number((local.Hour + 11) % 12 + 1, 2),
            "H" => Number(local.Hour),
            "HH" => Number(local.Hour, 2),
            "Z" => ZoneText.Offset(moment.OffsetSeconds, OffsetForm.Narrow),
            "ZZ" => ZoneText.Offset(moment.OffsetSeconds, OffsetForm.Short),
            "ZZZ" => ZoneText.Offset(moment.OffsetSeconds, OffsetForm.Techie),
            "ZZZZ" => ZoneText.Short(moment),
            "ZZZZZ" => ZoneText.Long(moment),
            "z" => ZoneText.Name(moment.Zone),
            "a" => locale.Meridiems[local.Hour < 12 ? 0 : 1],
            "d" => Number(local.Day),
            "dd" => Number(local.Day, 2),
            "c" or "E" => Number(moment.Weekday),
            "ccc" or "EEE" => locale.WeekdaysShort[moment.Weekday - 1],
            "cccc" or "EEEE" => locale.WeekdaysLong[moment.Weekday - 1],
            "ccccc" or "EEEEE" => locale.WeekdaysLong[moment.Weekday - 1][..1].ToUpper(CultureInfo.InvariantCulture),
            "L" or "M" => Number(local.Month),
            "LL" or "MM" => Number(local.Month, 2),
            "LLL" or "MMM" => locale.MonthsShort[local.Month - 1],
            "LLLL" => locale.MonthsLong[local.Month - 1],
            "MMMM" => locale.MonthsLongInDate[local.Month - 1],
            "LLLLL" or "MMMMM" => locale.MonthsLong[local.Month - 1][..1].ToUpper(CultureInfo.InvariantCulture),
            "y" => Number(local.Year),
            "yy" => Number(Math.Abs(local.Year) % 100, 2),
            "yyyy" => Number(local.Year, 4),
            "yyyyyy" => Number(local.Year, 6),
            "G" => local.Year > 0 ? "AD" : "BC",
            "GG" => local.Year > 0 ? "Anno Domini" : "Before Christ",
            "GGGGG" => local.Year > 0 ? "A" : "B",
            "kk" or "ii" => Number(Math.Abs(moment.WeekYear) % 100, 2),
            "kkkk" or "iiii" => Number(moment.WeekYear, 4),
            "W" or "n" => Number(moment.Week),
            "WW" or "nn" => Number(moment.Week, 2),
            "o" => Number(local.DayOfYear),
            "ooo" => Number(local.DayOfYear, 3),
            "q" => Number(moment.Quarter),
            "qq" => Number(moment.Quarter, 2),
            "X" => Number(FloorDiv(moment.Milliseconds, 1000)),
            "x" => Number(moment.Milliseconds),
            _ when PresetFormat.ForToken(token) is { } preset => PresetFormat.Format(moment, preset, locale),
            _ => token,
        };
    }

    private static long FloorDiv(long value, long by) => (value - (value % by + by) % by) / by;

    private static string Number(long value, int digits = 0)
    {
        var text = Math.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
        return value < 0 ? "-" + text : text;
    }
}
