namespace Auterity.Conformance.Simulation;

/// <summary>A clock that stands still until it is moved, and knows when the next timer is due.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<VirtualTimer, (DateTimeOffset At, long Order)> due = new();
    private DateTimeOffset now = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    private long order;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>When the next timer fires; null when none is set.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            lock (gate)
            {
                while (due.TryPeek(out var timer, out var key) && timer.At != key.At)
                    due.Dequeue();
                return due.TryPeek(out _, out var next) ? next.At : null;
            }
        }
    }

    /// <summary>Moves on and fires every timer that is due by then, in order.</summary>
    public void MoveTo(DateTimeOffset to)
    {
        while (TakeDue(to) is { } timer)
            timer.Fire();
        lock (gate)
            if (to > now) now = to;
    }

    private VirtualTimer? TakeDue(DateTimeOffset to)
    {
        lock (gate)
        {
            if (Next is not { } at || at > to) return null;
            now = at > now ? at : now;
            return due.Dequeue();
        }
    }

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset? At { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan every)
        {
            lock (time.gate)
            {
                period = every;
                At = dueTime == Timeout.InfiniteTimeSpan ? null : time.now + dueTime;
                if (At is { } at) time.due.Enqueue(this, (at, time.order++));
                return true;
            }
        }

        public void Fire()
        {
            lock (time.gate) At = null;
            if (period > TimeSpan.Zero) Change(period, period);
            callback(state);
        }

        public void Dispose()
        {
            lock (time.gate) At = null;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
