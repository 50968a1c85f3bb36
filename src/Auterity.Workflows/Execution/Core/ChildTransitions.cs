using Auterity.Sdk;

namespace Auterity.Workflows.Execution.Core;

/// <summary>Waits for the runs a step started; their outputs become its items, in the order they were asked for.</summary>
internal static class ChildTransitions
{
    public static void Started(RunState run, ChildStarted e)
    {
        var activation = Transitions.TakeReady(run, run.Activations[e.Activation]);
        if (activation.StartedAt == 0) activation.StartedAt = e.At;
        activation.Status = ActivationStatus.Waiting;
        activation.ClearUnits();
        var children = activation.Children ?? [];
        if (e.Child == 0) activation.Calls++;
        if (e.Child >= children.Length) Array.Resize(ref children, e.Child + 1);
        children[e.Child] = new Child { RunId = e.RunId, WorkflowId = e.WorkflowId, Input = e.Input, Waits = e.Waits };
        activation.Children = children;
    }

    public static void Ended(RunState run, ChildEnded e)
    {
        var activation = run.Activations[e.Activation];
        if (activation.Status != ActivationStatus.Waiting || activation.Children is not { } children || children[e.Child].End is not null) return;
        children[e.Child].End = e;
        if (Array.Exists(children, child => child.End is null)) return;
        if (Array.Find(children, child => child.End is { Succeeded: false }) is { } failed)
        {
            var error = failed.End!.Error ?? new NodeError("The workflow it called failed.", "child-failed");
            switch (activation.Node.Policy.OnError)
            {
                case Definitions.OnError.Fail:
                    Completion.Fail(run, activation, error, e.At);
                    return;
                case Definitions.OnError.Hold:
                    Hold(activation, error);
                    return;
            }
        }

        Completion.Complete(run, activation, OutputsOf(activation, children), e.At);
    }

    /// <summary>A person says whether the runs are started again, and what the step sends otherwise.</summary>
    private static void Hold(Activation activation, NodeError error)
    {
        activation.Status = ActivationStatus.Started;
        activation.Children = null;
        var unit = activation.LayOut(1)[0];
        unit.Status = UnitStatus.Held;
        unit.Error = error;
    }

    private static PortOutput[] OutputsOf(Activation activation, Child[] children)
    {
        var main = new List<Item>();
        var errors = new List<Item>();
        foreach (var child in children)
        {
            if (child.End!.Succeeded) main.AddRange(child.End.Output);
            else if (activation.Node.ErrorOutput > 0) errors.Add(Item.From(new { error = child.End.Error }));
            else main.Add(Item.From(new { error = child.End.Error }));
        }

        // A step that does not wait hands on what it was given.
        var sent = Array.TrueForAll(children, child => !child.Waits) && main.Count + errors.Count == 0 ? Activations.PassedOn(activation) : PortOutput.Of(main, Lineage.Unknown);
        var outputs = Transitions.Padded(activation.Node, [sent]);
        if (activation.Node.ErrorOutput > 0) outputs[activation.Node.ErrorOutput] = PortOutput.Of(errors, Lineage.Unknown);
        return outputs;
    }
}
