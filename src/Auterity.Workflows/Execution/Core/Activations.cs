using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Core;

/// <summary>Creates activations and numbers them: to run, skipped, or passed through a disabled node (ENGINE rules 3, 5, 9).</summary>
internal static class Activations
{
    public static void Create(RunState run, PlanNode node, Token[][] consumed, long at, bool isBackPass, IReadOnlyList<int>? missing, bool fresh)
    {
        var activation = new Activation
        {
            Id = run.Activations.Count,
            Node = node,
            Number = run.Nodes[node.Index].Next++,
            Consumed = consumed,
            IsBackPass = isBackPass,
            Missing = missing,
            CreatedAt = at,
        };
        Sessions.Enter(run, node);
        run.Activations.Add(activation);
        if (IsDead(node, consumed, fresh, isBackPass))
        {
            Pass(run, activation, ActivationStatus.Skipped, [.. node.Outputs.Select(_ => PortOutput.Skip)], at);
            return;
        }

        if (node.Heads is { } region && !LoopTransitions.IsLastWord(run, node, isBackPass)) run.Regions[region.Index].Passes++;
        if (node.Disabled && Limits.Exceeded(run, activation) is null)
        {
            Pass(run, activation, ActivationStatus.Completed, PassedThrough(activation), at);
            return;
        }

        run.Open++;
        run.Fired++;
        if (Limits.Exceeded(run, activation) is { } limit) Limits.Hold(run, activation, limit);
        else run.Created.Add(activation);
    }

    /// <summary>Nothing new came, all wired ports skipped, or one the node cannot do without (rule 3).</summary>
    private static bool IsDead(PlanNode node, Token[][] consumed, bool fresh, bool isBackPass)
    {
        var any = false;
        for (var i = 0; i < consumed.Length; i++)
        {
            var items = Array.Exists(consumed[i], token => !token.IsSkip);
            if (!items && node.Inputs[i].Required && !node.Disabled) return true;
            any |= items;
        }

        // A loop goes on when nothing came back: that is how it takes the next batch.
        return !fresh || (!any && !isBackPass);
    }

    /// <summary>A disabled node hands its first input to its first output (rule 5).</summary>
    /// <summary>The step sends what it was given.</summary>
    public static PortOutput PassedOn(Activation activation) =>
        activation.Inputs.Length == 0 ? PortOutput.Blank : PortOutput.Of(activation.Inputs[0], Lineage.Identity(0));

    public static PortOutput[] PassedThrough(Activation activation)
    {
        var outputs = new PortOutput[activation.Node.Outputs.Length];
        Array.Fill(outputs, PortOutput.Skip);
        var port = Math.Min(activation.Node.PassThrough, outputs.Length - 1);
        if (port >= 0 && activation.Inputs.Length > 0) outputs[port] = PortOutput.Of(activation.Inputs[0], Lineage.Identity(0));
        return outputs;
    }

    private static void Pass(RunState run, Activation activation, ActivationStatus status, PortOutput[] outputs, long at)
    {
        activation.Status = status;
        activation.Outputs = outputs;
        activation.StartedAt = activation.FinishedAt = at;
        Completion.InOrder(run, activation);
    }
}
