using Auterity.Sdk;

namespace Auterity.Workflows.Nodes;

/// <summary>Marks its items as the output of the run (ENGINE rule 8).</summary>
[Node("flow.return", "Return", Category = "Flow", Icon = "corner-down-left", Delivery = Delivery.Pure,
    Summary = "Makes its items the output of the run: what a caller of this workflow gets.", Keywords = ["output", "result", "end"])]
public sealed class ReturnNode : BatchNode<ReturnNode.Input>
{
    public sealed record Input;

    public override Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken) =>
        Task.FromResult<NodeResult>(new NodeResult.Outputs([new PortItems(context.Items)]) { IsRunOutput = true });
}
