using System.Diagnostics;
using System.Diagnostics.Metrics;
using Auterity.Platform.Telemetry;

namespace Auterity.Platform.Data;

/// <summary>The one door to writing a SQLite file: who holds its lease may begin a write transaction, so SQLITE_BUSY never happens.</summary>
/// <remarks>
/// First come, first served, with a lane of its own for the journal writer, which passes waiting EF Core writes;
/// after <see cref="LongestPriorityStreak"/> priority leases in a row one waiting ordinary write goes first, so nobody starves.
/// Enter, <c>BEGIN IMMEDIATE</c>, write, commit, dispose: hold it for milliseconds, and never while awaiting anything but the database.
/// </remarks>
public sealed class SqliteWriteGate
{
    /// <summary>Priority leases in a row while an ordinary write waits.</summary>
    public const int LongestPriorityStreak = 8;

    private static readonly Histogram<double> Waited = AuterityMeter.Meter.CreateHistogram<double>(
        "auterity.sqlite.gate.wait", "ms", "Time a write waited for the gate.");

    private static readonly Histogram<double> Held = AuterityMeter.Meter.CreateHistogram<double>(
        "auterity.sqlite.gate.hold", "ms", "Time a write held the gate.");

    private readonly Lock sync = new();
    private readonly Queue<TaskCompletionSource<Lease>> priorityLane = new();
    private readonly Queue<TaskCompletionSource<Lease>> ordinaryLane = new();
    private bool taken;
    private int streak;
    private long entries;

    /// <summary>How often the gate was entered since the process began.</summary>
    public long Entries => Interlocked.Read(ref entries);

    /// <summary>Waits for the gate. Dispose the lease to leave it; disposing twice does nothing.</summary>
    public ValueTask<Lease> EnterAsync(bool priority, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource<Lease> waiter;
        lock (sync)
        {
            if (!taken)
            {
                taken = true;
                streak = 0;
                return new(Grant());
            }

            waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
            (priority ? priorityLane : ordinaryLane).Enqueue(waiter);
        }

        return new(WaitAsync(waiter, cancellationToken));
    }

    /// <summary>Waits for the gate on a thread of one's own, as the journal writer does.</summary>
    public Lease Enter(bool priority)
    {
        var entered = EnterAsync(priority, CancellationToken.None);
        return entered.IsCompletedSuccessfully ? entered.Result : entered.AsTask().GetAwaiter().GetResult();
    }

    private static async Task<Lease> WaitAsync(TaskCompletionSource<Lease> waiter, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        // A waiter that gave up stays in its lane and is passed over when its turn comes.
        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource<Lease>)state!).TrySetCanceled(token), waiter);
        var lease = await waiter.Task;
        Waited.Record(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        return lease;
    }

    private Lease Grant()
    {
        Interlocked.Increment(ref entries);
        return new Lease(this);
    }

    private void Leave()
    {
        lock (sync)
        {
            while (NextLane() is { } lane)
            {
                streak = lane == priorityLane ? streak + 1 : 0;
                if (lane.Dequeue().TrySetResult(Grant())) return;
            }

            taken = false;
        }
    }

    private Queue<TaskCompletionSource<Lease>>? NextLane()
    {
        if (priorityLane.Count > 0 && (ordinaryLane.Count == 0 || streak < LongestPriorityStreak)) return priorityLane;
        return ordinaryLane.Count > 0 ? ordinaryLane : null;
    }

    /// <summary>The right to write, until disposed.</summary>
    public sealed class Lease : IDisposable
    {
        private readonly long since = Stopwatch.GetTimestamp();
        private SqliteWriteGate? gate;

        internal Lease(SqliteWriteGate gate) => this.gate = gate;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref gate, null) is not { } left) return;
            Held.Record(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            left.Leave();
        }
    }
}
