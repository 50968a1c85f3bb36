using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Auterity.Platform.Tenancy;

/// <summary>Writes once a minute, and at the end, when keys were last used.</summary>
internal sealed partial class ApiKeyUses(ApiKeys keys, TimeProvider time, ILogger<ApiKeyUses> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first request should not be the one that compiles the query.
        await keys.FindAsync("", stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await FlushAsync(stoppingToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await keys.FlushUsesAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            NotWritten(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "When keys were last used could not be written; it is tried again")]
    private partial void NotWritten(Exception e);
}
