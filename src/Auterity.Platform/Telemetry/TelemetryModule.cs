using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Serilog;
using Serilog.Events;

namespace Auterity.Platform.Telemetry;

/// <summary>Logs to the console (ECS JSON in production), traces and metrics by OpenTelemetry, <c>/metrics</c> for Prometheus.</summary>
internal static class TelemetryModule
{
    private const string Readable = "{Timestamp:HH:mm:ss.fff} {Level:u3} {SourceContext}: {Message:lj}{NewLine}{Exception}";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSerilog((_, log) => Configure(log, builder.Configuration, builder.Environment), preserveStaticLogger: true);

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("auterity", serviceVersion: typeof(TelemetryModule).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(metrics => metrics
                .AddMeter(AuterityMeter.Name, "Microsoft.Orleans", "Npgsql")
                .AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation()
                // Some two hundred instruments with room for 2,000 series each would be 40 MB; these have few.
                .AddView(instrument => instrument.Meter.Name is "Microsoft.Orleans" or "System.Runtime" ? new MetricStreamConfiguration { CardinalityLimit = 100 } : null)
                .AddPrometheusExporter());
        // Spans nobody collects cost every request: there are some only where they go somewhere.
        // Address, headers and sampling come from OpenTelemetry's own OTEL_* variables.
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
            telemetry.WithTracing(traces => traces
                .AddSource(AuterityMeter.Name, "Microsoft.Orleans.Application", "Npgsql")
                .AddAspNetCoreInstrumentation().AddHttpClientInstrumentation()).UseOtlpExporter();
    }

    public static void MapMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint("/metrics");

    private static void Configure(LoggerConfiguration log, IConfiguration configuration, IHostEnvironment environment)
    {
        var least = configuration.GetValue("Auterity:LogLevel", LogEventLevel.Information);
        var loud = least < LogEventLevel.Warning ? LogEventLevel.Warning : least;
        log.MinimumLevel.Is(least)
            .MinimumLevel.Override("Microsoft", loud)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", least)
            // Warns at every first start that its keys are stored unencrypted; they are as safe as the database they lie in.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
            .MinimumLevel.Override("Auterity.Platform.Tenancy.ApiKeyHandler", loud)
            .MinimumLevel.Override("System.Net.Http", loud)
            .MinimumLevel.Override("Orleans", loud)
            .MinimumLevel.Override("Polly", loud)
            .Enrich.FromLogContext()
            // Told in one sentence by Serving; everything else keeps its stack trace.
            .Filter.ByExcluding(line => line.Exception is { } e && Serving.Explain(e) is not null && line.MessageTemplate.Text.StartsWith("Hosting failed", StringComparison.Ordinal));
        if (IsForPeople(configuration, environment)) log.WriteTo.Console(outputTemplate: Readable, formatProvider: System.Globalization.CultureInfo.InvariantCulture);
        else log.WriteTo.Console(new EcsFormatter());
    }

    private static bool IsForPeople(IConfiguration configuration, IHostEnvironment environment) => configuration["Auterity:LogFormat"] switch
    {
        "json" => false,
        "text" => true,
        _ => environment.IsDevelopment() || !Console.IsOutputRedirected,
    };
}
