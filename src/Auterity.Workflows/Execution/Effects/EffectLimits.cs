using System.Collections.Concurrent;

namespace Auterity.Workflows.Execution.Effects;

/// <summary>The limits that steps share by key, within this process: how many at a time, and how often.</summary>
/// <remarks>A slot that is not given back (its shard moved to another process meanwhile) ends by itself after its lease.</remarks>
internal sealed class EffectLimits(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, SlotGate> slots = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RateGate> rates = new(StringComparer.Ordinal);
    private int asked;

    /// <summary>Waits for one of the key's slots, first come first served.</summary>
    /// <param name="key">Key, with its tenant.</param>
    /// <param name="limit">Slots of the key; the latest caller's number counts.</param>
    /// <param name="lease">After this time the slot is given to the next one, whatever its holder does.</param>
    /// <param name="cancellationToken">Gives up the place in the queue.</param>
    public async Task<IDisposable> EnterAsync(string key, int limit, TimeSpan lease, CancellationToken cancellationToken)
    {
        SweepNowAndThen();
        while (true)
        {
            var gate = slots.GetOrAdd(key, _ => new SlotGate(time));
            if (gate.Enter(limit, lease, cancellationToken) is { } entered) return await entered;
            slots.TryRemove(new KeyValuePair<string, SlotGate>(key, gate)); // it was being thrown away
        }
    }

    /// <summary>Waits until one more may begin under this key.</summary>
    /// <param name="key">Key, with its tenant.</param>
    /// <param name="count">How many in each window.</param>
    /// <param name="window">Length of the window.</param>
    /// <param name="cancellationToken">Gives up; the place is used up all the same.</param>
    public Task PassAsync(string key, int count, TimeSpan window, CancellationToken cancellationToken)
    {
        SweepNowAndThen();
        var pause = rates.GetOrAdd(key, static _ => new RateGate()).Take(time.GetUtcNow(), count, window);
        return pause > TimeSpan.Zero ? Task.Delay(pause, time, cancellationToken) : Task.CompletedTask;
    }

    // Keys may come from data, one a customer or a message: those nobody uses must not gather.
    private void SweepNowAndThen()
    {
        if (Interlocked.Increment(ref asked) % 1_000 == 0) Sweep();
    }

    /// <summary>Forgets keys that nobody uses or waits for.</summary>
    public void Sweep()
    {
        foreach (var (key, gate) in slots)
            if (gate.CloseIfIdle())
                slots.TryRemove(new KeyValuePair<string, SlotGate>(key, gate));
        foreach (var (key, gate) in rates)
            if (gate.IsIdle(time.GetUtcNow()))
                rates.TryRemove(new KeyValuePair<string, RateGate>(key, gate));
    }
}
