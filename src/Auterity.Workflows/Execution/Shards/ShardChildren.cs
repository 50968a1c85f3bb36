using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Runs;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>Runs that runs of this shard start, and what becomes of them. They live in the same shard.</summary>
internal sealed partial class Shard
{
    NodeError? IRunHost.StartChild(LiveRun parent, ChildRun child)
    {
        if (context.Workflows.FindPublished(parent.Workflow.Identity.TenantId, child.WorkflowId) is not { } target)
            return new NodeError($"The workflow {child.WorkflowId} does not exist, is not published, or has not been loaded yet.", "workflow-missing");
        var trigger = target.FindTrigger(child.IsErrorRun ? "trigger.error" : "trigger.workflow");
        if (trigger < 0)
            return new NodeError($"The workflow '{target.Identity.Name}' has no trigger for being called: add '{(child.IsErrorRun ? "Error trigger" : "Called by a workflow")}'.", "trigger-missing");
        // An error run is on disk before the run it is for ends; a called run only after the step that will ask for it again.
        if (child.IsErrorRun) Begin(parent, child, target, trigger);
        else residents[parent.Id].After(() => Begin(parent, child, target, trigger));
        return null;
    }

    private void Begin(LiveRun parent, ChildRun child, CompiledWorkflow target, int trigger)
    {
        // A shard that is about to leave begins nothing: the next owner finds that the child is missing.
        if (residents.ContainsKey(child.RunId) || (draining && !child.IsErrorRun)) return;
        var resident = StartRun(child.RunId, new StartRequest(
            target, trigger, child.Input, parent.State.Start!.Mode, new RunHeader(Parent: child.Link, IsErrorRun: child.IsErrorRun, By: "run:" + parent.Id)));
        if (!child.Link.Waits && !child.IsErrorRun) resident.After(() => Tell(child.Link, Accepted));
    }

    private static readonly ChildResult Accepted = new(true, [], null);

    private void Tell(ParentLink link, ChildResult result) => Post(new ShardMessage.ChildOver(link.RunId, link, result));

    private void Adopt(Resident resident, ShardMessage.Adopt adopt) => Later(resident, () =>
    {
        var run = resident.Run;
        if (run.IsOver || run.State.Activations[adopt.Child.Link.Activation].Children?[adopt.Child.Link.Child].End is not null) return;
        if (((IRunHost)this).StartChild(run, adopt.Child) is { } error) Tell(adopt.Child.Link, new ChildResult(false, [], error));
    });

    private void ChildOver(Resident resident, ShardMessage.ChildOver over)
    {
        var result = over.Result;
        Later(resident, () =>
        {
            if (!resident.Run.IsOver) resident.Run.Append(new ChildEnded(now, over.Link.Activation, over.Link.Child, result.Succeeded, ItemJson.MarkedFor(resident.Run.State.Activations[over.Link.Activation].Node, result.Output), result.Error));
        });
    }

    /// <summary>Children whose start or end did not reach the disk together with their parent's event.</summary>
    private void FindChildren(LiveRun run)
    {
        foreach (var child in run.OpenChildren())
        {
            if (!residents.ContainsKey(child.RunId)) _ = FindChildAsync(run, child);
            else if (!child.Link.Waits) Tell(child.Link, Accepted);
        }
    }

    private async Task FindChildAsync(LiveRun parent, ChildRun child)
    {
        while (!await TryFindChildAsync(parent, child) && await PauseAsync()) { }
    }

    /// <returns>Whether it is known what became of the child; false while the database is away.</returns>
    private async Task<bool> TryFindChildAsync(LiveRun parent, ChildRun child)
    {
        try
        {
            var stored = await context.Journal.FindAsync(child.RunId, stopping.Token);
            if (stored is null)
            {
                await context.Workflows.EnsurePublishedAsync(parent.Workflow.Identity.TenantId, child.WorkflowId, stopping.Token);
                Post(new ShardMessage.Adopt(parent.Id, child));
            }
            else if (!child.Link.Waits)
            {
                Tell(child.Link, Accepted);
            }
            else if (stored.Row.Status is RunStatus.Succeeded or RunStatus.Failed or RunStatus.Cancelled)
            {
                var replayed = await ReplayAsync(child.RunId, stored, stopping.Token);
                if (replayed.Run?.State is { End: { } end } state)
                    Tell(child.Link, new ChildResult(end.Outcome == RunOutcome.Succeeded, RunResult.Of(state), end.Error));
                else if (replayed.Fault is { } fault)
                    Tell(child.Link, new ChildResult(false, [], ErrorOf(fault)));
            }

            return true;
        }
        catch (Exception e)
        {
            RunNotLoaded(child.RunId, e);
            return !IsPassing(e);
        }
    }
}
