using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Calendars;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary>Reads a text by a pattern such as <c>dd/MM/yyyy HH:mm</c>.</summary>
internal sealed class FormatReader
{
    private static readonly ConcurrentDictionary<(string, string), FormatReader> Known = new();

    private readonly Regex pattern;
    private readonly List<string> tokens = [];
    private readonly LocaleText locale;

    private FormatReader(string format, LocaleText locale)
    {
        this.locale = locale;
        var text = new StringBuilder("^");
        foreach (var token in Expand(format))
        {
            if (token.IsLiteral || Form(token.Text) is not { } form)
            {
                text.Append(Regex.Escape(token.Text).Replace("\\ ", "\\s", StringComparison.Ordinal));
            }
            else
            {
                text.Append('(').Append(form).Append(')');
                tokens.Add(token.Text);
            }
        }

        pattern = new Regex(text.Append('$').ToString(), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(250));
    }

    public static FormatReader For(string format, LocaleText locale)
    {
        if (format.Length > 200)
            throw new ExpressionException("The date pattern is longer than 200 characters.");
        if (Known.Count > 500)
            Known.Clear();
        return Known.GetOrAdd((format, locale.Tag), static key => new FormatReader(key.Item1, LocaleText.Of(key.Item2)));
    }

    /// <param name="now">Gives the units the pattern does not name but that are larger than those it does.</param>
    /// <returns>Null when the text does not match.</returns>
    public WrittenTime? Read(string text, LocalDateTime now)
    {
        var match = text.Length > 1_000 ? Match.Empty : pattern.Match(text);
        if (!match.Success)
            return null;
        var read = new Dictionary<char, double>();
        int? offset = null;
        string? zone = null;
        for (var i = 0; i < tokens.Count; i++)
        {
            var (token, value) = (tokens[i], match.Groups[i + 1].Value);
            if (token[0] == 'Z')
                offset = OffsetMinutes(value);
            else if (token[0] == 'z')
                zone = value;
            else
                read[Kind(token)] = Value(token, value);
        }

        return Assemble(read, now) is { } local ? new WrittenTime(local, offset, zone) : null;
    }

    private static LocalDateTime? Assemble(Dictionary<char, double> read, LocalDateTime now)
    {
        var hour = read.GetValueOrDefault('h', 0);
        if (read.TryGetValue('a', out var half))
            hour = half == 1 && hour < 12 ? hour + 12 : half == 0 && hour == 12 ? 0 : hour;
        var (minute, second, fraction) = (read.GetValueOrDefault('m'), read.GetValueOrDefault('s'), read.GetValueOrDefault('S'));
        if (hour > 24 || minute > 59 || second > 59 || (hour == 24 && minute + second + fraction > 0) || Date(read, now) is not { } date)
            return null;
        return (hour == 24 ? date.PlusDays(1) : date) + new LocalTime((int)hour % 24, (int)minute, (int)second, (int)fraction);
    }

    private static LocalDate? Date(Dictionary<char, double> read, LocalDateTime now)
    {
        var hasDate = read.Keys.Any(k => k is 'y' or 'M' or 'd' or 'o' or 'k' or 'W' or 'E' or 'q');
        if (!hasDate)
            return now.Date;
        var year = (int)read.GetValueOrDefault('y', now.Year);
        if (read.ContainsKey('k') || read.ContainsKey('W') || (read.ContainsKey('E') && !read.ContainsKey('d') && !read.ContainsKey('M') && !read.ContainsKey('y')))
        {
            var weekYear = (int)read.GetValueOrDefault('k', WeekYearRules.Iso.GetWeekYear(now.Date));
            var week = (int)read.GetValueOrDefault('W', read.ContainsKey('k') ? 1 : WeekYearRules.Iso.GetWeekOfWeekYear(now.Date));
            var weekday = (int)read.GetValueOrDefault('E', 1);
            return weekYear is > 0 and < 9998 && week >= 1 && week <= WeekYearRules.Iso.GetWeeksInWeekYear(weekYear) && weekday is >= 1 and <= 7
                ? WeekYearRules.Iso.GetLocalDate(weekYear, week, (IsoDayOfWeek)weekday) : null;
        }

        if (Math.Abs(year) > 9_990)
            return null;
        if (read.TryGetValue('o', out var ordinal))
            return ordinal >= 1 && ordinal <= CalendarSystem.Iso.GetDaysInYear(year) ? new LocalDate(year, 1, 1).PlusDays((int)ordinal - 1) : null;
        var month = (int)read.GetValueOrDefault('M', read.TryGetValue('q', out var quarter) ? (quarter - 1) * 3 + 1 : read.ContainsKey('y') ? 1 : now.Month);
        var day = (int)read.GetValueOrDefault('d', 1);
        if (month is < 1 or > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month))
            return null;
        var date = new LocalDate(year, month, day);
        return read.TryGetValue('E', out var expected) && (int)date.DayOfWeek != (int)expected ? null : date;
    }

    private static IEnumerable<FormatToken> Expand(string format) => FormatToken.Split(format).SelectMany(token => token is { IsLiteral: false } ? token.Text switch
    {
        "D" => FormatToken.Split("M/d/yyyy"),
        "DD" => FormatToken.Split("MMM d, yyyy"),
        "DDD" => FormatToken.Split("MMMM d, yyyy"),
        "DDDD" => FormatToken.Split("EEEE, MMMM d, yyyy"),
        "t" => FormatToken.Split("h:mm a"),
        "tt" => FormatToken.Split("h:mm:ss a"),
        "T" => FormatToken.Split("HH:mm"),
        "TT" => FormatToken.Split("HH:mm:ss"),
        "f" => FormatToken.Split("M/d/yyyy, h:mm a"),
        "ff" => FormatToken.Split("MMM d, yyyy, h:mm a"),
        "F" => FormatToken.Split("M/d/yyyy, h:mm:ss a"),
        "FF" => FormatToken.Split("MMM d, yyyy, h:mm:ss a"),
        _ => [token],
    } : [token]);

    private string? Form(string token) => token switch
    {
        "y" => @"\d{1,6}",
        "yy" => @"\d{2,4}",
        "yyyy" or "kkkk" => @"\d{4}",
        "yyyyy" => @"\d{4,6}",
        "yyyyyy" => @"[+-]?\d{6}",
        "kk" => @"\d{2,4}",
        "M" or "L" or "d" or "h" or "H" or "m" or "s" or "q" or "W" => @"\d{1,2}",
        "MM" or "LL" or "dd" or "hh" or "HH" or "mm" or "ss" or "qq" or "WW" => @"\d{2}",
        "o" or "S" => @"\d{1,3}",
        "ooo" or "SSS" => @"\d{3}",
        "u" => @"\d{1,9}",
        "uu" => @"\d{1,2}",
        "uuu" or "E" or "c" => @"\d",
        "MMM" or "LLL" => Names(locale.MonthsShort),
        "MMMM" or "LLLL" => Names([.. locale.MonthsLong, .. locale.MonthsLongInDate]),
        "EEE" or "ccc" => Names(locale.WeekdaysShort),
        "EEEE" or "cccc" => Names(locale.WeekdaysLong),
        "a" => Names(locale.Meridiems),
        "G" => "AD|BC",
        "GG" => "Anno Domini|Before Christ",
        "Z" or "ZZ" => @"[+-]\d{1,2}(?::\d{2})?",
        "ZZZ" => @"[+-]\d{1,2}\d{2}?",
        "z" => "[a-z_+-/]{1,256}?",
        _ => null,
    };

    private static char Kind(string token) => token[0] switch
    {
        'L' => 'M',
        'H' => 'h',
        'c' => 'E',
        'u' => 'S',
        _ => token[0],
    };

    private double Value(string token, string text) => token switch
    {
        "MMM" or "LLL" => Index(locale.MonthsShort, text),
        "MMMM" or "LLLL" => Index(locale.MonthsLong, text) is > 0 and var month ? month : Index(locale.MonthsLongInDate, text),
        "EEE" or "ccc" => Index(locale.WeekdaysShort, text),
        "EEEE" or "cccc" => Index(locale.WeekdaysLong, text),
        "a" => Index(locale.Meridiems, text) - 1,
        "G" or "GG" => 0,
        "u" => Math.Floor(double.Parse("0." + text, CultureInfo.InvariantCulture) * 1000),
        "uu" => double.Parse(text, CultureInfo.InvariantCulture) * 10,
        "uuu" => double.Parse(text, CultureInfo.InvariantCulture) * 100,
        "yy" or "kk" when text.Length == 2 => double.Parse(text, CultureInfo.InvariantCulture) is var year && year > 60 ? 1900 + year : 2000 + year,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static int OffsetMinutes(string text)
    {
        var digits = text[1..].Replace(":", "", StringComparison.Ordinal);
        var hours = digits.Length <= 2 ? digits : digits[..^2];
        var minutes = digits.Length <= 2 ? "0" : digits[^2..];
        return (int.Parse(hours, CultureInfo.InvariantCulture) * 60 + int.Parse(minutes, CultureInfo.InvariantCulture)) * (text[0] == '-' ? -1 : 1);
    }

    private static string Names(string[] names) => string.Join('|', names.OrderByDescending(n => n.Length).Select(Regex.Escape));

    private static int Index(string[] names, string text) => Array.FindIndex(names, n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) + 1;
}
