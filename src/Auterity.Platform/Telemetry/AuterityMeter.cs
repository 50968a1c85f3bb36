using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Auterity.Platform.Telemetry;

/// <summary>The platform's own traces and metrics; every module adds to these two, named <c>Auterity</c>.</summary>
public static class AuterityMeter
{
    public const string Name = "Auterity";

    public static ActivitySource Source { get; } = new(Name);

    public static Meter Meter { get; } = new(Name);
}
