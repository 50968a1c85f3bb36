using Auterity.Workflows.Execution.Journal;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>When a run gets a snapshot, and how it reaches the disk: as a write of the shard, refused like any other once somebody else owns it.</summary>
internal sealed partial class Shard
{
    /// <summary>Asks for a snapshot when enough was written since the last one; it is made once that is on disk.</summary>
    private void SnapshotIfDue(Resident resident)
    {
        var run = resident.Run;
        if (!context.Snapshots.IsDue(run.Sequence, resident.SnapshotAt) || run.IsOver) return;
        resident.SnapshotAt = run.Sequence;
        Gate(resident, () => context.Snapshots.Ask(this, run.Id));
    }

    /// <summary>Where the snapshot of a run stands that was read; one of another version counts for nothing.</summary>
    private static long SnapshotOf(ShardMessage.Loaded loaded) => loaded.Stored?.Snapshot is { Payload.Length: > 0 } snapshot ? snapshot.Sequence : 0;

    /// <summary>A run that leaves memory will be read again: it should not begin at its first event.</summary>
    private void SnapshotOnLeaving(Resident resident)
    {
        if (!resident.Run.IsOver && context.Snapshots.IsWorthKeeping(resident.Run.Sequence, resident.SnapshotAt)) context.Snapshots.Ask(this, resident.Run.Id);
    }

    private void TakeSnapshot(ShardMessage.Snapshotted made)
    {
        // Nobody misses it: whatever else waits for the disk goes first.
        if (draining || context.Journal.IsCongested) return;
        var accepted = context.Journal.Append(new RunWrite
        {
            Shard = lease, Ticket = nextTicket, RunId = made.Row.Id, FirstSequence = made.Snapshot.Sequence, Count = 0, Payload = [], Row = made.Row, Snapshot = made.Snapshot,
        });
        if (accepted) nextTicket++;
    }
}
