using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Runs;
using Microsoft.Extensions.Logging;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>The front door of the engine: starts runs, changes them, waits for them, wherever their shard lives.</summary>
/// <remarks>
/// <code>
/// shard here ───▶ its mailbox, no message in between
/// elsewhere  ───▶ its grain; who waits listens from before the start and looks at the run's row at every word, and every second
/// moving     ───▶ again, until it has arrived; a start without a key only if surely nothing was started
/// </code>
/// </remarks>
internal sealed partial class RunEngine(
    ShardDirectory directory, IGrainFactory grains, RunListener listener, IJournal journal, RunReader reader, PayloadStore payloads, TimeProvider time, ILogger<RunEngine> log)
{
    private static readonly TimeSpan LongestMove = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>Starts a run; completed once it is on disk.</summary>
    /// <param name="request">What to start. A key in its header makes the start repeatable.</param>
    public async Task<StartOutcome> StartAsync(StartRequest request)
    {
        request = WithKey(request);
        // What a sensitive trigger hands on is sealed inside the journal instead.
        if (!request.Workflow.Nodes[request.Trigger].Definition.Policy.Sensitive)
            await payloads.StoreAsync(request.Workflow.Identity.TenantId, [request.Input], CancellationToken.None);
        var since = time.GetTimestamp();
        while (true)
        {
            var outcome = await TryStartAsync(request);
            var again = outcome.Status == StartStatus.Moved || (outcome.Status == StartStatus.Unknown && request.Key is not null);
            if (!again || time.GetElapsedTime(since) > LongestMove) return outcome;
            await Task.Delay(BetweenTries, time, CancellationToken.None);
        }
    }

    /// <summary>Asks something of a run; completed once the change is on disk.</summary>
    public async Task<CommandOutcome> CommandAsync(Guid tenantId, Guid runId, RunCommand command)
    {
        if (RunId.ShardOf(runId) >= directory.Count) return CommandOutcome.NotFound;
        await payloads.StoreAsync(tenantId, command.Items, CancellationToken.None);
        var since = time.GetTimestamp();
        while (true)
        {
            var outcome = await TryCommandAsync(tenantId, runId, command);
            if (!outcome.HasMoved || time.GetElapsedTime(since) > LongestMove) return outcome;
            await Task.Delay(BetweenTries, time, CancellationToken.None);
        }
    }

    /// <summary>Lets a waiter hear of a run that was started before.</summary>
    public void Await(Guid tenantId, Guid runId, RunWaiter waiter)
    {
        waiter.OnOrphaned = orphan => Follow(tenantId, orphan, waiter);
        if (directory.Find(RunId.ShardOf(runId)) is { } shard && shard.Post(new ShardMessage.Await(runId, tenantId, waiter))) return;
        Follow(tenantId, runId, waiter);
    }

    /// <summary>A run as the journal has it; null when the tenant has none of this id.</summary>
    public async Task<LiveRun?> ReadAsync(Guid tenantId, Guid runId, CancellationToken cancellationToken) =>
        await journal.FindAsync(runId, cancellationToken) is { } stored && stored.Row.TenantId == tenantId ? await reader.RebuildAsync(stored, cancellationToken) : null;

    private async Task<StartOutcome> TryStartAsync(StartRequest request)
    {
        var tenant = request.Workflow.Identity.TenantId;
        if ((request.RunId is { } keyed ? directory.Find(RunId.ShardOf(keyed)) : directory.Any()) is { } shard)
        {
            if (request.Waiter is { } local) local.OnOrphaned = orphan => Follow(tenant, orphan, local);
            return await ShardDirectory.StartAsync(shard, request);
        }

        // Elsewhere: listen first, then start.
        var id = request.RunId ?? RunId.New(time.GetUtcNow(), RandomNumberGenerator.GetInt32(directory.Count));
        var word = request.Waiter is null ? null : listener.Listen(id);
        try
        {
            var reply = await grains.GetGrain<IShardGrain>(RunId.ShardOf(id)).StartAsync(StartMessage.Of(request with { RunId = id }, word is null ? null : listener.Address));
            if (request.Waiter is { } waiter && (StartStatus)reply.Status is StartStatus.Accepted or StartStatus.Existing)
            {
                // The key may have started another run before.
                _ = FollowAsync(tenant, reply.RunId, waiter, reply.RunId == id ? word! : listener.Listen(reply.RunId));
                if (reply.RunId == id) word = null;
            }

            return new StartOutcome(reply.RunId, (StartStatus)reply.Status);
        }
        catch (Exception e) when (IsUnreachable(e))
        {
            NotReached(RunId.ShardOf(id), e);
            return StartOutcome.Unknown;
        }
        finally
        {
            word?.Dispose();
        }
    }

    private async Task<CommandOutcome> TryCommandAsync(Guid tenantId, Guid runId, RunCommand command)
    {
        if (directory.Find(RunId.ShardOf(runId)) is { } shard) return await ShardDirectory.CommandAsync(shard, tenantId, runId, command);
        try
        {
            var reply = await grains.GetGrain<IShardGrain>(RunId.ShardOf(runId)).CommandAsync(CommandMessage.Of(tenantId, runId, command));
            return new CommandOutcome((RunStatus)reply.Status, reply.Refused, reply.Found, reply.HasMoved);
        }
        catch (Exception e) when (IsUnreachable(e))
        {
            NotReached(RunId.ShardOf(runId), e);
            return CommandOutcome.Moved;
        }
    }

    /// <summary>The other process, or the database it takes the shard over in, does not answer; it comes back, or somebody else takes its place.</summary>
    private static bool IsUnreachable(Exception e) => e is OrleansException or TimeoutException or DbException or IOException;

    /// <summary>The shard that decides about a key: the same in every process.</summary>
    public static int ShardOfKey(Guid tenantId, Guid workflowId, string key, int shards)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{tenantId:N}/{workflowId:N}/{key}"));
        return (int)(BitConverter.ToUInt32(hash) % (uint)shards);
    }

    /// <summary>What must be the same for a key to give the same run: the input, and trigger and label where they were chosen.</summary>
    private static byte[] BodyHash(StartRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(request.Input.Utf8.Span);
        if (request.Trigger != RunStarter.TriggerOf(request.Workflow, null)) hash.AppendData(Encoding.UTF8.GetBytes($"\ntrigger {request.Workflow.Nodes[request.Trigger].Definition.Id}"));
        if (request.Header.Label is { } label) hash.AppendData(Encoding.UTF8.GetBytes($"\nlabel {label}"));
        return hash.GetHashAndReset();
    }

    private StartRequest WithKey(StartRequest request)
    {
        if (request.Header.StartKey is not { } key) return request;
        var identity = request.Workflow.Identity;
        var now = time.GetUtcNow();
        var runId = request.RunId ?? RunId.New(now, ShardOfKey(identity.TenantId, identity.Id, key, directory.Count));
        return request with
        {
            RunId = runId,
            Key = new RunKeyRow
            {
                TenantId = identity.TenantId,
                WorkflowId = identity.Id,
                KeyHash = SHA256.HashData(Encoding.UTF8.GetBytes(key)),
                BodyHash = request.KeyIsEnough ? new byte[SHA256.HashSizeInBytes] : BodyHash(request),
                RunId = runId,
                CreatedAt = now,
            },
        };
    }

    /// <summary>Follows a run whose shard is, or has gone, elsewhere.</summary>
    private void Follow(Guid tenantId, Guid runId, RunWaiter waiter)
    {
        var word = listener.Listen(runId);
        _ = grains.GetGrain<IShardGrain>(RunId.ShardOf(runId)).AwaitAsync(tenantId, runId, waiter.WantsAnswer, listener.Address);
        _ = FollowAsync(tenantId, runId, waiter, word);
    }

    // A word is only a hint: what counts is on disk (ENGINE rule 30).
    private async Task FollowAsync(Guid tenantId, Guid runId, RunWaiter waiter, RunWord word)
    {
        using var listening = word;
        var seen = -1L;
        while (!waiter.News.IsCompleted)
        {
            try
            {
                if (await journal.FindRowAsync(runId, CancellationToken.None) is { } row && row.TenantId == tenantId && row.LastSequence != seen)
                {
                    // Only its end, or an answer, is worth reading its events for.
                    if (waiter.WantsAnswer || row.FinishedAt is not null) await TellAsync(waiter, row);
                    seen = row.LastSequence;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                NotRead(runId, e);
            }

            await word.WaitAsync(waiter.News, BetweenLooks, time);
        }
    }

    private async Task TellAsync(RunWaiter waiter, RunRow row)
    {
        if (await journal.FindAsync(row.Id, CancellationToken.None) is not { } stored) return;
        try
        {
            Tell(waiter, await reader.RebuildAsync(stored, CancellationToken.None));
        }
        catch (Exception e) when (row.FinishedAt is not null && e is KeyNotFoundException or DamagedRunException or NodeException)
        {
            // It can never be read again, but its row says how it ended.
            waiter.Tell(new RunNews(row.Id, row.Status, null, [], new NodeError(row.Error ?? e.Message, "engine-fault")));
        }
    }

    private static void Tell(RunWaiter waiter, LiveRun run)
    {
        var answer = waiter.WantsAnswer ? run.State.Activations.Where(step => step.Answer is not null).MinBy(step => step.CompletionOrder)?.Answer : null;
        if (run.IsOver || answer is not null) waiter.Tell(new RunNews(run.Id, run.Status(), answer, RunResult.Of(run.State), run.State.End?.Error));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Shard} cannot be reached; trying again")]
    private partial void NotReached(int shard, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {RunId} cannot be read; trying again in a second")]
    private partial void NotRead(Guid runId, Exception fault);
}
