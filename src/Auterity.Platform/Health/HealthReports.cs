using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Auterity.Platform.Health;

/// <summary>Runs the checks at most once a second, however often anybody asks: the answer is open to everyone.</summary>
internal sealed class HealthReports(HealthCheckService checks, IHostApplicationLifetime lifetime, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim one = new(1);
    private HealthReport? report;
    private long takenAt;

    public bool IsStarting => !lifetime.ApplicationStarted.IsCancellationRequested;

    /// <summary>Whether the process drains.</summary>
    public bool IsStopping => lifetime.ApplicationStopping.IsCancellationRequested;

    public async Task<HealthReport> GetAsync(CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            if (report is null || time.GetElapsedTime(takenAt) > Fresh)
            {
                report = await checks.CheckHealthAsync(cancellationToken);
                takenAt = time.GetTimestamp();
            }

            return report;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();
}
