using Auterity.Sdk;
using Auterity.Workflows.Definitions;

namespace Auterity.Workflows.Execution.Core;

/// <summary>Which items a run returns (ENGINE rule 8).</summary>
internal static class RunResult
{
    /// <summary>The activation whose items are the run's output; null when no end of the flow was reached.</summary>
    public static Activation? Find(RunState run)
    {
        Activation? best = null;
        foreach (var activation in run.Activations)
        {
            if (activation.Status != ActivationStatus.Completed || !(activation.IsRunOutput || IsEnd(activation))) continue;
            if (best is null || (activation.IsRunOutput == best.IsRunOutput ? Deeper(activation, best) : activation.IsRunOutput)) best = activation;
        }

        return best;
    }

    /// <summary>The run's output items, as its settings want them; errors are no output.</summary>
    public static IReadOnlyList<Item> Of(RunState run)
    {
        if (run.End is not { OutputActivation: >= 0 } end || run.Plan.Settings.Output == RunOutput.None) return [];
        var activation = run.Activations[end.OutputActivation];
        var filled = activation.Outputs.Where((port, index) => !port.IsSkip && index != activation.Node.ErrorOutput).ToArray();
        var items = filled.Length == 1 ? filled[0].Items : [.. filled.SelectMany(port => port.Items)];
        return run.Plan.Settings.Output == RunOutput.First && items.Count > 1 ? [items[0]] : items;
    }

    private static bool IsEnd(Activation activation) => Array.TrueForAll(activation.Node.Outputs, edges => edges.Length == 0);

    // The deepest return node, else the deepest end node; among equals the one stored first; of one node its last activation.
    private static bool Deeper(Activation a, Activation b) =>
        a.Node == b.Node || a.Node.Rank > b.Node.Rank || (a.Node.Rank == b.Node.Rank && a.Node.Index < b.Node.Index);
}
