using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Runs;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>What becomes of a run whose data the database refuses: it fails, alone, with what is on disk (ENGINE rule 22).</summary>
/// <remarks>
/// <code>
/// refused at its start ─▶ there is no such run; whoever started it hears so
/// refused later        ─▶ forget what is in memory ─▶ read what is on disk ─▶ end it as failed: storage-rejected
/// </code>
/// </remarks>
internal sealed partial class Shard
{
    /// <summary>Runs whose end was journaled because of a refusal: a second refusal leaves them as they are.</summary>
    private readonly HashSet<Guid> ended = [];

    private void Reject(ShardMessage.Rejected rejected)
    {
        if (!residents.Remove(rejected.RunId, out var resident)) return;
        resident.IsRefused = true;
        resident.OnRefused?.Invoke(StartStatus.Rejected);
        var error = new NodeError($"The database refuses this run's data: {rejected.Reason}", "storage-rejected");
        RefuseAll(resident.TakeCommands(), error);
        foreach (var waiter in resident.Waiters)
            waiter.Tell(new RunNews(rejected.RunId, RunStatus.Failed, null, [], error));

        if (rejected.FirstSequence > 0)
        {
            if (ended.Add(rejected.RunId)) Park(rejected.RunId, new ShardMessage.EndRejected(rejected.RunId, error));
        }
        else if (resident.Run.State.Start?.Header.Parent is { Child: >= 0 } parent)
        {
            Post(new ShardMessage.ChildOver(parent.RunId, parent, new ChildResult(false, [], error)));
        }
    }

    private void EndRejected(Resident resident, ShardMessage.EndRejected end) => Later(resident, () =>
    {
        if (!resident.Run.IsOver) resident.Run.Append(new RunEnded(now, RunOutcome.Failed, end.Error, -1));
    });
}
