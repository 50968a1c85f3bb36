namespace Auterity.Workflows.Execution.Effects;

/// <summary>The slots of one key: who holds them until when, and who waits.</summary>
internal sealed class SlotGate(TimeProvider time)
{
    private readonly Lock access = new();
    private readonly Dictionary<Slot, DateTimeOffset> held = [];
    private readonly LinkedList<Waiter> queue = [];
    private ITimer? timer;
    private int limit = 1;
    private bool closed;

    /// <summary>A place in the queue; null when the gate is closed and another one must be asked.</summary>
    public Task<IDisposable>? Enter(int slots, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (access)
        {
            if (closed) return null;
            limit = slots;
            var waiter = new Waiter(lease);
            var place = queue.AddLast(waiter);
            Grant();
            if (!waiter.Granted.Task.IsCompleted) waiter.Cancellation = cancellationToken.Register(() => Leave(place, cancellationToken));
            return waiter.Granted.Task;
        }
    }

    /// <summary>Closes the gate when nobody holds or wants anything.</summary>
    public bool CloseIfIdle()
    {
        lock (access)
        {
            Grant();
            if (held.Count > 0 || queue.Count > 0) return closed;
            closed = true;
            timer?.Dispose();
            return true;
        }
    }

    private void Leave(LinkedListNode<Waiter> place, CancellationToken cancellationToken)
    {
        lock (access)
        {
            if (place.List is null) return;
            queue.Remove(place);
            place.Value.Granted.TrySetCanceled(cancellationToken);
        }
    }

    private void Release(Slot slot)
    {
        lock (access)
        {
            held.Remove(slot);
            Grant();
        }
    }

    private void Grant()
    {
        var now = time.GetUtcNow();
        foreach (var (slot, until) in held)
            if (until <= now)
                held.Remove(slot);
        while (held.Count < limit && queue.First is { } first)
        {
            queue.RemoveFirst();
            first.Value.Cancellation.Unregister();
            var slot = new Slot(this);
            held[slot] = now + first.Value.Lease;
            first.Value.Granted.SetResult(slot);
        }

        if (queue.Count == 0) return;
        timer ??= time.CreateTimer(static gate => ((SlotGate)gate!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(held.Values.Min() - now, Timeout.InfiniteTimeSpan);
    }

    private void Look()
    {
        lock (access)
            Grant();
    }

    private sealed class Waiter(TimeSpan lease)
    {
        public TimeSpan Lease => lease;

        public TaskCompletionSource<IDisposable> Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationTokenRegistration Cancellation { get; set; }
    }

    private sealed class Slot(SlotGate gate) : IDisposable
    {
        public void Dispose() => gate.Release(this);
    }
}
