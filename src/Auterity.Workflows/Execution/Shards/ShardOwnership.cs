using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Journal;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>What must not happen twice asks who owns the shard (ENGINE rule 12).</summary>
internal sealed partial class Shard
{
    /// <summary>Whether the database has said within the last seconds that the shard is ours; asks it if not.</summary>
    public async ValueTask<bool> HoldsLeaseAsync(CancellationToken cancellationToken)
    {
        if (lease.IsYoung) return !lost;
        try
        {
            if (await context.Journal.CheckAsync(lease, cancellationToken)) return !lost;
        }
        catch (Exception e) when (IsPassing(e))
        {
            // The database is away: nothing is known, so nothing is begun.
            return false;
        }

        Lost();
        return false;
    }

    /// <summary>Why a step may not be sent again yet: the process that had the shard before may only be frozen, with the call still before it.</summary>
    /// <returns>Null when nobody but this process can be at it any more.</returns>
    private string? TooEarly(LiveRun run, RunCommand command)
    {
        if (command is not RunCommand.Decide { Decision: Decision.Again } again || again.Step < 0 || again.Step >= run.State.Activations.Count) return null;
        return TooEarly(run, run.State.Activations[again.Step]);
    }

    private string? TooEarly(LiveRun run, Activation step)
    {
        if (!context.Journal.IsShared || step.Units is not { } units) return null;
        var calls = units.SelectMany(unit => unit.Steps?.Calls ?? []).Where(IsUnheard).Select(call => call.Request.Node);
        var nodes = Array.Exists(units, IsUnheard) ? calls.Append(step.Node.Index) : calls;
        var limit = nodes.Select(node => run.Workflow.Nodes[node].Definition.Policy.TimeoutSeconds ?? StepRunner.DefaultTimeout).DefaultIfEmpty(-1).Max();
        if (limit < 0) return null;
        var from = Micros.ToInstant(takenAt) + ShardLease.Length + TimeSpan.FromSeconds(limit);
        return Micros.ToInstant(now) >= from ? null : $"The process that had this step before may still be at it. It can be sent again from {from:O}; that it was done, or has failed, can be said now.";
    }

    private static bool IsUnheard(Attempts tried) => tried is { Status: UnitStatus.NeedsDecision, Error.Code: "unknown-outcome" };
}
