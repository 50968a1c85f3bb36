using System.Security.Cryptography;
using System.Threading.Channels;
using Auterity.Workflows.Execution.Cluster;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>Wakes the shards whose home is this process, hands over those whose home is elsewhere, and looks every ten seconds that none sleeps while it owes work (ENGINE rule 32).</summary>
internal sealed partial class ShardService(
    ShardDirectory directory, ShardContext context, Homes homes, IGrainFactory grains, Draining draining, TimeProvider time, ILogger<ShardService> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestHandOver = TimeSpan.FromSeconds(30);
    private const int JitterMilliseconds = 250;

    /// <summary>Few, so that only few shards are closed for a moment at the same time.</summary>
    private const int HandOversAtOnce = 4;

    private readonly Channel<bool> changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private bool looked;

    /// <summary>Whether the shards whose home was here when the process came have been recovered; what moves here later moves while the process works.</summary>
    public bool IsReady => Ready.Task.IsCompletedSuccessfully;

    /// <summary>Completed once <see cref="IsReady"/>.</summary>
    public TaskCompletionSource Ready { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Shards that are up, and those whose home is here; none before the process is a member of the cluster.</summary>
    public (int Up, int Home) Progress
    {
        get
        {
            var active = homes.Active;
            var home = Enumerable.Range(0, directory.Count).Where(shard => homes.IsHome(shard, active)).ToList();
            return (home.Count(shard => directory.Find(shard) is not null), home.Count);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        context.OnLost = directory.Lost;
        directory.OnLost += LookAgain;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, draining.Begun);
        try
        {
            var following = homes.FollowAsync(LookAgain, either.Token);
            while (!following.IsCompleted)
                await LookAsync(either.Token);
            await following;
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The process stops; its shards drain.
        }
    }

    private void LookAgain() => changed.Writer.TryWrite(true);

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            // At the start, and alone: all epochs rise in one transaction.
            if (!looked && homes.Active is [_]) await directory.TakeAllAsync(context.Journal, cancellationToken);
            looked = true;
            await WakeAsync(cancellationToken);
            if (homes.Active.Contains(homes.Self)) Ready.TrySetResult();
        }
        catch (TimeoutException)
        {
            // A shard with much to load takes its time; the others are not to wait for it.
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            WakeFailed(e);
        }

        await HandOverAsync(cancellationToken);
        await NextLookAsync(cancellationToken);
    }

    private async Task NextLookAsync(CancellationToken cancellationToken)
    {
        using var tick = new CancellationTokenSource(Every, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, tick.Token);
        try
        {
            await changed.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (tick.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Time to look although nothing was heard.
        }
    }

    private async Task WakeAsync(CancellationToken cancellationToken)
    {
        var active = homes.Active;
        var asleep = Enumerable.Range(0, directory.Count).Where(shard => directory.Find(shard) is null && homes.IsHome(shard, active)).ToList();
        // Several processes that see the same change do not all press on the database in the same moment.
        if (active.Count > 1 && asleep.Count > 0) await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(JitterMilliseconds)), time, cancellationToken);
        await Task.WhenAll(asleep.Select(shard => grains.GetGrain<IShardGrain>(shard).WakeAsync())).WaitAsync(Every, time, cancellationToken);
    }

    private Task HandOverAsync(CancellationToken cancellationToken) => Parallel.ForEachAsync(
        directory.Local.Where(shard => !shard.IsLeaving).OrderBy(shard => shard.Number).ToArray(),
        new ParallelOptions { MaxDegreeOfParallelism = HandOversAtOnce, CancellationToken = cancellationToken },
        async (shard, token) =>
        {
            var active = homes.Active;
            if (!active.Contains(homes.Self) || homes.IsHome(shard.Number, active)) return;
            try
            {
                await HandOverAsync(shard, token);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // It is closed here; its home wakes it with its next look.
                NotHandedOver(shard.Number, e);
            }
        });

    private async Task HandOverAsync(Shard shard, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestHandOver, time);
        using var hurry = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await directory.LeaveAsync(shard, hurry.Token);
        HandedOver(shard.Number, await grains.GetGrain<IShardGrain>(shard.Number).WakeAsync().WaitAsync(Every, time, cancellationToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Some shards could not be woken; trying again in ten seconds")]
    private partial void WakeFailed(Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Shard} could not be woken at its new home; that is done within ten seconds")]
    private partial void NotHandedOver(int shard, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Shard {Shard} was handed over to {Process}")]
    private partial void HandedOver(int shard, string process);
}
