namespace Auterity.Workflows.Execution.Journal;

/// <summary>Runs of which the database refused something: what was queued after it must not be written, for it has no beginning (ENGINE rule 22).</summary>
internal sealed class RejectedRuns
{
    private const int MostKept = 10_000;

    private readonly Dictionary<(ShardLease Shard, Guid RunId), long> refused = [];
    private readonly Queue<(ShardLease Shard, Guid RunId)> order = new();

    public void Add(RunWrite write)
    {
        if (refused.TryAdd((write.Shard, write.RunId), write.FirstSequence)) order.Enqueue((write.Shard, write.RunId));
        // The shard hears of it at once; whatever it had queued until then is long gone.
        if (order.Count > MostKept) refused.Remove(order.Dequeue());
    }

    /// <summary>The writes that may go on: a run whose shard begins again at the refused place is as good as any other.</summary>
    public IReadOnlyList<RunWrite> Sift(IReadOnlyList<RunWrite> group)
    {
        if (refused.Count == 0) return group;
        var accepted = new List<RunWrite>(group.Count);
        foreach (var write in group)
        {
            if (refused.TryGetValue((write.Shard, write.RunId), out var at))
            {
                // A snapshot proves nothing about what came after it.
                if (write.FirstSequence > at || write.Snapshot is not null) continue;
                refused.Remove((write.Shard, write.RunId));
            }

            accepted.Add(write);
        }

        return accepted;
    }
}
