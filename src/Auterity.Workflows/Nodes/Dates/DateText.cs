using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes.Dates;

/// <summary>Reads moments as people and programs write them: ISO 8601, RFC 1123 and 2822, SQL, JavaScript, Unix time.</summary>
internal static partial class DateText
{
    // Unix times below this are seconds, above it milliseconds: as milliseconds it would be March 1973, as seconds the year 5138.
    private const double LargestSeconds = 1e11;

    /// <summary>The moment; a text without an offset is taken in the zone. Null when it is no date.</summary>
    public static DateTimeOffset? Read(JsonElement value, TimeZoneInfo zone) => value.ValueKind switch
    {
        JsonValueKind.Number => OfUnix(value.GetDouble()),
        JsonValueKind.String => Read(value.TextOf(), zone),
        _ => null,
    };

    /// <inheritdoc cref="Read(JsonElement, TimeZoneInfo)"/>
    public static DateTimeOffset? Read(string text, TimeZoneInfo zone)
    {
        text = text.Trim();
        if (UnixTime().IsMatch(text)) return OfUnix(double.Parse(text, CultureInfo.InvariantCulture));
        // Without a year .NET would fill in today's, which is chance.
        if (!Year().IsMatch(text)) return null;
        text = Decoration().Replace(text, "");
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var moment)) return null;
        return Offset().IsMatch(text) ? moment : In(moment.DateTime, zone);
    }

    /// <summary>A local time in a zone; one that a clock change skips moves forward.</summary>
    public static DateTimeOffset In(DateTime local, TimeZoneInfo zone) => new(local, zone.GetUtcOffset(local));

    private static DateTimeOffset? OfUnix(double time)
    {
        var milliseconds = Math.Abs(time) < LargestSeconds ? time * 1000 : time;
        return Math.Abs(milliseconds) < 253_402_300_800_000 && milliseconds > -62_135_596_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
            : null;
    }

    [GeneratedRegex(@"^-?\d{9,14}(\.\d+)?$")]
    private static partial Regex UnixTime();

    [GeneratedRegex(@"\d{4}")]
    private static partial Regex Year();

    // "Sat Mar 14 2026 09:26:53 GMT+0000 (Coordinated Universal Time)": what .NET does not read.
    [GeneratedRegex(@"\s*\([^)]*\)\s*$|^[A-Za-z]{3,9},?\s+(?=[A-Za-z]{3}\s+\d)|(GMT|UTC)(?=\s*[+-]\d)|\[[\w/+-]+\]$")]
    private static partial Regex Decoration();

    // The end of 2026-03-14 is a day, not an offset: an offset follows a time.
    [GeneratedRegex(@":\d{2}([.,]\d+)?\s*[+-]\d{2}(:?\d{2})?$|(Z|GMT|UTC)$", RegexOptions.IgnoreCase)]
    private static partial Regex Offset();
}
