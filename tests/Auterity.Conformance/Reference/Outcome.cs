using Auterity.Sdk;
using Auterity.Workflows.Definitions;

namespace Auterity.Conformance.Reference;

/// <summary>Makes the outcome of an activation out of those of its items (rules 5 and 13).</summary>
internal static class Outcome
{
    public static void Of(Activation activation)
    {
        var node = activation.Node;
        var failed = activation.Units.Where(unit => unit.Phase == UnitPhase.Failed).ToList();
        if (node.Definition.Disabled)
        {
            activation.Ended = StepStatus.Succeeded;
            return;
        }

        if (failed.Count > 0 && node.Policy.OnError is (OnError.Fail or OnError.Hold))
        {
            activation.Ended = StepStatus.Failed;
            activation.Error = failed[0].Error;
            return;
        }

        activation.Outputs = node.Outputs.ToDictionary(port => port, port => (IReadOnlyList<RefItem>)[.. activation.Units.SelectMany(unit => ItemsOf(activation, unit, port))]);
        if (node.Policy.AlwaysOutput && !node.IsLoop && activation.Outputs.Values.All(port => port.Count == 0))
            activation.Outputs[node.Outputs[0]] = [new RefItem(Item.Empty, activation, OnlyInput(activation))];
        activation.Ended = node.Script.Stop is not null and not "ok" ? StepStatus.Failed : StepStatus.Succeeded;
        activation.Error = activation.Ended == StepStatus.Failed ? node.Script.Stop : null;
    }

    private static IReadOnlyList<RefItem> ItemsOf(Activation activation, Unit unit, string port)
    {
        if (unit.Phase != UnitPhase.Failed) return unit.Outputs.GetValueOrDefault(port) ?? [];
        var target = activation.Node.Policy.OnError == OnError.ErrorOutput ? "error" : activation.Node.Outputs[0];
        if (port != target) return [];
        var error = new NodeError("Failed on demand.", unit.Error!);
        IReadOnlyList<RefItem> failed = unit.Item is null ? activation.FirstInput : [unit.Item];
        return failed.Count == 0
            ? [new RefItem(ItemFields.With(Item.Empty, "error", error), activation, null)]
            : [.. failed.Select(item => new RefItem(ItemFields.With(item.Item, "error", error), activation, [item]))];
    }

    private static IReadOnlyList<RefItem>? OnlyInput(Activation activation)
    {
        var inputs = activation.Inputs.Values.SelectMany(port => port).ToList();
        return inputs.Count == 1 ? inputs : null;
    }
}
