using Auterity.Sdk;

namespace Auterity.Workflows.Execution.Core;

/// <summary>Calls of attachments by stepped nodes: each is tried, repeated and decided on its own, and completed ones are never repeated (ENGINE rule 14).</summary>
internal static class CallTransitions
{
    public static void Requested(RunState run, CallsRequested e)
    {
        var activation = run.Activations[e.Activation];
        if (activation.Status == ActivationStatus.Ready) Transitions.Begin(run, activation, e.At);
        var unit = activation.Units![e.Unit];
        var before = unit.Steps?.State;
        var steps = unit.Steps ??= new Steps { State = e.State };
        steps.Before = before;
        steps.State = e.State;
        steps.Earlier = steps.From;
        steps.From = steps.Calls.Count;
        steps.Calls.AddRange(e.Calls.Select(request => new Call(request)));
    }

    public static void Started(RunState run, CallStarted e)
    {
        if (Find(run, e.Activation, e.Unit, e.Index) is not { } call) return;
        call.Status = UnitStatus.Pending;
        call.Attempt = e.Attempt;
        call.Round = e.Round;
        call.Begun = true;
    }

    public static void Failed(RunState run, CallFailed e)
    {
        if (Find(run, e.Activation, e.Unit, e.Index) is not { } call) return;
        call.Attempt = e.Attempt;
        call.Error = e.Error;
        call.Begun = false;
        call.Status = e.Disposition switch
        {
            Disposition.Retry => UnitStatus.Retrying,
            Disposition.Hold => UnitStatus.Held,
            _ => UnitStatus.NeedsDecision,
        };
        if (e.Disposition != Disposition.Retry) return;
        call.RetryAt = e.RetryAt;
        call.Round = e.Round;
        run.Due.Enqueue(new Due(run.Activations[e.Activation], e.Unit, e.Index), e.RetryAt);
    }

    public static void Ended(RunState run, CallEnded e)
    {
        if (Find(run, e.Activation, e.Unit, e.Index) is { Outcome: null } call) End(call, e);
    }

    /// <summary>A person, or the other side itself, said what became of a call.</summary>
    public static void Decided(RunState run, CallDecided e)
    {
        if (Find(run, e.Activation, e.Unit, e.Index) is not { Status: UnitStatus.Held or UnitStatus.NeedsDecision } call) return;
        switch (e.Decision)
        {
            case Decision.Done:
                End(call, new CallEnded(e.At, e.Activation, e.Unit, e.Index, e.Result ?? Assumed(call), null));
                break;
            case Decision.Fail:
                End(call, new CallEnded(e.At, e.Activation, e.Unit, e.Index, null, call.Error));
                break;
            default:
                call.Status = UnitStatus.Pending;
                call.Forgiven = call.Attempt;
                call.Round = e.Round;
                call.Error = null;
                break;
        }
    }

    private static Item Assumed(Call call) =>
        call.Status == UnitStatus.NeedsDecision ? ItemJson.AssumedSent(call.Request.Arguments) : call.Request.Arguments;

    private static void End(Call call, CallEnded outcome)
    {
        call.Outcome = outcome;
        call.Status = UnitStatus.Done;
        call.Begun = false;
    }

    private static Call? Find(RunState run, int id, int unit, int index)
    {
        var activation = run.Activations[id];
        return activation.IsOpen && activation.Units?[unit].Steps is { } steps && index < steps.Calls.Count ? steps.Calls[index] : null;
    }
}
