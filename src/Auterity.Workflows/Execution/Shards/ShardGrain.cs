using System.Diagnostics.CodeAnalysis;
using Auterity.Workflows.Execution.Cluster;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Runs;
using Orleans.Concurrency;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>The address of a shard: Orleans makes sure that one process has it, and finds that process for the others.</summary>
[Alias("auterity.shard")]
internal interface IShardGrain : IGrainWithIntegerKey
{
    /// <summary>Brings the shard up, if it is not; answers the name of its process.</summary>
    [Alias("wake"), ResponseTimeout(ShardGrain.LongestTakeOver)]
    Task<string> WakeAsync();

    [Alias("start")]
    Task<StartReply> StartAsync(StartMessage start);

    [Alias("command")]
    Task<CommandReply> CommandAsync(CommandMessage command);

    /// <summary>Tells a listener once when a run has answered or ended.</summary>
    [Alias("await"), OneWay]
    Task AwaitAsync(Guid tenantId, Guid runId, bool wantsAnswer, IRunListener listener);

    /// <summary>Tells a listener of changes, for the next minute.</summary>
    [Alias("watch")]
    Task WatchAsync(IRunListener listener, int[] kinds, Guid[] ids);
}

/// <summary>Owns nothing but the shard object; see <see cref="Shard"/> for the work.</summary>
[Reentrant]
[KeepAlive]
[HomePlacement]
[SuppressMessage("Reliability", "CA1001", Justification = "Orleans ends a grain with OnDeactivateAsync, which disposes the shard.")]
internal sealed class ShardGrain(ShardContext context, ShardDirectory directory, RunEngine engine, RemoteWatchers remote, PayloadStore payloads) : Grain, IShardGrain
{
    /// <summary>Longest time a shard may take to come up.</summary>
    public const string LongestTakeOver = "00:10:00";

    /// <summary>Longer than anybody may wait; who asks from elsewhere looks at the run's row anyway.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(310);

    private Shard? shard;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var number = (int)this.GetPrimaryKeyLong();
        try
        {
            // The epoch rises first: from here on an earlier owner's writes are refused, so what is loaded next is complete.
            var epoch = await directory.TakeAsync(number, context.Journal, cancellationToken);
            shard = new Shard(number, epoch, context);
            await shard.StartAsync(cancellationToken);
            directory.Add(shard, DeactivateOnIdle, MigrateOnIdle);
        }
        catch (Exception e)
        {
            // It may have begun to take messages: left alone, it would be a second owner.
            if (shard is not null) await shard.DisposeAsync();
            shard = null;
            if (e is OperationCanceledException) throw;
            throw Portable(e, $"Shard {number} cannot be taken over now");
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (shard is null) return;
        await shard.DisposeAsync();
        directory.Remove(shard);
    }

    public Task<string> WakeAsync() => Task.FromResult(Environment.MachineName + "/" + Environment.ProcessId);

    public async Task<StartReply> StartAsync(StartMessage start)
    {
        try
        {
            var request = await RequestAsync(start);
            if (start.Listener is { } listener) request = request with { Waiter = WaiterFor(listener, start.WantsAnswer) };
            var outcome = await ShardDirectory.StartAsync(shard!, request);
            return new StartReply(outcome.RunId, (int)outcome.Status);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw Portable(e, "The run cannot be started now");
        }
    }

    public async Task<CommandReply> CommandAsync(CommandMessage command)
    {
        var outcome = await ShardDirectory.CommandAsync(shard!, command.TenantId, command.RunId, command.ToCommand(payloads));
        return new CommandReply((int)outcome.Status, outcome.Refused, outcome.Found, outcome.HasMoved);
    }

    public Task AwaitAsync(Guid tenantId, Guid runId, bool wantsAnswer, IRunListener listener)
    {
        shard!.Post(new ShardMessage.Await(runId, tenantId, WaiterFor(listener, wantsAnswer)));
        return Task.CompletedTask;
    }

    public Task WatchAsync(IRunListener listener, int[] kinds, Guid[] ids)
    {
        remote.Add(listener, kinds.Zip(ids, (kind, id) => ((WatchKind)kind, id)));
        return Task.CompletedTask;
    }

    private async Task<StartRequest> RequestAsync(StartMessage start)
    {
        var workflow = await context.Workflows.GetAsync(new WorkflowReference(start.TenantId, start.WorkflowId, start.Version, start.Hash), CancellationToken.None);
        var request = start.ToRequest(workflow, payloads);
        if (start.ForkOf is not { } source) return request;
        var run = await engine.ReadAsync(start.TenantId, source, CancellationToken.None) ?? throw new KeyNotFoundException($"There is no run {source} to fork.");
        var plan = RunFork.Plan(run, workflow, start.ForkPoint, start.ForkOutput is null ? null : ItemCodec.ReadItems(new ByteReader(start.ForkOutput, id => payloads.Read(start.TenantId, id), ItemSeal.InTransit)));
        return request with { Prepare = plan.Replay, Fork = plan.Origin };
    }

    /// <summary>Faults of a database driver do not travel between processes; their sentence does.</summary>
    private static OrleansException Portable(Exception e, string what) => e as OrleansException ?? new OrleansException($"{what}: {e.Message}");

    /// <summary>Waits here in place of somebody elsewhere. If the shard moves, he finds out by looking at the run's row.</summary>
    private RunWaiter WaiterFor(IRunListener listener, bool wantsAnswer)
    {
        var waiter = new RunWaiter(wantsAnswer);
        _ = TellAsync(waiter, listener);
        return waiter;
    }

    private async Task TellAsync(RunWaiter waiter, IRunListener listener)
    {
        try
        {
            await listener.NewsAsync((await waiter.News.WaitAsync(LongestWait, context.Time)).RunId);
        }
        catch (TimeoutException)
        {
            // Nobody waits any more: the run may leave memory.
            waiter.Abandon();
        }
    }
}
