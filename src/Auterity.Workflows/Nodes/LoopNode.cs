using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Effects;

namespace Auterity.Workflows.Nodes;

/// <summary>Hands its items out in batches and collects what comes back (ENGINE rule 2).</summary>
/// <remarks>The engine drives loops itself, because a loop lives over many activations: it reads these parameters and never calls the node.</remarks>
[Node("flow.loop", "Loop over items", Category = "Flow", Icon = "repeat", Delivery = Delivery.Pure, Outputs = ["loop", "done"],
    Summary = "Sends the items through loop batch by batch, and everything that came back through done at the end.", Keywords = ["batch", "for each", "split", "iterate", "chunk"])]
public sealed class LoopNode : BatchNode<LoopNode.Input>
{
    public sealed record Input : ILoopInput
    {
        [Description("How many items go through at a time"), Range(1, 100_000)]
        public int BatchSize { get; init; } = 1;

        [Description("What happens when a pass brings nothing back")]
        public WhenNothingReturns WhenNothingReturns { get; init; }

        [Description("Starts over with the items that just came in; true on a pass begins a new loop")]
        public bool Reset { get; init; }

        bool ILoopInput.StopWhenNothingReturns => WhenNothingReturns == WhenNothingReturns.Stop;
    }

    public override Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken) =>
        throw new UnreachableException("Loops are driven by the engine.");
}

/// <summary>What a loop does when every branch of a pass ended without items.</summary>
public enum WhenNothingReturns
{
    /// <summary>Takes the next batch.</summary>
    Next,

    /// <summary>Ends where it is; done stays silent.</summary>
    Stop,
}
