namespace Auterity.Workflows.Execution.Core;

/// <summary>Calls of attachments by stepped nodes: completed ones are never repeated (ENGINE rule 14).</summary>
internal static class CallTransitions
{
    public static void Requested(RunState run, CallsRequested e)
    {
        var activation = run.Activations[e.Activation];
        if (activation.Status == ActivationStatus.Ready) Transitions.Begin(run, activation, e.At);
        var unit = activation.Units![e.Unit];
        if (unit.Steps is null) unit.Steps = new Steps { State = e.State };
        unit.Steps.State = e.State;
        unit.Steps.From = unit.Steps.Calls.Count;
        unit.Steps.Calls.AddRange(e.Calls);
    }

    public static void Ended(RunState run, CallEnded e)
    {
        var activation = run.Activations[e.Activation];
        if (!activation.IsOpen || activation.Units?[e.Unit].Steps is not { } steps) return;
        steps.Outcomes.TryAdd(e.Index, e);
    }
}
