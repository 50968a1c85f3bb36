using System.Diagnostics.Metrics;
using Auterity.Platform.Telemetry;
using Auterity.Workflows.Execution.Shards;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Auterity.Workflows.Runs.Retention;

/// <summary>Deletes in the background what nobody wants kept: runs, keys of starts, drafts of test runs, state that is over, files. One process of a cluster does it.</summary>
internal sealed partial class RetentionService(
    RunRemoval runs, KeySweep keys, DraftSweep drafts, StateSweep states, BlobSweep blobs, ShardDirectory shards, IOptionsMonitor<RetentionOptions> options, TimeProvider time, ILogger<RetentionService> log)
    : BackgroundService
{
    private static readonly Counter<long> Deleted = AuterityMeter.Meter.CreateCounter<long>("auterity.retention.deleted", "{thing}", "Runs, keys, drafts, values of the state and files that retention has deleted.");

    private static readonly TimeSpan BetweenFiles = TimeSpan.FromHours(1);

    /// <summary>When files were looked at last.</summary>
    private long? filesAt;

    /// <summary>Looks once for everything that may go.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        Count("run", await runs.SweepAsync(cancellationToken));
        Count("key", await keys.SweepAsync(cancellationToken));
        Count("draft", await drafts.SweepAsync(cancellationToken));
        Count("state", await states.SweepAsync(cancellationToken));
        // Last: what the runs referred to is free now. It walks through every folder, and what it deletes is a day old: once an hour is enough.
        if (filesAt is { } last && time.GetElapsedTime(last) < BetweenFiles) return;
        Count("file", await blobs.SweepAsync(cancellationToken));
        filesAt = time.GetTimestamp();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(options.CurrentValue.SweepMinutes), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // Whoever owns the first shard sweeps for all.
            if (!options.CurrentValue.Enabled || shards.Find(0) is null) continue;
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(e);
            }
        }
    }

    private static void Count(string kind, long count)
    {
        if (count > 0) Deleted.Add(count, new KeyValuePair<string, object?>("kind", kind));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What need not be kept could not be deleted; it is tried again")]
    private partial void Failed(Exception fault);
}
