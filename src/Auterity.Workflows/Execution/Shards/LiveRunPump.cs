using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>What a run hands out: units of effects, steps of stepped nodes and their calls, as many at a time as policies allow.</summary>
internal sealed partial class LiveRun
{
    /// <summary>Hands out units of started effects, as many at a time as the policy allows.</summary>
    private void Pump()
    {
        if (started.Count == 0 || !MayBegin) return;
        foreach (var activation in started.ToArray())
        {
            if (activation.Status != ActivationStatus.Started) started.Remove(activation);
            else if (!State.Failing.Contains(activation)) Pump(activation, Workflow.Nodes[activation.Node.Index]);
        }
    }

    private void Pump(Activation activation, CompiledNode node)
    {
        var units = activation.Units!;
        var parallel = Math.Max(1, node.Definition.Policy.ItemParallel);
        var isStepped = node.Type?.Kind == Catalog.NodeKind.Stepped;
        if (activation.Tally[UnitStatus.NeedsDecision] > 0) LookUpUnits(activation, node);
        var tally = activation.Tally;
        while (tally.Next < units.Length && units[tally.Next] is not { Status: UnitStatus.Pending, InFlight: false })
            tally.Next++;
        for (var i = tally.Next; i < units.Length && (isStepped || activation.InFlight < parallel); i++)
        {
            var unit = units[i];
            if (unit.Status != UnitStatus.Pending || unit.InFlight) continue;
            if (isStepped) PumpSteps(activation, i, unit, parallel);
            else if (node.IsLimited) Dispatch(new Work.Admission(activation, i, unit.Begun ? unit.Attempt : unit.Attempt + 1, unit.Round));
            else Attempt(activation, i, node, slot: null);
        }
    }

    private void LookUpUnits(Activation activation, CompiledNode node)
    {
        for (var i = 0; i < activation.Units!.Length; i++)
            if (!activation.Units[i].InFlight) LookUp(activation, i, activation.Units[i], node, request: null);
    }

    private void PumpSteps(Activation activation, int index, Unit unit, int parallel)
    {
        // The calls of a unit that has begun are its own affair.
        if (unit.Steps is { IsAsking: true } asking) PumpCalls(activation, index, asking);
        else if (activation.InFlight < parallel) Dispatch(new Work.Step(activation, index));
    }

    private void Attempt(Activation activation, int index, CompiledNode node, IDisposable? slot)
    {
        // A first attempt needs no word of its own in the journal, unless it must never be repeated on a guess.
        var unit = activation.Units![index];
        var number = unit.Begun ? unit.Attempt : unit.Attempt + 1;
        if (!unit.Begun && (number > 1 || node.Delivery == Delivery.AtMostOnce)) Append(new UnitStarted(host.Now, activation.Id, index, number, unit.Round));
        Dispatch(new Work.Attempt(activation, index, number, unit.Round) { Slot = slot });
    }

    /// <summary>The limits let a unit begin; if the run has stopped meanwhile, the place goes to somebody else and the unit asks again.</summary>
    private void Begin(Report.Admitted admitted)
    {
        var asked = admitted.Asked;
        if (MayBegin && asked.Activation.IsOpen && !State.Failing.Contains(asked.Activation) && asked.Activation.Units![asked.Unit].Status == UnitStatus.Pending)
            Attempt(asked.Activation, asked.Unit, Workflow.Nodes[asked.Activation.Node.Index], admitted.Slot);
        else admitted.Slot?.Dispose();
    }

    /// <summary>Gives back what the limits granted, without using it.</summary>
    public void TurnAway(Report.Admitted admitted)
    {
        Settled(admitted.Work);
        admitted.Slot?.Dispose();
    }

    /// <summary>Whether effects may begin at all.</summary>
    private bool MayBegin => !IsOver && !State.IsPaused && State.Cancel is null && State.Failed is null && !State.Stopped;

    private void Dispatch(Work work) => host.Dispatch(this, Under(work));

    private Work Under(Work work)
    {
        work.Activation.InFlight++;
        State.InFlight++;
        if (TriedBy(work) is { } tried) tried.InFlight = true;
        return work;
    }

    private void Settled(Work work)
    {
        work.Activation.InFlight--;
        State.InFlight--;
        if (TriedBy(work) is { } tried) tried.InFlight = false;
    }

    private static Attempts? TriedBy(Work work) => work switch
    {
        Work.Attempt attempt => attempt.Activation.Units?[attempt.Unit],
        Work.Admission admission => admission.Activation.Units?[admission.Unit],
        Work.Step step => step.Activation.Units?[step.Unit],
        Work.Call call => CallOf(call.Activation, call.Unit, call.Request.Index),
        Work.LookUp { Request: { } request } lookUp => CallOf(lookUp.Activation, lookUp.Unit, request.Index),
        Work.LookUp lookUp => lookUp.Activation.Units?[lookUp.Unit],
        _ => null,
    };

    private static Call? CallOf(Activation activation, int unit, int index) => activation.Units?[unit].Steps is { } steps && index < steps.Calls.Count ? steps.Calls[index] : null;
}
