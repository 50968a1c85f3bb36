using System.Globalization;

namespace Auterity.Cli.Terminal;

/// <summary>Moments and durations as people read them.</summary>
internal static class TimeText
{
    public static string Of(DateTimeOffset? moment) => moment?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    public static string Clock(DateTimeOffset moment) => moment.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Of(TimeSpan? duration) => duration switch
    {
        null => "",
        { TotalMilliseconds: < 1 } => "< 1 ms",
        { TotalMilliseconds: < 1000 } time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 60 } time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalHours: < 1 } time => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds} s"),
        { TotalDays: < 1 } time => string.Create(CultureInfo.InvariantCulture, $"{time.Hours} h {time.Minutes} min"),
        { } time => string.Create(CultureInfo.InvariantCulture, $"{time.Days} d {time.Hours} h"),
    };

    /// <summary>A moment, or how long ago: <c>2026-05-01T08:00:00Z</c>, <c>2026-05-01</c>, <c>90s</c>, <c>15m</c>, <c>2h</c>, <c>7d</c>.</summary>
    public static DateTimeOffset? Parse(string? text, string option, DateTimeOffset now)
    {
        if (text is null) return null;
        if (text.Length > 1 && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var count) && count is >= 0 and < 100_000)
        {
            if (SpanOf(text[^1], count) is { } ago) return now - ago;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var moment)) return moment;
        throw Failure.Usage($"{option} is '{text}'. Write a moment like 2026-05-01T08:00:00Z, or how long ago, like 90s, 15m, 2h or 7d.");
    }

    private static TimeSpan? SpanOf(char unit, double count) => unit switch
    {
        's' => TimeSpan.FromSeconds(count),
        'm' => TimeSpan.FromMinutes(count),
        'h' => TimeSpan.FromHours(count),
        'd' => TimeSpan.FromDays(count),
        _ => null,
    };
}
