using System.Globalization;
using System.Text.RegularExpressions;

namespace Auterity.Workflows.Files;

/// <summary>Dates of feeds: RFC 822 with its zone names, ISO 8601, and what people make of them.</summary>
internal static partial class FeedDates
{
    private static readonly Dictionary<string, string> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UT"] = "+00:00", ["UTC"] = "+00:00", ["GMT"] = "+00:00", ["Z"] = "+00:00", ["WET"] = "+00:00",
        ["EST"] = "-05:00", ["EDT"] = "-04:00", ["CST"] = "-06:00", ["CDT"] = "-05:00", ["MST"] = "-07:00", ["MDT"] = "-06:00", ["PST"] = "-08:00", ["PDT"] = "-07:00",
        ["BST"] = "+01:00", ["CET"] = "+01:00", ["CEST"] = "+02:00", ["EET"] = "+02:00", ["EEST"] = "+03:00", ["IST"] = "+05:30", ["JST"] = "+09:00",
    };

    /// <summary>The instant as <c>2026-03-14T09:26:53.000Z</c>, or null when the text is no date.</summary>
    public static string? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 100) return null;
        var plain = Weekday().Replace(text.Trim(), "");
        plain = Zone().Replace(plain, match => Zones.TryGetValue(match.Groups[1].Value, out var offset) ? " " + offset : match.Value);
        plain = Offset().Replace(plain, " $1$2:$3");
        return DateTimeOffset.TryParse(plain, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var date)
            ? date.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)
            : null;
    }

    [GeneratedRegex(@"^[A-Za-z]{2,9}\.?,?\s+(?=\d)")]
    private static partial Regex Weekday();

    [GeneratedRegex(@"\s+\(?([A-Za-z]{1,5})\)?$")]
    private static partial Regex Zone();

    [GeneratedRegex(@"\s*([+-])(\d{2})(\d{2})$")]
    private static partial Regex Offset();
}
