using Auterity.Platform.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>Brings every shard up at start and looks every ten seconds that none sleeps while it owes work.</summary>
internal sealed partial class ShardService(
    ShardDirectory directory, ShardContext context, IGrainFactory grains, Database database, TimeProvider time, ILogger<ShardService> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <summary>Completed once all shards of this process take runs.</summary>
    public TaskCompletionSource Ready { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        context.OnLost = directory.Lost;
        if (database.Provider == DatabaseProvider.Sqlite) await directory.TakeAllAsync(context.Journal, stoppingToken);
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await Task.WhenAll(Enumerable.Range(0, directory.Count).Select(WakeAsync));
                Ready.TrySetResult();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                WakeFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private Task WakeAsync(int shard) => directory.Find(shard) is not null ? Task.CompletedTask : grains.GetGrain<IShardGrain>(shard).WakeAsync();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Some shards could not be woken; trying again in ten seconds")]
    private partial void WakeFailed(Exception fault);
}
