using Auterity.Platform.Blobs;
using Auterity.Platform.Caching;
using Auterity.Platform.Data;
using Auterity.Platform.Health;
using Auterity.Platform.Http;
using Auterity.Platform.Telemetry;
using Auterity.Platform.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Auterity.Platform;

/// <summary>The ground every module stands on: data, tenants, HTTP, files, cache, telemetry, health.</summary>
public static class PlatformModule
{
    public static void AddPlatform(this WebApplicationBuilder builder)
    {
        var options = builder.AddSettings();
        builder.AddTelemetry();
        builder.AddData(options);
        builder.AddTenancy();
        builder.AddHttp(options);
        builder.AddBlobs();
        builder.AddCaching(options);
        builder.AddHealth(options);
        // Longer than any module drains (30 s), so that nothing is cut off half done.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(60));
    }

    /// <summary>Sets up what every request passes and maps the platform's own endpoints.</summary>
    /// <returns>Where modules map theirs: what is mapped here has its input checked.</returns>
    public static IEndpointRouteBuilder MapPlatform(this WebApplication app)
    {
        app.UseHttp();
        var routes = app.MapGroup("").AddEndpointFilter<RouteGroupBuilder, RetryAfterFilter>().AddEndpointFilter<RouteGroupBuilder, ValidationFilter>();
        app.MapMetrics();
        app.MapApiDocs();
        routes.MapHealth();
        routes.MapApiKeys();
        routes.MapMe();
        routes.MapSession();
        routes.MapBlobs();
        return routes;
    }
}
