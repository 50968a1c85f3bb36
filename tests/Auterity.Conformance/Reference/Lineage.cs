namespace Auterity.Conformance.Reference;

/// <summary>What <c>$('Node')</c> means for an activation and an item (rule 42), and what depends on an activation (rule 19).</summary>
internal sealed class Lineage(TokenFlow flow)
{
    /// <summary>Adds what the node's expression sees to an item it sends.</summary>
    public RefItem Seen(Activation activation, RefItem sent)
    {
        if (activation.Node.Saw is not { } saw) return sent;
        var target = Find(activation, saw.Node)!;
        var value = saw.Item
            ? Notation.ValueOf(Linked(sent.From![0], target).Single().Item)
            : string.Join(',', FirstOutput(target).Select(item => Notation.ValueOf(item.Item)));
        return new RefItem(ItemFields.With(sent.Item, "saw", value), sent.Producer, sent.From);
    }

    /// <summary>Why the node's expression fails for an item; null when it does not.</summary>
    public ScriptedFailure? FailureOf(Activation activation, Unit unit)
    {
        if (activation.Node.Saw is not { } saw) return null;
        if (Find(activation, saw.Node) is not { } target) return new ScriptedFailure(Code: "node-not-run") { Retryable = false };
        if (saw.Item && Linked(unit.Item!, target).Count != 1) return new ScriptedFailure(Code: "lineage-unknown") { Retryable = false };
        return null;
    }

    /// <summary>Nearest causal ancestor of that node, else its last activation that completed, else null.</summary>
    private Activation? Find(Activation from, string node)
    {
        var seen = new HashSet<Activation> { from };
        IReadOnlyList<Activation> ring = [from];
        while (ring.Count > 0)
        {
            ring = [.. ring.SelectMany(activation => activation.Causes).Where(seen.Add)];
            if (ring.Where(activation => Ran(activation, node)).MaxBy(activation => activation.Number) is { } nearest) return nearest;
        }

        return flow.Released.LastOrDefault(activation => Ran(activation, node));
    }

    private static bool Ran(Activation activation, string node) => activation.Node.Definition.Name == node && activation.Ended == StepStatus.Succeeded;

    /// <summary>Items of the target that an item came from.</summary>
    private static HashSet<RefItem> Linked(RefItem item, Activation target)
    {
        if (item.Producer == target) return [item];
        return item.From is null ? [] : [.. item.From.SelectMany(parent => Linked(parent, target))];
    }

    private static IReadOnlyList<RefItem> FirstOutput(Activation activation) => activation.Outputs.GetValueOrDefault(activation.Node.Outputs[0]) ?? [];

    /// <summary>Activations a fork at this one keeps: completed, and neither the fork point nor after it. Causes come into being before their effects.</summary>
    public static IReadOnlyList<Activation> KeptAt(IReadOnlyList<Activation> all, Activation point)
    {
        var after = new HashSet<Activation> { point };
        foreach (var activation in all.Where(activation => activation.Causes.Any(after.Contains)))
            after.Add(activation);
        return [.. all.Where(activation => (activation.Ended is StepStatus.Succeeded or StepStatus.Skipped) && !after.Contains(activation))];
    }
}
