using System.Diagnostics;
using System.Text.Json;
using Auterity.Platform.Data;
using Auterity.Platform.Tenancy;
using Auterity.Sdk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Platform.Http;

/// <summary>What every request passes, and what every endpoint can count on.</summary>
internal static class HttpModule
{
    public static void AddHttp(this WebApplicationBuilder builder, PlatformOptions options)
    {
        var services = builder.Services;
        services.Configure<KestrelServerOptions>(kestrel => Listening.Configure(kestrel, options));
        services.AddExceptionHandler<ProblemHandler>();
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context =>
            context.ProblemDetails.Extensions["traceId"] = Activity.Current?.TraceId.ToString());
        services.Configure<JsonOptions>(json => Apply(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddScoped<Cursors>();
        services.AddModelPart(IdempotencyModel.Build);
        services.AddSingleton<IdempotencyStore>();
        services.AddHostedService<IdempotencySweep>();
        services.AddResponseCompression(compression => compression.Providers.Add<GzipCompressionProvider>());
        services.AddSingleton<RequestLimits>();
        services.AddApiDocs();
    }

    /// <summary>The request's way, from the outside in.</summary>
    public static void UseHttp(this WebApplication app)
    {
        app.Use(RequestId.Set);
        app.Use(SecurityHeaders.Set);
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = _ => Task.CompletedTask, SuppressDiagnosticsCallback = Handled });
        app.UseStatusCodePages(StatusPages.Write);
        app.UseResponseCompression();
        app.UseStudio();
        app.UseRouting();
        app.Use(BodyGuard.Check);
        app.UseAuthentication();
        app.Use(TenancyModule.EnterTenant);
        app.Use(RequestLimits.Check);
        app.UseAuthorization();
        app.Use(Idempotency.Keep);
    }

    private static void Apply(JsonSerializerOptions options)
    {
        JsonDefaults.Apply(options);
        options.AllowDuplicateProperties = false;
        options.Converters.Add(new TextConverter());
    }

    private static bool Handled(ExceptionHandlerSuppressDiagnosticsContext context) => context.ExceptionHandledBy == ExceptionHandledType.ExceptionHandlerService;
}
