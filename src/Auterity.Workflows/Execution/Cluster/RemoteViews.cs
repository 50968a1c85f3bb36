using System.Collections.Concurrent;
using System.Threading.Channels;
using Auterity.Platform.Data;
using Auterity.Workflows.Execution.Shards;
using Auterity.Workflows.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Auterity.Workflows.Execution.Cluster;

/// <summary>Live view across processes: tells the shards of other processes what is watched here, and other processes what happens in the shards here (ENGINE rule 34).</summary>
/// <remarks>
/// <code>
/// here: somebody watches ──▶ the shards concerned, wherever they are (again every 30 s, and when processes come or go)
/// here: a shard's run changes ──50 ms──▶ every process that watches it
/// </code>
/// </remarks>
internal sealed partial class RemoteViews(
    RunWatchers watchers, RemoteWatchers remote, RunListener listener, ShardDirectory directory, Homes homes, IGrainFactory grains, AuterityDbFactory contexts, TimeProvider time, ILogger<RemoteViews> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);
    private const int MostInAMessage = 300;

    private readonly ConcurrentDictionary<Guid, RunChanged> changes = new();
    private readonly Channel<(WatchKind Kind, Guid Id)?> wanted = Channel.CreateUnbounded<(WatchKind, Guid)?>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        watchers.OnChangedHere += Note;
        watchers.OnWatching += Want;
        await Task.WhenAll(SendAsync(stoppingToken), AskAsync(stoppingToken), RepeatAsync(stoppingToken), homes.FollowAsync(() => wanted.Writer.TryWrite(null), stoppingToken));
    }

    private void Note(RunChanged change)
    {
        if (!remote.IsEmpty) changes[change.RunId] = change;
    }

    private void Want(WatchKind kind, Guid id) => wanted.Writer.TryWrite((kind, id));

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            remote.Sweep();
            if (changes.IsEmpty) continue;
            var taken = changes.Keys.Select(run => changes.TryRemove(run, out var change) ? change : null).OfType<RunChanged>().ToList();
            foreach (var (target, messages) in remote.Share(taken))
                foreach (var part in messages.Chunk(MostInAMessage))
                    await TryAsync(() => target.ChangedAsync(part));
        }
    }

    private async Task RepeatAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Again, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
            wanted.Writer.TryWrite(null);
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        await foreach (var want in wanted.Reader.ReadAllAsync(cancellationToken))
        {
            if (homes.Active.Count < 2) continue;
            await SubscribeAsync(want is { } one ? [one] : watchers.Here);
            // What happened before the subscription was there: say where the run stands now.
            if (want is (WatchKind.Run, var run)) await TryAsync(() => CatchUpAsync(run, cancellationToken));
        }
    }

    private Task SubscribeAsync(IReadOnlyCollection<(WatchKind Kind, Guid Id)> watched) => Task.WhenAll(
        Enumerable.Range(0, directory.Count).Where(shard => directory.Find(shard) is null).Select(shard => SubscribeAsync(shard, watched)));

    private async Task SubscribeAsync(int shard, IReadOnlyCollection<(WatchKind Kind, Guid Id)> watched)
    {
        var theirs = watched.Where(watch => watch.Kind != WatchKind.Run || RunId.ShardOf(watch.Id) == shard).ToList();
        if (theirs.Count == 0) return;
        await TryAsync(() => grains.GetGrain<IShardGrain>(shard).WatchAsync(listener.Address, [.. theirs.Select(watch => (int)watch.Kind)], [.. theirs.Select(watch => watch.Id)]));
    }

    private async Task CatchUpAsync(Guid runId, CancellationToken cancellationToken)
    {
        await using var db = contexts.Create(TenantScope.System("live view"));
        var row = await db.AcrossTenants<RunRow>("the watcher's tenant was checked when it subscribed").AsNoTracking().FirstOrDefaultAsync(run => run.Id == runId, cancellationToken);
        if (row is not null) watchers.TellLocal(new RunChanged(row.TenantId, row.WorkflowId, row.Id, row.Status, row.LastSequence + 1));
    }

    /// <summary>A process that does not answer is asked again within 30 s, or when it is declared dead.</summary>
    private async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            NotReached(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Another process could not be reached for the live view; trying again")]
    private partial void NotReached(Exception fault);
}
