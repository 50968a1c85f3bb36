namespace Auterity.Conformance.Simulation;

/// <summary>The disk of a simulated run: one commit at a time, in order, with the mishaps asked for.</summary>
internal sealed class SimulatedStore(TimeProvider time, Mishaps mishaps)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.75);

    private readonly Queue<(long Ticket, long First, byte[] Payload)> waiting = new();
    private readonly SortedDictionary<long, byte[]> written = [];
    private DateTimeOffset? busyUntil;
    private bool landed;

    /// <summary>Everything on disk, one entry a commit.</summary>
    public IReadOnlyCollection<byte[]> Packs => written.Values;

    /// <summary>Commits tried so far.</summary>
    public int Commits { get; private set; }

    /// <summary>Everything up to this ticket is on disk, and the run was told.</summary>
    public long Flushed { get; private set; }

    /// <summary>When a commit under way ends; null while none is.</summary>
    public DateTimeOffset? Next => busyUntil;

    public void Append(long ticket, long first, byte[] payload) => waiting.Enqueue((ticket, first, payload));

    /// <summary>Writes what can be written now.</summary>
    /// <returns>False when the process dies of it.</returns>
    public bool Write()
    {
        while (waiting.TryPeek(out var next))
        {
            if (busyUntil > time.GetUtcNow()) return true;
            if (busyUntil is not null && landed)
            {
                End(next.Ticket);
                continue;
            }

            var number = ++Commits;
            if (mishaps.DiesBefore.Contains(number)) return false;
            var fate = mishaps.FateOf(number);
            if (fate != CommitFate.Failed) written.TryAdd(next.First, next.Payload);
            if (mishaps.DiesAfter.Contains(number)) return false;
            if (fate == CommitFate.Done)
            {
                End(next.Ticket);
                continue;
            }

            // A commit said to have failed is sent again: the disk has these bytes already and takes them once.
            busyUntil = time.GetUtcNow() + Pause;
            landed = fate == CommitFate.Delayed;
        }

        return true;
    }

    /// <summary>The process is gone: what was not on disk is lost.</summary>
    public void Die()
    {
        waiting.Clear();
        busyUntil = null;
        landed = false;
    }

    private void End(long ticket)
    {
        waiting.Dequeue();
        Flushed = ticket;
        busyUntil = null;
        landed = false;
    }
}
