using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>What runs ask of their shard, and what others ask of its runs.</summary>
internal sealed partial class Shard
{
    void IRunHost.Dispatch(LiveRun run, Work work)
    {
        if (!work.IsEffect) StartWork(run, work);
        else residents[run.Id].AddEffect(work);
    }

    void IRunHost.Cancel(CancellationTokenSource work) => _ = CancelAsync(work);

    bool IRunHost.MaySendAgain(LiveRun run, Activation activation) => TooEarly(run, activation) is null;

    void IRunHost.Answer(LiveRun run, Answer answer)
    {
        var resident = residents[run.Id];
        resident.After(() => TellAnswer(resident, answer));
    }

    private void TakeReport(ShardMessage.Reported message)
    {
        if (!residents.TryGetValue(message.RunId, out var resident) || resident.Run != message.Run)
        {
            // Nobody will use the place that the limits granted.
            (message.Report as Report.Admitted)?.Slot?.Dispose();
            return;
        }

        // A shard that is about to leave begins nothing; who owns it next asks again.
        if (draining && message.Report is Report.Admitted admitted) Later(resident, () => resident.Run.TurnAway(admitted));
        else Later(resident, () => resident.Run.Take(message.Report));
    }

    private void StartWork(LiveRun run, Work work) => context.Workers.Start(this, run, work, now, stopping.Token);

    private void Finished(Resident resident)
    {
        var run = resident.Run;
        // Retried before its end was on disk, it goes on.
        if (run.State.End is not { } end) return;
        var (output, missing) = OutputOf(run);
        foreach (var waiter in resident.Waiters)
            waiter.Tell(new RunNews(run.Id, run.Status(), null, output, end.Error ?? missing));
        resident.Waiters.Clear();
        if (run.Header.Parent is { Waits: true } parent)
            Post(new ShardMessage.ChildOver(parent.RunId, parent, new ChildResult(end.Outcome == RunOutcome.Succeeded && missing is null, output, end.Error ?? missing ?? Ended(end.Outcome))));
        // Whoever asked something of it meanwhile is answered first.
        if (run.State.InFlight > 0 || resident.IsDirty || residents.GetValueOrDefault(run.Id) != resident) return;
        residents.Remove(run.Id);
        expected.Remove(run.Id);
    }

    /// <summary>What the run returns, or why it cannot be read: large output lies in the blob store.</summary>
    private static (IReadOnlyList<Item> Output, NodeError? Missing) OutputOf(LiveRun run)
    {
        try
        {
            return (RunResult.Of(run.State), null);
        }
        catch (Exception e)
        {
            return ([], Fault.Of(e).Error);
        }
    }

    private static NodeError? Ended(RunOutcome outcome) => outcome == RunOutcome.Cancelled ? new NodeError("The workflow it called was cancelled.", "child-cancelled") : null;

    private static void TellAnswer(Resident resident, Answer answer)
    {
        for (var i = resident.Waiters.Count - 1; i >= 0; i--)
        {
            if (!resident.Waiters[i].WantsAnswer) continue;
            resident.Waiters[i].Tell(new RunNews(resident.Run.Id, resident.Run.Status(), answer, [], null));
            resident.Waiters.RemoveAt(i);
        }
    }

    private void AddWaiter(Resident resident, ShardMessage.Await wait)
    {
        if (resident.Run.Workflow.Identity.TenantId != wait.TenantId)
        {
            Refuse(wait, NoSuchRun);
            return;
        }

        resident.Waiters.RemoveAll(waiter => waiter.News.IsCompleted);
        resident.Waiters.Add(wait.Waiter);
        if (resident.Run.IsOver) Gate(resident, () => Finished(resident));
    }

    private void Change(Resident resident, ShardMessage.Command command)
    {
        if (resident.Run.Workflow.Identity.TenantId != command.TenantId)
        {
            Refuse(command, NoSuchRun);
            return;
        }

        resident.Add(command);
        unanswered.Add(command);
        Later(resident, () =>
        {
            var outcome = TooEarly(resident.Run, command.Asked) is { } early
                ? new CommandOutcome(resident.Run.Status(), early)
                : RunCommands.Apply(resident.Run, command.Asked, now);
            Action<StartStatus> refused = _ =>
            {
                unanswered.Remove(command);
                command.Done.TrySetResult(outcome with { Refused = "The database refuses the run's data." });
            };
            resident.OnRefused += refused;
            resident.After(() =>
            {
                resident.OnRefused -= refused;
                unanswered.Remove(command);
                command.Done.TrySetResult(outcome with { Status = resident.Run.Status() });
            });
            resident.Remove(command);
        });
    }

    private void Later(Resident resident, Action change)
    {
        resident.Later(change);
        MarkDirty(resident);
    }
}
