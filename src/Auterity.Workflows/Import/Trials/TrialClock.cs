namespace Auterity.Workflows.Import.Trials;

/// <summary>A clock that stands still until a trial moves it; timers fire when it passes them.</summary>
internal sealed class TrialClock : TimeProvider
{
    private readonly PriorityQueue<TrialTimer, DateTimeOffset> due = new();
    private DateTimeOffset now = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new TrialTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>When the next timer fires; null when none is set.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            while (due.TryPeek(out var timer, out var at) && timer.At != at) due.Dequeue();
            return due.TryPeek(out _, out var next) ? next : null;
        }
    }

    public void MoveTo(DateTimeOffset to)
    {
        while (Next is { } at && at <= to)
        {
            var timer = due.Dequeue();
            now = at > now ? at : now;
            timer.Fire();
        }

        if (to > now) now = to;
    }

    private sealed class TrialTimer(TrialClock clock, Action fire) : ITimer
    {
        public DateTimeOffset? At { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            At = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
            if (At is { } at) clock.due.Enqueue(this, at);
            return true;
        }

        public void Fire()
        {
            At = null;
            fire();
        }

        public void Dispose() => At = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
