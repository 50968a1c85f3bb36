using Auterity.Sdk;

namespace Auterity.Workflows.Execution.Core;

/// <summary>Attempts, failures, decisions and repetitions of single units of work (ENGINE rules 11 to 13, 16).</summary>
internal static class UnitTransitions
{
    public static void Started(RunState run, UnitStarted e)
    {
        var unit = UnitOf(Transitions.Begin(run, run.Activations[e.Activation], e.At), e.Unit);
        unit.Status = UnitStatus.Pending;
        unit.Attempt = e.Attempt;
        unit.Round = e.Round;
        unit.Begun = true;
    }

    public static void Completed(RunState run, UnitsCompleted e)
    {
        var activation = run.Activations[e.Activation];
        if (!activation.IsOpen || activation.Units is null) return;
        if (e.Log is not null) (activation.Log ??= []).AddRange(e.Log);
        foreach (var output in e.Units)
        {
            var unit = UnitOf(activation, output.Unit);
            unit.Status = UnitStatus.Done;
            unit.Begun = false;
            unit.Items = output.Items;
            activation.Brought += output.Items.Count;
            unit.Attempt = Math.Max(1, unit.Attempt);
        }

        Completion.CompleteIfSettled(run, activation, e.At);
    }

    public static void Failed(RunState run, UnitFailed e)
    {
        var activation = run.Activations[e.Activation];
        if (!activation.IsOpen) return;
        if (activation.Status == ActivationStatus.Ready) Transitions.Begin(run, activation, e.At);
        if (e.Log is not null) (activation.Log ??= []).AddRange(e.Log);
        var unit = UnitOf(activation, e.Unit);
        unit.Attempt = e.Attempt;
        unit.Error = e.Error;
        unit.Begun = false;
        switch (e.Disposition)
        {
            case Disposition.Retry:
                unit.Status = UnitStatus.Retrying;
                unit.RetryAt = e.RetryAt;
                unit.Round = e.Round;
                run.Due.Enqueue(new Due(activation, e.Unit), e.RetryAt);
                break;
            case Disposition.Hold:
                unit.Status = UnitStatus.Held;
                break;
            case Disposition.NeedsDecision:
                unit.Status = UnitStatus.NeedsDecision;
                break;
            default:
                unit.Status = UnitStatus.Failed;
                unit.Leaves = e.Disposition;
                if (e.Disposition == Disposition.Fail) run.Failing.Add(activation);
                Completion.CompleteIfSettled(run, activation, e.At);
                break;
        }
    }

    public static void Decided(RunState run, DecisionMade e)
    {
        var activation = run.Activations[e.Activation];
        if (!activation.IsOpen || activation.Units is null) return;
        var unit = UnitOf(activation, e.Unit);
        if (unit.Status is not (UnitStatus.Held or UnitStatus.NeedsDecision)) return;
        var assumed = unit.Status == UnitStatus.NeedsDecision;
        switch (e.Decision)
        {
            // A step held before it began, or as a whole, starts over; one item among others goes on alone.
            case Decision.Raise when unit.Attempt == 0:
                Limits.Raise(run, activation);
                StartOver(run, activation);
                break;
            case Decision.Raise:
                Limits.Raise(run, activation);
                Again(unit, e.Round);
                break;
            case Decision.Again:
                Again(unit, e.Round);
                if (activation.StartedAt == 0) StartOver(run, activation);
                break;
            case Decision.Done:
                unit.Status = UnitStatus.Done;
                unit.Items = e.Output ?? (assumed ? [.. InputOf(activation, e.Unit).Select(ItemJson.AssumedSent)] : InputOf(activation, e.Unit));
                Completion.CompleteIfSettled(run, activation, e.At);
                break;
            case Decision.Fail:
                unit.Status = UnitStatus.Failed;
                unit.Leaves = activation.Node.Policy.OnError switch
                {
                    Definitions.OnError.Continue => Disposition.Continue,
                    Definitions.OnError.ErrorOutput => Disposition.ErrorOutput,
                    _ => Disposition.Fail,
                };
                if (unit.Leaves == Disposition.Fail) run.Failing.Add(activation);
                Completion.CompleteIfSettled(run, activation, e.At);
                break;
        }
    }

    /// <summary>The failed steps of a failed run start again; what they had completed stays.</summary>
    public static void Reopened(RunState run, RunReopened e)
    {
        run.End = null;
        run.Failed = null;
        run.Reopenings++;
        foreach (var activation in run.Activations.Where(activation => activation.Status == ActivationStatus.Failed))
        {
            activation.Error = null;
            activation.CompletionOrder = -1;
            run.Open++;
            if (activation.Units is null)
            {
                activation.Children = null;
                StartOver(run, activation);
                continue;
            }

            activation.Status = ActivationStatus.Started;
            Firing.Readmit(run, activation);
            foreach (var unit in activation.Units.Where(unit => unit.Status == UnitStatus.Failed && unit.Leaves == Disposition.Fail))
            {
                unit.Status = UnitStatus.Pending;
                unit.Attempt = unit.Forgiven = 0;
                unit.Round++;
                unit.Error = null;
                unit.Steps = null;
            }
        }
    }

    private static void Again(Unit unit, int round)
    {
        unit.Status = UnitStatus.Pending;
        unit.Forgiven = unit.Attempt;
        unit.Round = round;
        unit.Error = null;
    }

    private static void StartOver(RunState run, Activation activation)
    {
        activation.Status = ActivationStatus.Ready;
        activation.ClearUnits();
        activation.Brought = 0;
        Firing.Readmit(run, activation);
    }

    private static Unit UnitOf(Activation activation, int unit) => activation.Units![Math.Min(unit, activation.Units.Length - 1)];

    private static Item[] InputOf(Activation activation, int unit) =>
        activation.Inputs.Length == 0 ? [] : activation.Node.PerItem ? [activation.Inputs[0][unit]] : [.. activation.Inputs[0]];
}
