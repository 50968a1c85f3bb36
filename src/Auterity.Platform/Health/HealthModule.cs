using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Auterity.Platform.Health;

/// <summary>Whether the process works, for people and for load balancers. Modules add checks with <c>AddHealthChecks().AddCheck</c>.</summary>
internal static class HealthModule
{
    public static void AddHealth(this WebApplicationBuilder builder, PlatformOptions options)
    {
        builder.Services.AddSingleton<HealthReports>();
        var checks = builder.Services.AddHealthChecks().AddCheck<DatabaseCheck>("database").AddCheck<DiskCheck>("disk");
        if (options.Redis is { Length: > 0 }) checks.AddCheck<RedisCheck>("redis", HealthStatus.Degraded);
    }
}
