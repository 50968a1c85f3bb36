using System.Globalization;
using Jint.Runtime;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary>The recorded time of the activation, for <c>Date</c>.</summary>
internal sealed class ScopeTime(ScriptEngine owner) : ITimeSystem
{
    private readonly DefaultTimeSystem parser = new(Zone(owner.Scope.TimeZone), CultureInfo.InvariantCulture);

    public TimeZoneInfo DefaultTimeZone => parser.DefaultTimeZone;

    public DateTimeOffset GetUtcNow() => owner.Scope.Now;

    public bool TryParse(string date, out long epochMilliseconds) => parser.TryParse(date, out epochMilliseconds);

    public TimeSpan GetUtcOffset(long epochMilliseconds) => parser.GetUtcOffset(epochMilliseconds);

    /// <summary>The zone by IANA id; UTC when the id is unknown.</summary>
    public static TimeZoneInfo Zone(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;
}
