using System.Data.Common;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Runs;
using Microsoft.Extensions.Logging;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>Which runs a shard holds in memory: loading, waking, putting to sleep (ENGINE rule 28).</summary>
internal sealed partial class Shard
{
    private const int DuePage = 1_000;
    private const long SweepEvery = 1_000_000;
    private static readonly TimeSpan BetweenLoads = TimeSpan.FromSeconds(2);
    private const long HorizonEvery = 30_000_000;

    private readonly HashSet<Guid> expected = [];
    private int looksAhead;

    /// <summary>Hands a message to its run, fetching the run first if it sleeps.</summary>
    private void WithRun(Guid runId, ShardMessage message, Action<Resident> handle)
    {
        if (residents.TryGetValue(runId, out var resident)) handle(resident);
        else Park(runId, message);
    }

    private void Park(Guid runId, ShardMessage? message)
    {
        if (parked.TryGetValue(runId, out var waiting))
        {
            if (message is not null) waiting.Add(message);
            return;
        }

        parked[runId] = message is null ? [] : [message];
        _ = LoadAsync(runId);
    }

    private async Task LoadAsync(Guid runId)
    {
        try
        {
            var stored = await context.Journal.FindAsync(runId, stopping.Token);
            Post(stored is null ? new ShardMessage.Loaded(runId, null, null, null) : await ReplayAsync(runId, stored, stopping.Token));
        }
        catch (Exception e)
        {
            Post(new ShardMessage.Loaded(runId, null, e, null));
        }
    }

    /// <summary>Rebuilds a run from what is on disk, away from the shard's turn.</summary>
    private async Task<ShardMessage.Loaded> ReplayAsync(Guid runId, StoredRun stored, CancellationToken cancellationToken)
    {
        try
        {
            var run = await context.Reader.RebuildAsync(stored, this, writer, cancellationToken);
            if (run.ErrorRunId() is { } errorRun && await context.Journal.FindAsync(errorRun, cancellationToken) is not null) run.ErrorRunFound();
            return new ShardMessage.Loaded(runId, run, null, stored);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new ShardMessage.Loaded(runId, null, e, stored);
        }
    }

    private void TakeLoaded(ShardMessage.Loaded loaded)
    {
        if (loaded.Fault is { } passing && IsPassing(passing))
        {
            // The database is away. Whoever asked for the run waits with it.
            RunNotLoaded(loaded.RunId, passing);
            parked.TryAdd(loaded.RunId, []);
            _ = LoadLaterAsync(loaded.RunId);
            return;
        }

        if (StopsHere(loaded)) return;
        if (!parked.Remove(loaded.RunId, out var waiting)) waiting = [];
        if (loaded.Run is not { } run)
        {
            foreach (var message in waiting)
                Refuse(message, NoSuchRun);
            return;
        }

        var resident = new Resident(run) { SnapshotAt = SnapshotOf(loaded) };
        residents[run.Id] = resident;
        Later(resident, () =>
        {
            if (run.IsOver) return;
            run.Recover();
            FindChildren(run);
        });
        foreach (var message in waiting)
            Take(message);
    }

    /// <summary>Faults that say nothing about the run; EF Core wraps those of the driver in an InvalidOperationException.</summary>
    private static bool IsPassing(Exception fault) => fault is DbException or TimeoutException or IOException || fault.InnerException is DbException or TimeoutException or IOException;

    /// <returns>False when the shard has left meanwhile.</returns>
    private async Task<bool> PauseAsync()
    {
        try
        {
            await Task.Delay(BetweenLoads, context.Time, stopping.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static readonly Sdk.NodeError NoSuchRun = new("There is no such run.", "not-found");

    private static void Refuse(ShardMessage message, Sdk.NodeError why)
    {
        switch (message)
        {
            case ShardMessage.Command command:
                command.Done.TrySetResult(why == NoSuchRun ? CommandOutcome.NotFound : new CommandOutcome(RunStatus.Failed, why.Message));
                break;
            case ShardMessage.Await wait:
                wait.Waiter.Tell(new RunNews(wait.RunId, RunStatus.Failed, null, [], why));
                break;
        }
    }

    /// <summary>Wakes what is due, looks for what will be, and lets idle runs go.</summary>
    private void Sweep()
    {
        while (wakeUps.TryPeek(out var runId, out var at) && at <= now)
        {
            wakeUps.Dequeue();
            var sleeps = expected.Remove(runId);
            if (!residents.TryGetValue(runId, out var resident))
            {
                // What nobody expects any more is over, or expected later.
                if (sleeps) Park(runId, null);
                continue;
            }

            resident.WakeAt = 0;
            MarkDirty(resident);
        }

        if (now >= horizonAt)
        {
            horizonAt = now + HorizonEvery;
            Interlocked.Increment(ref looksAhead);
            _ = LookAheadAsync(Micros.ToInstant(now) + Horizon);
        }

        if (now < nextSweep) return;
        nextSweep = now + SweepEvery;
        foreach (var resident in residents.Values.Where(CanSleep).ToArray())
        {
            residents.Remove(resident.Run.Id);
            SnapshotOnLeaving(resident);
            if (RunPlanner.WakeAt(resident.Run.State) is > 0 and var wake && wake < now + (2 * HorizonEvery)) Expect(resident.Run.Id, wake);
        }
    }

    // The cheapest questions first: this is asked of every run in memory once a second.
    private bool CanSleep(Resident resident) => !resident.IsDirty && now - resident.IdleSince > IdleBeforeEviction.TotalMicroseconds
        && resident.LastTicket <= flushed && resident.Start is null && resident.Waiters.TrueForAll(waiter => waiter.News.IsCompleted)
        && (resident.Run.IsOver || resident.Run.IsResting) && resident.Run.State.InFlight == 0
        && (RunPlanner.WakeAt(resident.Run.State) is 0 || RunPlanner.WakeAt(resident.Run.State) > now + IdleBeforeEviction.TotalMicroseconds);

    private async Task LookAheadAsync(DateTimeOffset until)
    {
        try
        {
            var due = await context.Journal.DueAsync(Number, until, DuePage, stopping.Token);
            if (due.Count > 0) Post(new ShardMessage.DueSoon(due));
        }
        catch (Exception e)
        {
            if (!stopping.IsCancellationRequested) LookAheadFailed(Number, e);
        }
        finally
        {
            Interlocked.Decrement(ref looksAhead);
        }
    }

    private ShardGlance Glance(Guid runId)
    {
        var isLooking = Volatile.Read(ref looksAhead) > 0 || parked.ContainsKey(runId);
        return residents.TryGetValue(runId, out var resident)
            ? new ShardGlance(resident.Run.State.InFlight, !isLooking && !resident.IsDirty && resident.LastTicket <= flushed)
            : new ShardGlance(0, !isLooking);
    }

    private void TakeDue(ShardMessage.DueSoon due)
    {
        foreach (var (runId, wakeAt) in due.Runs)
            if (!residents.ContainsKey(runId))
                Expect(runId, Micros.Of(wakeAt));
        // A full page: more may be due before the next look.
        if (due.Runs.Count == DuePage) horizonAt = Math.Min(horizonAt, Math.Max(now + SweepEvery, Micros.Of(due.Runs[^1].WakeAt)));
    }

    private void Expect(Guid runId, long wakeAt)
    {
        if (expected.Add(runId)) wakeUps.Enqueue(runId, wakeAt);
    }

    private void SetTimer()
    {
        var next = horizonAt;
        if (residents.Count > 0) next = Math.Min(next, nextSweep);
        if (wakeUps.TryPeek(out _, out var wake)) next = Math.Min(next, wake);
        if (next >= timerAt && timerAt > now) return;
        timerAt = Math.Max(next, now + 1_000);
        timer.Change(TimeSpan.FromMicroseconds(timerAt - now), Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Shard} could not look for runs that will be due")]
    private partial void LookAheadFailed(int shard, Exception fault);
}
