using System.Runtime.ExceptionServices;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Runs;
using Microsoft.Extensions.Logging;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>What happens goes to the journal first; what follows from it waits at a gate until it is on disk.</summary>
internal sealed partial class Shard
{
    private const int WorthCounting = 4 * 1024;

    /// <summary>Lets out what had to wait for the events just submitted.</summary>
    private void Let(Resident resident)
    {
        var run = resident.Run;
        foreach (var work in resident.TakeEffects())
            Gate(resident, () => StartWork(run, work));
        foreach (var after in resident.TakeAfter())
            Gate(resident, after);
    }

    /// <param name="resident">The run.</param>
    /// <param name="unfinished">It has more to do at once: if the process dies now, whoever takes over must look at it.</param>
    /// <returns>Whether there was anything to write.</returns>
    private bool Submit(Resident resident, bool unfinished)
    {
        var run = resident.Run;
        if (!run.HasEvents) return false;
        var (first, count, payload, blobs) = run.TakePack();
        var ticket = nextTicket;
        var row = run.Row(unfinished);
        var accepted = context.Journal.Append(new RunWrite
        {
            Shard = lease, Ticket = ticket, RunId = run.Id, FirstSequence = first, Count = count, Payload = payload, Blobs = blobs, Row = row, Key = resident.Key,
        });
        resident.Key = null;
        if (!accepted)
        {
            Reject(new ShardMessage.Rejected(run.Id, first, "Too much is waiting to be written."));
            return true;
        }

        // A ticket that nobody writes would never be flushed.
        resident.LastTicket = ticket;
        nextTicket++;
        if (payload.Length >= WorthCounting) CountUnflushed(resident, ticket, payload.Length);
        TellWatchers(row, run, ticket);
        SnapshotIfDue(resident);
        return true;
    }

    private void CountUnflushed(Resident resident, long ticket, int bytes)
    {
        resident.Unflushed += bytes;
        Gate(ticket, () =>
        {
            resident.Unflushed -= bytes;
            if (resident.IsStalled) MarkDirty(resident);
        });
    }

    // Asked once it is on disk: whoever began to watch before that, and read the row, has not seen this change.
    private void TellWatchers(RunRow row, LiveRun run, long ticket)
    {
        if (!context.Watchers.Any) return;
        Gate(ticket, () =>
        {
            if (context.Watchers.IsWatched(run.Id, run.Workflow.Identity)) context.Watchers.Changed(new RunChanged(row.TenantId, row.WorkflowId, row.Id, row.Status, row.LastSequence + 1));
        });
    }

    private void Release(long ticket)
    {
        flushed = Math.Max(flushed, ticket);
        while (gated.TryPeek(out var next) && next.Ticket <= flushed)
        {
            gated.Dequeue();
            LetOut(next.For, next.Release);
        }
    }

    /// <summary>What fails at one gate keeps nobody at the others; its run is read again from disk.</summary>
    private void LetOut(Resident? resident, Action release)
    {
        if (resident is { IsRefused: true }) return;
        try
        {
            release();
        }
        catch (Exception e)
        {
            GateFailed(Number, e);
            if (resident is not null && residents.GetValueOrDefault(resident.Run.Id) == resident) Later(resident, ExceptionDispatchInfo.Capture(e).Throw);
        }
    }

    /// <summary>Does something for a run once its latest write is on disk; never if the database refused it.</summary>
    private void Gate(Resident resident, Action release) => Gate(resident.LastTicket, release, resident);

    /// <summary>Does something once a ticket is on disk. Tickets come in order, so the queue is in order too.</summary>
    private void Gate(long ticket, Action release, Resident? resident = null)
    {
        if (ticket <= flushed)
        {
            LetOut(resident, release);
            return;
        }

        lastGate = Math.Max(lastGate, ticket);
        gated.Enqueue((lastGate, resident, release));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Shard {Shard} could not let out what waited for the disk")]
    private partial void GateFailed(int shard, Exception fault);
}
