using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Conformance;

/// <summary>Returns what no node may return, so that the engine stumbles over it some times.</summary>
[Node("test.broken", "Broken", Category = "Code", Delivery = Delivery.Pure)]
public sealed class BrokenNode : BatchNode<BrokenNode.Input>
{
    private int broken;

    public sealed record Input(int Times = 0, JsonElement? Script = null);

    public override Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken) => Task.FromResult<NodeResult>(
        Interlocked.Increment(ref broken) <= input.Times ? new NodeResult.Outputs(null!) : new NodeResult.Outputs([new PortItems(context.Inputs[0])]));
}
