namespace Auterity.Workflows.Execution.Core;

/// <summary>Follows consumed tokens backwards: which activation of a node an expression means, and which item (ENGINE rule 42).</summary>
internal static class Ancestry
{
    /// <summary>The nearest causal ancestor among the activations of a node; else its last completed one; null when it never ran.</summary>
    public static Activation? Nearest(RunState run, Activation from, int node)
    {
        if (run.Nodes[node].LastCompleted is not { } last) return null;
        if (run.Nodes[node].Next == 1) return last;
        var seen = new HashSet<Activation>();
        var level = new Queue<Activation>();
        level.Enqueue(from);
        while (level.TryDequeue(out var activation))
            foreach (var source in Sources(activation).OrderByDescending(source => source.CompletionOrder))
            {
                if (!seen.Add(source)) continue;
                if (source.Node.Index == node && source.Status == ActivationStatus.Completed) return source;
                level.Enqueue(source);
            }

        return last;
    }

    /// <summary>The one item of a node that an input item came from.</summary>
    /// <param name="node">Index of the node asked for.</param>
    /// <param name="activation">The activation whose input it is.</param>
    /// <param name="port">Its port.</param>
    /// <param name="index">Its index on the port.</param>
    /// <param name="link">The output item, when there is exactly one.</param>
    public static LinkOutcome Link(int node, Activation activation, int port, int index, out (Activation Activation, int Port, int Item) link)
    {
        link = default;
        var found = new HashSet<(Activation, int, int)>();
        var pending = new Stack<Origin>();
        var seen = new HashSet<Origin>();
        var unknown = false;
        pending.Push(new Origin(activation, port, index));
        var origins = new List<Origin>();
        while (pending.TryPop(out var origin))
        {
            if (!seen.Add(origin) || origin.Port >= origin.Activation.Inputs.Length || origin.Index >= origin.Activation.Inputs[origin.Port].Count) continue;
            var (source, sourcePort, item) = origin.Activation.Inputs[origin.Port].SourceOf(origin.Index);
            if (source.Node.Index == node)
            {
                found.Add((source, sourcePort, item));
                continue;
            }

            origins.Clear();
            if (!source.Outputs[sourcePort].Lineage.TryOrigins(source, item, origins)) unknown |= source.Consumed.Length > 0;
            foreach (var next in origins)
                pending.Push(next);
        }

        if (found.Count != 1) return found.Count > 1 ? LinkOutcome.Several : unknown ? LinkOutcome.Unknown : LinkOutcome.NoAncestor;
        link = found.Single();
        return LinkOutcome.Found;
    }

    // A loop's pass leads straight to what opened the loop: a walk through all earlier passes would find the same.
    private static IEnumerable<Activation> Sources(Activation activation)
    {
        if (activation.Loop?.Opener is { } opener && opener != activation) yield return opener;
        foreach (var tokens in activation.Consumed)
            foreach (var token in tokens)
                if (token.Source is not null)
                    yield return token.Source;
    }
}

internal enum LinkOutcome
{
    Found,
    Several,
    Unknown,
    NoAncestor,
}
