using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Execution.Core;

/// <summary>Ends activations: gathers their units, keeps the order of a node's activations, and sends what they have to say.</summary>
internal static class Completion
{
    /// <summary>Ends an activation with these outputs.</summary>
    public static void Complete(RunState run, Activation activation, PortOutput[] outputs, long at)
    {
        activation.Status = ActivationStatus.Completed;
        activation.FinishedAt = at;
        activation.Outputs = WithAlways(activation, outputs);
        activation.Wait = null;
        run.Open--;
        InOrder(run, activation);
        Firing.Promote(run, activation);
    }

    /// <summary>Ends an activation without outputs: the run fails with it. Its loops stay open, so that it can be tried again where it was.</summary>
    public static void Fail(RunState run, Activation activation, NodeError error, long at)
    {
        activation.Status = ActivationStatus.Failed;
        activation.FinishedAt = at;
        activation.Error = error;
        activation.CompletionOrder = run.Completions++;
        run.Open--;
        run.Failed ??= activation;
        run.Failing.Remove(activation);
        Firing.Promote(run, activation);
    }

    /// <summary>Ends a per-item or batch effect once every unit has an outcome; does nothing before.</summary>
    public static void CompleteIfSettled(RunState run, Activation activation, long at)
    {
        var units = activation.Units!;
        if (activation.Tally.Settled < units.Length) return;
        if (Array.Find(units, unit => unit is { Status: UnitStatus.Failed, Leaves: Disposition.Fail }) is { } fatal)
            Fail(run, activation, fatal.Error!, at);
        else
            Complete(run, activation, activation.Node.PerItem ? GatherItems(activation) : GatherBatch(activation), at);
    }

    /// <summary>Activations of one node hand on in number order, skips included (rule 6): an early one waits for those before it.</summary>
    public static void InOrder(RunState run, Activation activation)
    {
        var state = run.Nodes[activation.Node.Index];
        if (activation.Number != state.Release)
        {
            (state.HeldBack ??= [])[activation.Number] = activation;
            return;
        }

        Release(run, state, activation);
        while (state.HeldBack is { Count: > 0 } held && held.Remove(state.Release, out var next))
            Release(run, state, next);
    }

    /// <summary>Records the end of an activation and sends its tokens; nothing comes here twice.</summary>
    private static void Release(RunState run, NodeState state, Activation activation)
    {
        state.Release++;
        activation.CompletionOrder = run.Completions++;
        run.Stopped |= run.Start!.Until == activation.Node.Index && activation.Status == ActivationStatus.Completed;
        if (activation.Status == ActivationStatus.Completed) state.LastCompleted = activation;
        if (run.Stopped || run.Cancel is not null) return;
        TokenFlow.Send(run, activation);
        Sessions.Leave(run, activation.Node);
        if (activation.Node.IsLoop) run.Touched.Enqueue(activation.Node);
    }

    private static PortOutput[] WithAlways(Activation activation, PortOutput[] outputs)
    {
        if (!activation.Node.Policy.AlwaysOutput || outputs.Length == 0 || !Array.TrueForAll(outputs, output => output.IsSkip)) return outputs;
        var copy = outputs.ToArray();
        copy[0] = PortOutput.Blank;
        return copy;
    }

    /// <summary>Successes to the first port, failures in place or to the error port, each in item order (rule 13).</summary>
    private static PortOutput[] GatherItems(Activation activation)
    {
        var main = new List<Item>();
        var mainSources = new List<ItemSource>();
        var errors = new List<Item>();
        var errorSources = new List<ItemSource>();
        for (var i = 0; i < activation.Units!.Length; i++)
        {
            var unit = activation.Units[i];
            var failed = unit.Status == UnitStatus.Failed;
            var toError = failed && unit.Leaves == Disposition.ErrorOutput;
            IReadOnlyList<Item> items = failed ? [WithError(activation.Inputs[0][i], unit.Error!)] : unit.Items;
            foreach (var item in items)
            {
                (toError ? errors : main).Add(item);
                (toError ? errorSources : mainSources).Add(new ItemSource(0, i));
            }
        }

        return Ports(activation, PortOutput.Of(main, Sources(mainSources)), PortOutput.Of(errors, Sources(errorSources)));
    }

    /// <summary>A failed batch hands on its whole input, each item with the error.</summary>
    private static PortOutput[] GatherBatch(Activation activation)
    {
        var unit = activation.Units![0];
        if (unit.Status == UnitStatus.Done)
            return Ports(activation, PortOutput.Of(unit.Items, LineageFinder.Find(unit.Items, activation.Inputs)), PortOutput.Skip);
        IReadOnlyList<Item> inputs = activation.Inputs is [{ Count: > 0 } first, ..] ? first : [Item.Empty];
        var failed = PortOutput.Of([.. inputs.Select(item => WithError(item, unit.Error!))], Lineage.Identity(0));
        return unit.Leaves == Disposition.ErrorOutput ? Ports(activation, PortOutput.Skip, failed) : Ports(activation, failed, PortOutput.Skip);
    }

    private static PortOutput[] Ports(Activation activation, PortOutput main, PortOutput error)
    {
        var outputs = new PortOutput[activation.Node.Outputs.Length];
        Array.Fill(outputs, PortOutput.Skip);
        if (outputs.Length > 0) outputs[0] = main;
        if (activation.Node.ErrorOutput > 0) outputs[activation.Node.ErrorOutput] = error;
        return outputs;
    }

    private static Lineage Sources(List<ItemSource> sources)
    {
        for (var i = 0; i < sources.Count; i++)
            if (sources[i].Index != i)
                return Lineage.Index([.. sources]);
        return Lineage.Identity(0);
    }

    private static Item WithError(Item item, NodeError error) =>
        ItemJson.With(item, "error", writer => JsonSerializer.Serialize(writer, error, JsonDefaults.Options));
}
