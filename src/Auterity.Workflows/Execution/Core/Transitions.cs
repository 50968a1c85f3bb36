using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Core;

/// <summary>Applies events to a run's state: the only code that changes it. The same events always give the same state.</summary>
internal static class Transitions
{
    public static void Apply(RunState run, RunEvent happened)
    {
        run.LastAt = happened.At;
        switch (happened)
        {
            case RunStarted e: Started(run, e); break;
            case NodeStarted e: Begin(run, run.Activations[e.Activation], e.At); break;
            case NodeCompleted e: Completed(run, e); break;
            case LoopAdvanced e: LoopTransitions.Advance(run, e); break;
            case UnitStarted e: UnitTransitions.Started(run, e); break;
            case UnitsCompleted e: UnitTransitions.Completed(run, e); break;
            case UnitFailed e: UnitTransitions.Failed(run, e); break;
            case DecisionMade e: UnitTransitions.Decided(run, e); break;
            case CallsRequested e: CallTransitions.Requested(run, e); break;
            case CallStarted e: CallTransitions.Started(run, e); break;
            case CallFailed e: CallTransitions.Failed(run, e); break;
            case CallEnded e: CallTransitions.Ended(run, e); break;
            case CallDecided e: CallTransitions.Decided(run, e); break;
            case WaitCreated e: WaitTransitions.Created(run, e); break;
            case WaitResolved e: WaitTransitions.Resolve(run, run.Activations[e.Activation], e.Output, e.At); break;
            case SignalReceived e: WaitTransitions.Signalled(run, e); break;
            case ChildStarted e: ChildTransitions.Started(run, e); break;
            case ChildEnded e: ChildTransitions.Ended(run, e); break;
            case JoinForced e: Firing.Force(run, run.Plan.Nodes[e.Node], e.MissingEdges, e.At); break;
            case NodeFailed e: Completion.Fail(run, TakeReady(run, run.Activations[e.Activation]), e.Error, e.At); break;
            case LimitReached e: Limits.Hold(run, TakeReady(run, run.Activations[e.Activation]), e.Limit); break;
            case RunPaused e: run.PausedSince = e.At; break;
            case RunResumed e: Resumed(run, e); break;
            case CancelRequested e: run.Cancel ??= e; break;
            case RunReopened e: UnitTransitions.Reopened(run, e); break;
            case RunEnded e: run.End ??= e; break;
            case StepRecorded e: Recorded(run.Activations[e.Activation], e.Record); break;
            case LateCompletion: break;
            default: throw new InvalidOperationException($"No transition for {happened.GetType().Name}.");
        }

        TokenFlow.Settle(run, happened.At);
    }

    /// <summary>Moves a ready activation to started and lays out its units.</summary>
    public static Activation Begin(RunState run, Activation activation, long at)
    {
        TakeReady(run, activation);
        activation.Status = ActivationStatus.Started;
        if (activation.StartedAt == 0) activation.StartedAt = at;
        if (activation.Units is null) activation.LayOut(activation.UnitCount(activation.Node.PerItem));
        return activation;
    }

    public static Activation TakeReady(RunState run, Activation activation)
    {
        run.Ready.Remove(activation);
        return activation;
    }

    private static void Started(RunState run, RunStarted e)
    {
        run.Start = e;
        var trigger = run.Plan.Nodes[run.Plan.Trigger];
        var activation = new Activation
        {
            Id = 0,
            Node = trigger,
            Number = run.Nodes[trigger.Index].Next++,
            Consumed = [],
            CreatedAt = e.At,
        };
        run.Activations.Add(activation);
        Sessions.Enter(run, trigger);
        run.Open++;
        run.Fired++;
        run.Created.Add(activation);
    }

    private static void Completed(RunState run, NodeCompleted e)
    {
        var activation = TakeReady(run, run.Activations[e.Activation]);
        if (!activation.IsOpen) return;
        activation.StartedAt = e.StartedAt;
        activation.Answer = e.Answer;
        activation.IsRunOutput = e.IsRunOutput;
        if (e.Log is not null) (activation.Log ??= []).AddRange(e.Log);
        run.Stopped |= e.StopsRun;
        Completion.Complete(run, activation, Padded(activation.Node, e.Outputs), e.At);
    }

    private static void Recorded(Activation activation, StepRecord record)
    {
        activation.Warnings |= record.Warnings;
        foreach (var (unit, json) in record.Parameters)
            (activation.Parameters ??= [])[unit] = json;
    }

    /// <summary>A node may say less than it has ports: the rest skips.</summary>
    public static PortOutput[] Padded(PlanNode node, IReadOnlyList<PortOutput> outputs)
    {
        var all = new PortOutput[node.Outputs.Length];
        for (var i = 0; i < all.Length; i++)
            all[i] = i < outputs.Count ? outputs[i] : PortOutput.Skip;
        return all;
    }

    private static void Resumed(RunState run, RunResumed e)
    {
        if (!run.IsPaused) return;
        run.PausedFor += e.At - run.PausedSince;
        run.PausedSince = 0;
        WaitTransitions.TakeKept(run, e.At);
    }
}
