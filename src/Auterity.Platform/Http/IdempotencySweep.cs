using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Auterity.Platform.Http;

/// <summary>Renews every minute what this process works on, and deletes expired idempotency keys every hour.</summary>
internal sealed partial class IdempotencySweep(IdempotencyStore store, TimeProvider time, ILogger<IdempotencySweep> log) : BackgroundService
{
    private const int MinutesBetweenSweeps = 60;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        for (var minute = 1; await timer.WaitForNextTickAsync(stoppingToken); minute++)
        {
            try
            {
                await store.RenewAsync(stoppingToken);
                if (minute % MinutesBetweenSweeps == 0) await store.SweepAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Idempotency keys could not be renewed or deleted; it is tried again")]
    private partial void Failed(Exception e);
}
