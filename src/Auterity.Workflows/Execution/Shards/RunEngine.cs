using System.Security.Cryptography;
using System.Text;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Runs;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>The front door of the engine: starts runs, changes them, waits for them, wherever their shard lives.</summary>
internal sealed class RunEngine(ShardDirectory directory, IGrainFactory grains, RunReader reader, PayloadStore payloads, TimeProvider time)
{
    /// <summary>Starts a run; completed once it is on disk.</summary>
    /// <param name="request">What to start. A key in its header makes the start repeatable.</param>
    public async Task<StartOutcome> StartAsync(StartRequest request)
    {
        var shard = request.Header.StartKey is { } key ? directory.Find(ShardOfKey(request.Workflow.Identity, key)) : directory.Any();
        request = WithKey(request);
        await payloads.StoreAsync(request.Workflow.Identity.TenantId, [request.Input], CancellationToken.None);
        if (shard is not null) return await ShardDirectory.StartAsync(shard, request);
        if (request.RunId is not { } id) return new StartOutcome(Guid.Empty, StartStatus.Busy);

        var reply = await grains.GetGrain<IShardGrain>(RunId.ShardOf(id)).StartAsync(StartMessage.Of(request));
        if (request.Waiter is { } waiter) _ = FollowAsync(request.Workflow.Identity.TenantId, reply.RunId, waiter);
        return new StartOutcome(reply.RunId, (StartStatus)reply.Status);
    }

    /// <summary>Asks something of a run; completed once the change is on disk.</summary>
    public async Task<ControlOutcome> CommandAsync(Guid tenantId, Guid runId, RunCommand command)
    {
        if (RunId.ShardOf(runId) >= directory.Count) return ControlOutcome.NotFound;
        await payloads.StoreAsync(tenantId, command.Items, CancellationToken.None);
        if (directory.Find(RunId.ShardOf(runId)) is { } shard) return await ShardDirectory.CommandAsync(shard, tenantId, runId, command);
        var reply = await grains.GetGrain<IShardGrain>(RunId.ShardOf(runId)).CommandAsync(CommandMessage.Of(tenantId, runId, command));
        return new ControlOutcome((RunStatus)reply.Status, reply.Refused, reply.Found);
    }

    /// <summary>Lets a waiter hear of a run that was started before.</summary>
    public void Await(Guid tenantId, Guid runId, RunWaiter waiter)
    {
        if (directory.Find(RunId.ShardOf(runId)) is { } shard) shard.Post(new ShardMessage.Await(runId, tenantId, waiter));
        else _ = FollowAsync(tenantId, runId, waiter);
    }

    /// <summary>A run as the journal has it; null when the tenant has none of this id.</summary>
    public async Task<LiveRun?> ReadAsync(Guid tenantId, Guid runId, CancellationToken cancellationToken)
    {
        var run = await reader.FindAsync(runId, cancellationToken);
        return run?.Workflow.Identity.TenantId == tenantId ? run : null;
    }

    private int ShardOfKey(WorkflowIdentity workflow, string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{workflow.TenantId:N}/{workflow.Id:N}/{key}"));
        return (int)(BitConverter.ToUInt32(hash) % (uint)directory.Count);
    }

    private StartRequest WithKey(StartRequest request)
    {
        if (request.Header.StartKey is not { } key) return request;
        var identity = request.Workflow.Identity;
        var now = time.GetUtcNow();
        var runId = request.RunId ?? RunId.New(now, ShardOfKey(identity, key));
        return request with
        {
            RunId = runId,
            Key = new RunKeyRow
            {
                TenantId = identity.TenantId,
                WorkflowId = identity.Id,
                KeyHash = SHA256.HashData(Encoding.UTF8.GetBytes(key)),
                BodyHash = SHA256.HashData(request.Input.Utf8.Span),
                RunId = runId,
                CreatedAt = now,
            },
        };
    }

    /// <summary>Follows a run of another process through the database.</summary>
    private async Task FollowAsync(Guid tenantId, Guid runId, RunWaiter waiter)
    {
        for (var pause = 20; !waiter.News.IsCompleted; pause = Math.Min(pause * 2, 1_000))
        {
            if (await ReadAsync(tenantId, runId, CancellationToken.None) is { } run)
            {
                var answer = waiter.WantsAnswer ? run.State.Activations.Where(step => step.Answer is not null).MinBy(step => step.CompletionOrder)?.Answer : null;
                if (run.IsOver || answer is not null)
                    waiter.Tell(new RunNews(runId, run.Status(), answer, RunResult.Of(run.State), run.State.End?.Error));
            }

            await Task.WhenAny(waiter.News, Task.Delay(TimeSpan.FromMilliseconds(pause), time, CancellationToken.None));
        }
    }
}
