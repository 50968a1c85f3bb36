using Microsoft.Extensions.Logging;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>How a shard leaves its process: in peace, with everything under way recorded, or because somebody else has it (ENGINE rules 21 and 32).</summary>
/// <remarks>
/// <code>
/// drain:  nothing new starts ─▶ what is under way reports ─▶ flushed ─▶ closed
/// lost:   closed at once; whoever still waits for an answer is told to ask the new owner
/// </code>
/// </remarks>
internal sealed partial class Shard
{
    private static readonly TimeSpan LongestFlush = TimeSpan.FromSeconds(10);

    /// <summary>Starts and changes that nobody has been answered yet.</summary>
    private readonly HashSet<ShardMessage> unanswered = new(ReferenceEqualityComparer.Instance);

    private readonly List<ShardMessage.Drain> drains = [];
    private volatile bool draining;

    /// <summary>Nothing new begins here: the shard is about to leave.</summary>
    public bool IsLeaving => draining || lost;

    /// <summary>Starts nothing more, waits for what is under way, and for everything so far to be on disk.</summary>
    /// <param name="hurry">Ends the wait for what is under way; what is known is still written.</param>
    public async Task DrainAsync(CancellationToken hurry)
    {
        draining = true;
        try
        {
            await WaitAsync(flushOnly: false).WaitAsync(hurry);
        }
        catch (OperationCanceledException) when (hurry.IsCancellationRequested)
        {
            DrainCut(Number);
        }
    }

    private Task WaitAsync(bool flushOnly)
    {
        var drain = new ShardMessage.Drain(flushOnly, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!Post(drain)) drain.Done.TrySetResult();
        return drain.Done.Task;
    }

    private async Task FlushAsync()
    {
        draining = true;
        try
        {
            await WaitAsync(flushOnly: true).WaitAsync(LongestFlush, context.Time);
        }
        catch (TimeoutException)
        {
            FlushCut(Number);
        }
    }

    private void CheckDrained()
    {
        if (drains.Count == 0 || dirty.Count > 0 || flushed < nextTicket - 1) return;
        var busy = residents.Values.Any(resident => resident.Run.State.InFlight > 0);
        foreach (var drain in drains.Where(drain => drain.FlushOnly || !busy).ToArray())
        {
            drains.Remove(drain);
            drain.Done.TrySetResult();
        }
    }

    /// <summary>Nothing is handled any more: nobody may go on waiting for it.</summary>
    private void Abandon()
    {
        // Refused, an earlier attempt at the same bytes may have got through; not on disk yet, they may still get there.
        if (lost || flushed < nextTicket - 1)
            foreach (var start in unanswered.OfType<ShardMessage.Start>())
                start.Done.TrySetResult(StartOutcome.Unknown);
        while (mailbox.Reader.TryRead(out var message))
            Move(message);
        foreach (var message in unanswered.Concat(parked.Values.SelectMany(waiting => waiting)).ToArray())
            Move(message);
        foreach (var resident in residents.Values)
            foreach (var waiter in resident.Waiters)
                waiter.Orphan(resident.Run.Id);
        foreach (var drain in drains)
            drain.Done.TrySetResult();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Shard} left before all its steps had ended")]
    private partial void DrainCut(int shard);

    [LoggerMessage(Level = LogLevel.Error, Message = "Shard {Shard} left before everything was on disk; nobody was told otherwise")]
    private partial void FlushCut(int shard);

    private static void Move(ShardMessage message)
    {
        switch (message)
        {
            case ShardMessage.Start start: start.Done.TrySetResult(StartOutcome.Moved); break;
            case ShardMessage.Command command: command.Done.TrySetResult(CommandOutcome.Moved); break;
            case ShardMessage.KeyChecked key: Move(key.Waiting); break;
            case ShardMessage.Await wait: wait.Waiter.Orphan(wait.RunId); break;
            case ShardMessage.Drain drain: drain.Done.TrySetResult(); break;
        }
    }
}
