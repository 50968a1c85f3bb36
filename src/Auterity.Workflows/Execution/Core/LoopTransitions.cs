using Auterity.Sdk;
using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Core;

/// <summary>Drives the loop node: a batch a pass, then once what came back (ENGINE rule 2).</summary>
internal static class LoopTransitions
{
    public const int LoopPort = 0;

    public const int DonePort = 1;

    public static void Advance(RunState run, LoopAdvanced e)
    {
        var activation = Transitions.TakeReady(run, run.Activations[e.Activation]);
        if (!activation.IsOpen) return;
        activation.StartedAt = e.At;
        var loop = activation.IsBackPass && run.Nodes[activation.Node.Index].Loop is { } open ? Collect(activation, open) : Begin(run, activation, e);
        activation.Loop = loop;
        var outputs = Transitions.Padded(activation.Node, []);
        if (loop.HasMore) outputs[LoopPort] = NextBatch(loop);
        else outputs[DonePort] = End(run, activation.Node, loop);
        Completion.Complete(run, activation, outputs, e.At);
    }

    /// <summary>What a loop does with what came back: goes on, ends because nothing did, or lets it go because it has ended.</summary>
    /// <returns>Whether it fires again.</returns>
    public static bool GoesOn(RunState run, PlanNode node, bool nothingCame)
    {
        if (run.Nodes[node.Index].Loop is not { } loop)
        {
            if (!nothingCame) run.Strays++;
            return false;
        }

        if (!nothingCame || !loop.StopWhenNothingReturns) return true;
        Forget(run, node);
        return false;
    }

    /// <summary>Whether the loop has only its end left to tell: that is no pass.</summary>
    public static bool IsLastWord(RunState run, PlanNode node, bool isBackPass) =>
        isBackPass && node.IsLoop && run.Nodes[node.Index].Loop is { HasMore: false };

    /// <summary>A forward delivery opens the loop from zero. One to which nothing can return is over with its first batch.</summary>
    private static LoopState Begin(RunState run, Activation opener, LoopAdvanced e)
    {
        var loop = new LoopState { Opener = opener, BatchSize = Math.Max(1, e.BatchSize), StopWhenNothingReturns = e.StopWhenNothingReturns };
        if (opener.Node.Heads is null) return loop;
        run.Nodes[opener.Node.Index].Loop = loop;
        Sessions.CountLoop(run, opener.Node, 1);
        return loop;
    }

    private static void Forget(RunState run, PlanNode node)
    {
        run.Nodes[node.Index].Loop = null;
        Sessions.CountLoop(run, node, -1);
    }

    private static PortOutput NextBatch(LoopState loop)
    {
        var source = loop.Opener.Inputs[0];
        var items = new Item[Math.Min(loop.BatchSize, source.Count - loop.Taken)];
        var origins = new Origin[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = source[loop.Taken + i];
            origins[i] = new Origin(loop.Opener, 0, loop.Taken + i);
        }

        loop.Taken += items.Length;
        return PortOutput.Of(items, Lineage.Elsewhere(origins));
    }

    private static PortOutput End(RunState run, PlanNode node, LoopState loop)
    {
        Forget(run, node);
        return loop.Collected.Count == 0 ? PortOutput.Blank : PortOutput.Of([.. loop.Collected], Lineage.Elsewhere([.. loop.Origins]));
    }

    private static LoopState Collect(Activation pass, LoopState loop)
    {
        for (var port = 0; port < pass.Inputs.Length; port++)
            for (var i = 0; i < pass.Inputs[port].Count; i++)
            {
                loop.Collected.Add(pass.Inputs[port][i]);
                loop.Origins.Add(new Origin(pass, port, i));
            }

        return loop;
    }
}
