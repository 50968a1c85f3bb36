using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Auterity.Platform.Health;

/// <summary><c>/health</c> for people and monitors, <c>/health/ready</c> for load balancers, <c>/health/live</c> for whoever restarts processes.</summary>
internal static class HealthEndpoints
{
    private static readonly string Version =
        typeof(HealthEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health").AllowAnonymous();
        health.MapGet("", Report).WithName("GetHealth").WithSummary("Status, version, and every dependency with its latency");
        health.MapGet("ready", Ready).WithName("GetReadiness").WithSummary("200 while the process takes work, 503 while it starts, drains or lacks its database");
        health.MapGet("live", Live).WithName("GetLiveness").WithSummary("200 as long as the process answers at all");
    }

    private static async Task<JsonHttpResult<HealthView>> Report(HealthReports reports, TimeProvider time, CancellationToken cancellationToken)
    {
        var report = await reports.GetAsync(cancellationToken);
        var dependencies = report.Entries.ToDictionary(
            entry => entry.Key,
            entry => new DependencyView(Name(entry.Value.Status), Math.Round(entry.Value.Duration.TotalMilliseconds, 2), entry.Value.Description));
        return TypedResults.Json(
            new HealthView(Name(report.Status), time.GetUtcNow(), Version, dependencies),
            statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private static async Task<JsonHttpResult<ReadinessView>> Ready(HealthReports reports, CancellationToken cancellationToken)
    {
        var waitsFor = new List<string>();
        if (reports.IsStarting) waitsFor.Add("start");
        if (reports.IsStopping) waitsFor.Add("shutdown");
        foreach (var (name, entry) in (await reports.GetAsync(cancellationToken)).Entries)
            if (entry.Status == HealthStatus.Unhealthy) waitsFor.Add($"{name}: {entry.Description}");
        return TypedResults.Json(
            waitsFor.Count == 0 ? new ReadinessView("ready") : new ReadinessView("notReady", waitsFor),
            statusCode: waitsFor.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static Ok<LivenessView> Live() => TypedResults.Ok(new LivenessView("live"));

    private static string Name(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };

    /// <summary>How the process and what it needs are doing.</summary>
    internal sealed record HealthView(string Status, DateTimeOffset Timestamp, string Version, IReadOnlyDictionary<string, DependencyView> Dependencies);

    /// <summary>Something the process needs; latency in milliseconds.</summary>
    internal sealed record DependencyView(string Status, double LatencyMs, string? Detail);

    /// <summary>Whether the process takes work, and what it waits for while it does not.</summary>
    internal sealed record ReadinessView(string Status, IReadOnlyList<string>? WaitingFor = null);

    internal sealed record LivenessView(string Status);
}
