using System.Collections.Concurrent;
using System.Globalization;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary>Names of months and weekdays in a language.</summary>
internal sealed class LocaleText
{
    private static readonly ConcurrentDictionary<string, LocaleText> Known = new(StringComparer.OrdinalIgnoreCase);

    private LocaleText(string tag)
    {
        Tag = tag;
        CultureInfo culture;
        try
        {
            culture = CultureInfo.GetCultureInfo(tag, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            culture = CultureInfo.GetCultureInfo("en-US");
        }

        var format = culture.DateTimeFormat;
        IsEnglish = culture.TwoLetterISOLanguageName is "en" or "iv";
        MonthsLong = format.MonthNames[..12];
        MonthsShort = IsEnglish ? ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] : format.AbbreviatedMonthNames[..12];
        MonthsLongInDate = IsEnglish ? MonthsLong : format.MonthGenitiveNames[..12];
        WeekdaysLong = [.. format.DayNames[1..], format.DayNames[0]];
        WeekdaysShort = [.. format.AbbreviatedDayNames[1..], format.AbbreviatedDayNames[0]];
        Meridiems = IsEnglish || format.AMDesignator.Length == 0 ? ["AM", "PM"] : [format.AMDesignator, format.PMDesignator];
    }

    public static LocaleText English { get; } = new("en-US");

    public string Tag { get; }

    public bool IsEnglish { get; }

    public string[] MonthsLong { get; }

    public string[] MonthsLongInDate { get; }

    public string[] MonthsShort { get; }

    /// <summary>Monday first.</summary>
    public string[] WeekdaysLong { get; }

    public string[] WeekdaysShort { get; }

    public string[] Meridiems { get; }

    public static LocaleText Of(string? tag)
    {
        if (string.IsNullOrEmpty(tag) || tag.Length > 40)
            return English;
        if (Known.Count > 500)
            Known.Clear();
        return Known.GetOrAdd(tag, static t => new LocaleText(t));
    }
}
