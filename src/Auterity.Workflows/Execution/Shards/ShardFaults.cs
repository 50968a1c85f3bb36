using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Runs;
using Microsoft.Extensions.Logging;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>Faults of the engine itself: a run that cannot go on or cannot be read takes nothing else with it, and ends where somebody sees it.</summary>
/// <remarks>
/// <code>
/// fault while advancing ──▶ read again from disk ──▶ goes on
///                                   └ a second fault at the same place ──▶ failed: engine-fault
/// cannot be read ──▶ again, a few times ──▶ failed: engine-fault
/// </code>
/// </remarks>
internal sealed partial class Shard
{
    private const int MostReads = 3;

    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(2);

    /// <summary>Where runs stood on disk when they faulted.</summary>
    private readonly Dictionary<Guid, long> faultedAt = [];

    /// <summary>Runs that faulted again at the same place, with what is to be said of it.</summary>
    private readonly Dictionary<Guid, NodeError> givenUp = [];

    private readonly Dictionary<Guid, int> reads = [];

    private static readonly NodeError TryAgain = new("The engine could not go on with the run and reads it again from disk. Nothing was changed: ask again.", "engine-fault");

    /// <summary>Tells whoever waits for a message that it could not be handled.</summary>
    private void Answer(ShardMessage message, Exception fault)
    {
        switch (message)
        {
            case ShardMessage.Start start:
                FailStart(start, fault);
                break;
            case ShardMessage.KeyChecked key:
                FailStart(key.Waiting, fault);
                break;
            case ShardMessage.Command command:
                unanswered.Remove(command);
                Refuse(command, TryAgain);
                break;
            case ShardMessage.Await wait:
                Refuse(wait, TryAgain);
                break;
            case ShardMessage.Look look:
                look.Done.TrySetException(fault);
                break;
        }
    }

    private void Faulted(Resident resident, Exception fault)
    {
        var run = resident.Run;
        RunFaulted(run.Id, fault);
        SubmitWhatIsSound(resident);
        if (resident.IsRefused) return;
        residents.Remove(run.Id);
        RefuseAll(resident.TakeCommands(), TryAgain);
        if (run.PackedUpTo == 0)
        {
            // Nothing of it was ever accepted.
            resident.OnRefused?.Invoke(StartStatus.Rejected);
            foreach (var waiter in resident.Waiters)
                waiter.Tell(new RunNews(run.Id, RunStatus.Failed, null, [], ErrorOf(fault)));
            return;
        }

        if (faultedAt.TryGetValue(run.Id, out var before) && before == run.PackedUpTo) givenUp[run.Id] = ErrorOf(fault);
        faultedAt[run.Id] = run.PackedUpTo;
        parked[run.Id] = [.. resident.Waiters.Select(waiter => new ShardMessage.Await(run.Id, run.Workflow.Identity.TenantId, waiter))];
        Gate(resident.LastTicket, () => _ = LoadAsync(run.Id));
    }

    private void RefuseAll(IEnumerable<ShardMessage.Command> commands, NodeError why)
    {
        foreach (var command in commands)
        {
            unanswered.Remove(command);
            Refuse(command, why);
        }
    }

    /// <summary>What happened before the fault has happened: reports of effects above all must not be lost with it.</summary>
    private void SubmitWhatIsSound(Resident resident)
    {
        try
        {
            var wrote = Submit(resident, unfinished: true);
            foreach (var after in resident.TakeAfter())
                Gate(resident, after);
            if (wrote && resident.Run.IsOver) Gate(resident, () => Finished(resident));
        }
        catch (Exception e)
        {
            RunFaulted(resident.Run.Id, e);
        }
        finally
        {
            writer.Clear();
        }
    }

    /// <summary>Whether a run that was read is not to go on; its messages are dealt with then.</summary>
    private bool StopsHere(ShardMessage.Loaded loaded)
    {
        if (givenUp.Remove(loaded.RunId, out var error) && loaded.Stored is { } known)
        {
            GiveUp(known.Row, loaded.Run, error);
            return true;
        }

        if (loaded.Fault is not { } fault)
        {
            reads.Remove(loaded.RunId);
            return false;
        }

        RunNotLoaded(loaded.RunId, fault);
        var count = reads[loaded.RunId] = reads.GetValueOrDefault(loaded.RunId) + 1;
        if (loaded.Stored is { } stored && (fault is KeyNotFoundException or DamagedRunException || count >= MostReads)) GiveUp(stored.Row, null, ErrorOf(fault));
        else _ = LoadLaterAsync(loaded.RunId);
        return true;
    }

    /// <summary>Ends a run that the engine cannot go on with. A retry takes it up where it was, once the reason is gone.</summary>
    private void GiveUp(RunRow row, LiveRun? run, NodeError error)
    {
        reads.Remove(row.Id);
        faultedAt.Remove(row.Id);
        if (row.FinishedAt is null)
        {
            // The event refers to nothing in the run's state, which may not even be known.
            EventCodec.Write(writer, new RunEnded(now, RunOutcome.Failed, error, -1), run?.State!);
            var payload = writer.Written.ToArray();
            writer.Clear();
            var write = new RunWrite { Shard = lease, Ticket = nextTicket++, RunId = row.Id, FirstSequence = row.LastSequence + 1, Count = 1, Payload = payload, Row = Ended(row, error) };
            context.Journal.Append(write);
            Gate(write.Ticket, () => Tell(row, run, error));
        }
        else
        {
            Tell(row, run, error);
        }
    }

    private void Tell(RunRow row, LiveRun? run, NodeError error)
    {
        if (parked.Remove(row.Id, out var waiting))
            foreach (var message in waiting)
                Refuse(message, error);
        if (run?.Header.Parent is { Waits: true } parent) Post(new ShardMessage.ChildOver(parent.RunId, parent, new ChildResult(false, [], error)));
        else if (row.ParentId is { } parentId) LookForChildren(parentId);
        context.Watchers.Changed(new RunChanged(row.TenantId, row.WorkflowId, row.Id, RunStatus.Failed, row.LastSequence + 2));
    }

    /// <summary>A parent that sleeps looks for its children when it comes back.</summary>
    private void LookForChildren(Guid parentId)
    {
        if (residents.TryGetValue(parentId, out var parent)) FindChildren(parent.Run);
        else Park(parentId, null);
    }

    private async Task LoadLaterAsync(Guid runId)
    {
        try
        {
            await Task.Delay(ReadAgainAfter, context.Time, stopping.Token);
            await LoadAsync(runId);
        }
        catch (OperationCanceledException)
        {
            // The shard is closing: its next owner reads the run.
        }
    }

    private RunRow Ended(RunRow row, NodeError error) => new()
    {
        Id = row.Id,
        TenantId = row.TenantId,
        WorkflowId = row.WorkflowId,
        WorkflowVersion = row.WorkflowVersion,
        DefinitionHash = row.DefinitionHash,
        Shard = row.Shard,
        Status = RunStatus.Failed,
        Mode = row.Mode,
        Trigger = row.Trigger,
        StartedAt = row.StartedAt,
        FinishedAt = Micros.ToInstant(now),
        LastSequence = row.LastSequence + 1,
        Steps = row.Steps,
        Error = error.Message,
        Label = row.Label,
        ParentId = row.ParentId,
        StartKey = row.StartKey,
    };

    private static NodeError ErrorOf(Exception fault) => new(
        fault switch
        {
            KeyNotFoundException => "The workflow version this run is pinned to is not stored any more, so the run cannot go on. Start it again with a version that is.",
            DamagedRunException => fault.Message,
            _ => $"The engine could not go on with this run ({fault.GetType().Name}). Its steps are kept; retry it once the server is updated, or fork it.",
        },
        "engine-fault");

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} could not go on; it is read again from disk")]
    private partial void RunFaulted(Guid runId, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} could not be loaded")]
    private partial void RunNotLoaded(Guid runId, Exception fault);
}
