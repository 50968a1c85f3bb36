using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Auterity.Platform.Http;

/// <summary>Deletes expired idempotency keys every hour.</summary>
internal sealed partial class IdempotencySweep(IdempotencyStore store, TimeProvider time, ILogger<IdempotencySweep> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await store.SweepAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Expired idempotency keys could not be deleted; it is tried again in an hour")]
    private partial void Failed(Exception e);
}
