using Auterity.Sdk;

namespace Auterity.Workflows.Execution.Core;

/// <summary>Which items a run returns (ENGINE rule 8).</summary>
internal static class RunResult
{
    /// <summary>The activation and port whose items are the run's output; null when nothing was sent.</summary>
    public static (Activation Activation, int Port)? Find(RunState run)
    {
        Activation? best = null;
        foreach (var activation in run.Activations)
        {
            if (activation.Status != ActivationStatus.Completed) continue;
            if (activation.IsRunOutput) best = activation;
            else if (best?.IsRunOutput != true && IsEnd(activation) && (best is null || Deeper(activation, best))) best = activation;
        }

        best ??= LastCompleted(run);
        if (best is null) return null;
        var port = Array.FindIndex(best.Outputs, output => !output.IsSkip);
        return port < 0 ? null : (best, port);
    }

    /// <summary>The run's output items.</summary>
    public static IReadOnlyList<Item> Of(RunState run) =>
        run.End is { OutputActivation: >= 0 } end ? run.Activations[end.OutputActivation].Outputs[end.OutputPort].Items : [];

    private static bool IsEnd(Activation activation) => Array.TrueForAll(activation.Node.Outputs, edges => edges.Length == 0);

    // The deepest end node; among equals the one stored first; of one node its last activation.
    private static bool Deeper(Activation a, Activation b) =>
        a.Node == b.Node || a.Node.Rank > b.Node.Rank || (a.Node.Rank == b.Node.Rank && a.Node.Index < b.Node.Index);

    private static Activation? LastCompleted(RunState run) =>
        run.Activations.Where(activation => activation.Status == ActivationStatus.Completed).MaxBy(activation => activation.CompletionOrder);
}
