namespace Auterity.Conformance.Reference;

/// <summary>Who ends next when several activations are in flight. With a schedule the reference has no clock: what is chosen runs to its end.</summary>
internal abstract class Schedule
{
    /// <summary>The activation to end next, or null to let none.</summary>
    public abstract Activation? Next(IReadOnlyList<Activation> inFlight);

    /// <summary>Any order, the same for the same seed.</summary>
    public static Schedule Seeded(int seed) => new RandomOrder(new Random(seed));

    /// <summary>The order another engine recorded.</summary>
    public static Schedule Recorded(IEnumerable<ActivationId> order) => new RecordedOrder(order);

    private sealed class RandomOrder(Random random) : Schedule
    {
        public override Activation? Next(IReadOnlyList<Activation> inFlight) => inFlight.Count == 0 ? null : inFlight[random.Next(inFlight.Count)];
    }

    private sealed class RecordedOrder(IEnumerable<ActivationId> order) : Schedule
    {
        private readonly LinkedList<ActivationId> rest = new(order);

        /// <remarks>Entries before the chosen one are skips, which end by themselves.</remarks>
        public override Activation? Next(IReadOnlyList<Activation> inFlight)
        {
            if (inFlight.Count == 0) return null;
            while (rest.First is { } first)
            {
                rest.RemoveFirst();
                if (inFlight.FirstOrDefault(activation => activation.Id == first.Value) is { } next) return next;
            }

            return null;
        }
    }
}
