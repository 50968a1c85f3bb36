using Auterity.Sdk;

namespace Auterity.Workflows.Execution.Core;

/// <summary>Drives the loop node: a batch a pass, then once what came back (ENGINE rule 2).</summary>
internal static class LoopTransitions
{
    public const int LoopPort = 0;

    public const int DonePort = 1;

    public static void Advance(RunState run, LoopAdvanced e)
    {
        var activation = Transitions.TakeReady(run, run.Activations[e.Activation]);
        var node = run.Nodes[activation.Node.Index];
        activation.StartedAt = e.At;

        // 1. A forward delivery opens the loop from zero; a pass brings back what it did.
        if (activation.IsBackPass && node.Loop is { } open) Collect(activation, open);
        else node.Loop = new LoopState { Opener = activation, BatchSize = Math.Max(1, e.BatchSize), StopWhenNothingReturns = e.StopWhenNothingReturns };

        // 2. Another batch, or the end.
        var loop = node.Loop!;
        activation.Opener = loop.Opener;
        var source = loop.Opener.Inputs[0];
        var outputs = Transitions.Padded(activation.Node, []);
        if (loop.Taken < source.Count)
        {
            var count = Math.Min(loop.BatchSize, source.Count - loop.Taken);
            var origins = new Origin[count];
            var items = new Item[count];
            for (var i = 0; i < count; i++)
            {
                items[i] = source[loop.Taken + i];
                origins[i] = new Origin(loop.Opener, 0, loop.Taken + i);
            }

            loop.Taken += count;
            outputs[LoopPort] = PortOutput.Of(items, Lineage.Elsewhere(origins));
        }
        else
        {
            outputs[DonePort] = loop.Collected.Count == 0
                ? PortOutput.Blank
                : PortOutput.Of([.. loop.Collected], Lineage.Elsewhere([.. loop.Origins]));
            node.Loop = null;
        }

        Completion.Complete(run, activation, outputs, e.At);
    }

    private static void Collect(Activation pass, LoopState loop)
    {
        for (var port = 0; port < pass.Inputs.Length; port++)
            for (var i = 0; i < pass.Inputs[port].Count; i++)
            {
                loop.Collected.Add(pass.Inputs[port][i]);
                loop.Origins.Add(new Origin(pass, port, i));
            }
    }
}
