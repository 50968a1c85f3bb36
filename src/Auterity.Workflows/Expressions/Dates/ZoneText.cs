using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary>Time zones by name, and their names in text.</summary>
internal static partial class ZoneText
{
    private static readonly FrozenDictionary<string, string> Ids =
        DateTimeZoneProviders.Tzdb.Ids.ToFrozenDictionary(id => id, id => id, StringComparer.OrdinalIgnoreCase);

    /// <summary>English short names are customary in North America only; elsewhere the offset stands for them.</summary>
    private static readonly FrozenDictionary<string, (string Standard, string Daylight)> ShortNames = new Dictionary<string, (string, string)>
    {
        ["Eastern"] = ("EST", "EDT"),
        ["Central"] = ("CST", "CDT"),
        ["Mountain"] = ("MST", "MDT"),
        ["Pacific"] = ("PST", "PDT"),
        ["Alaska"] = ("AKST", "AKDT"),
        ["Hawaii-Aleutian"] = ("HST", "HDT"),
    }.ToFrozenDictionary();

    /// <summary>A zone by IANA id, <c>utc</c>, or a fixed offset such as <c>UTC+5:30</c>; null when there is no such zone.</summary>
    public static DateTimeZone? Find(string name)
    {
        if (name.Equals("utc", StringComparison.OrdinalIgnoreCase) || name.Equals("gmt", StringComparison.OrdinalIgnoreCase))
            return DateTimeZone.Utc;
        if (Ids.TryGetValue(name, out var id))
            return DateTimeZoneProviders.Tzdb[id];
        var match = FixedOffset().Match(name);
        if (!match.Success)
            return null;
        var hours = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        var minutes = match.Groups[3].Success ? int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture) : 0;
        return Fixed((hours * 60 + minutes) * (match.Groups[1].Value == "-" ? -1 : 1));
    }

    public static DateTimeZone Fixed(int minutes) => minutes == 0 ? DateTimeZone.Utc : DateTimeZone.ForOffset(NodaTime.Offset.FromSeconds(Math.Clamp(minutes, -1079, 1079) * 60));

    public static bool IsFixed(DateTimeZone zone) => zone.MinOffset == zone.MaxOffset && (zone == DateTimeZone.Utc || zone.Id.StartsWith("UTC", StringComparison.Ordinal));

    /// <summary><c>Europe/Berlin</c>, <c>UTC</c>, <c>UTC+5:30</c>.</summary>
    public static string Name(DateTimeZone zone) =>
        zone == DateTimeZone.Utc ? "UTC" : IsFixed(zone) ? "UTC" + Offset(zone.MinOffset.Seconds, OffsetForm.Narrow) : zone.Id;

    public static string Short(Moment moment)
    {
        if (moment.Zone == DateTimeZone.Utc)
            return "UTC";
        // Names of zones are recorded since 1970.
        var name = moment.Milliseconds < 0 ? "" : Long(moment);
        foreach (var (start, (standard, daylight)) in ShortNames)
        {
            if (name == $"{start} Standard Time")
                return standard;
            if (name == $"{start} Daylight Time")
                return daylight;
        }

        return moment.OffsetSeconds == 0 ? "GMT" : "GMT" + Offset(moment.OffsetSeconds, OffsetForm.Narrow);
    }

    /// <summary>"Central European Standard Time"; the offset where a zone has no name.</summary>
    public static string Long(Moment moment)
    {
        if (moment.Zone == DateTimeZone.Utc)
            return "Coordinated Universal Time";
        if (!IsFixed(moment.Zone) && TimeZoneInfo.TryFindSystemTimeZoneById(moment.Zone.Id, out var system))
        {
            var name = moment.IsDaylightSaving ? system.DaylightName : system.StandardName;
            if (name.Length > 0 && name.Contains(' ', StringComparison.Ordinal))
                return name;
        }

        return moment.OffsetSeconds == 0 ? "GMT" : "GMT" + Offset(moment.OffsetSeconds, OffsetForm.Short);
    }

    public static string Offset(int seconds, OffsetForm form)
    {
        var sign = seconds >= 0 ? "+" : "-";
        var minutes = Math.Abs(seconds) / 60;
        var (h, m) = (minutes / 60, minutes % 60);
        return FormattableString.Invariant(form switch
        {
            OffsetForm.Short => $"{sign}{h:00}:{m:00}",
            OffsetForm.Narrow when m == 0 => $"{sign}{h}",
            OffsetForm.Narrow => $"{sign}{h}:{m:00}",
            _ => $"{sign}{h:00}{m:00}",
        });
    }

    [GeneratedRegex(@"^utc(?:([+-])(\d{1,2})(?::?(\d{2}))?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FixedOffset();
}

/// <summary>How an offset is written: <c>+05:30</c>, <c>+5:30</c>, <c>+0530</c>.</summary>
internal enum OffsetForm
{
    Short,
    Narrow,
    Techie,
}
