namespace Auterity.Workflows.Execution.Effects;

/// <summary>How often one key may begin: up to a number in each window, then evenly spaced (the generic cell rate algorithm).</summary>
internal sealed class RateGate
{
    private readonly Lock access = new();
    private DateTimeOffset paidUntil = DateTimeOffset.MinValue;

    /// <summary>Takes the next place.</summary>
    /// <returns>How long to wait for it.</returns>
    public TimeSpan Take(DateTimeOffset now, int count, TimeSpan window)
    {
        lock (access)
        {
            var spacing = window / count;
            var paid = paidUntil > now ? paidUntil : now;
            paidUntil = paid + spacing;
            var pause = paidUntil - now - window;
            return pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
        }
    }

    public bool IsIdle(DateTimeOffset now)
    {
        lock (access)
            return paidUntil <= now;
    }
}
