using Auterity.Sdk;

namespace Auterity.Workflows.Nodes;

/// <summary>Hands its items on unchanged.</summary>
[Node("flow.noop", "No operation", Category = "Flow", Icon = "arrow-right", Delivery = Delivery.Pure,
    Summary = "Hands its items on unchanged; gives a branch a name.", Keywords = ["nothing", "pass", "placeholder"])]
public sealed class NoopNode : BatchNode<NoopNode.Input>
{
    public sealed record Input;

    public override Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken) =>
        Task.FromResult<NodeResult>(NodeResult.Main(context.Items));
}
