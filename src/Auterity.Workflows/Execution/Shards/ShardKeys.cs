using Auterity.Workflows.Runs;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>Keyed starts: the same key gives the same run, however often and however close together it comes (ENGINE rule 23).</summary>
/// <remarks>
/// <code>
/// key in memory? ── yes ─▶ that run                     (not on disk yet, or just so)
///       └ no ─▶ remember it, ask the table ─▶ known? ── yes ─▶ that run
///                                                └ no ─▶ start; forgotten once on disk, because the table knows it then
/// </code>
/// </remarks>
internal sealed partial class Shard
{
    private readonly Dictionary<(Guid Tenant, Guid Workflow, string Hash), PendingKey> keys = [];

    private static (Guid Tenant, Guid Workflow, string Hash) KeyOf(RunKeyRow key) => (key.TenantId, key.WorkflowId, Convert.ToHexString(key.KeyHash));

    /// <summary>Whether the start may go on now. If not, it has been answered or will come again.</summary>
    private bool KeyIsOurs(ShardMessage.Start message, RunKeyRow key)
    {
        var id = KeyOf(key);
        if (!keys.TryGetValue(id, out var pending))
        {
            keys[id] = new PendingKey(key);
            _ = CheckKeyAsync(message, key);
            return false;
        }

        if (ReferenceEquals(pending.Row, key))
        {
            // Back from the table: it is new. Whoever came meanwhile gets this run.
            foreach (var other in pending.Waiting)
                AnswerKnown(other, key.RunId, key.BodyHash);
            pending.Waiting.Clear();
            pending.Started = true;
            return true;
        }

        if (pending.Started) AnswerKnown(message, pending.Row.RunId, pending.Row.BodyHash);
        else pending.Waiting.Add(message);
        return false;
    }

    private async Task CheckKeyAsync(ShardMessage.Start message, RunKeyRow key)
    {
        try
        {
            Post(new ShardMessage.KeyChecked(message, await context.Journal.FindKeyAsync(key.TenantId, key.WorkflowId, key.KeyHash, stopping.Token), null));
        }
        catch (Exception e)
        {
            Post(new ShardMessage.KeyChecked(message, null, e));
        }
    }

    private void TakeKey(ShardMessage.KeyChecked message)
    {
        var key = message.Waiting.Request.Key!;
        if (message.Found is null && message.Fault is null)
        {
            Accept(message.Waiting);
            return;
        }

        keys.Remove(KeyOf(key), out var pending);
        foreach (var start in pending!.Waiting.Prepend(message.Waiting))
        {
            if (message.Found is { } found) AnswerKnown(start, found.RunId, found.BodyHash);
            else Fail(start, message.Fault!);
        }
    }

    private void AnswerKnown(ShardMessage.Start message, Guid runId, byte[] bodyHash)
    {
        if (!bodyHash.AsSpan().SequenceEqual(message.Request.Key!.BodyHash))
        {
            Reply(message, new StartOutcome(runId, StartStatus.KeyConflict));
            return;
        }

        if (message.Request.Waiter is { } waiter) Post(new ShardMessage.Await(runId, message.Request.Workflow.Identity.TenantId, waiter));
        var outcome = new StartOutcome(runId, StartStatus.Existing);
        if (!residents.TryGetValue(runId, out var resident)) Reply(message, outcome);
        else if (resident.IsDirty) resident.After(() => Reply(message, outcome));
        else Gate(resident.LastTicket, () => Reply(message, outcome));
    }

    /// <summary>A start that could not be handled has started nothing: its key may be used again, and whoever waits for it hears the same.</summary>
    private void FailStart(ShardMessage.Start message, Exception fault)
    {
        Fail(message, fault);
        if (message.Request.Key is not { } key || !keys.TryGetValue(KeyOf(key), out var pending) || !ReferenceEquals(pending.Row, key)) return;
        keys.Remove(KeyOf(key));
        foreach (var other in pending.Waiting)
            Fail(other, fault);
    }

    private void Fail(ShardMessage.Start message, Exception fault)
    {
        unanswered.Remove(message);
        message.Done.TrySetException(fault);
    }

    private sealed class PendingKey(RunKeyRow row)
    {
        public RunKeyRow Row => row;

        public bool Started { get; set; }

        public List<ShardMessage.Start> Waiting { get; } = [];
    }
}
