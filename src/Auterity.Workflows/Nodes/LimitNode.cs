using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes;

/// <summary>Lets only so many items through.</summary>
[Node("data.limit", "Limit", Category = "Data", Icon = "scissors", Delivery = Delivery.Pure,
    Summary = "Lets only the first or the last items through.", Keywords = ["first", "last", "top", "take", "max"])]
public sealed class LimitNode : BatchNode<LimitNode.Input>
{
    public sealed record Input
    {
        [Description("How many items at most"), Range(0, int.MaxValue)]
        public int MaxItems { get; init; } = 1;

        [Description("Which end is kept")]
        public LimitKeep Keep { get; init; }
    }

    public override Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var port = new PortBuilder();
        var count = Math.Min(input.MaxItems, context.Items.Count);
        var start = input.Keep == LimitKeep.First ? 0 : context.Items.Count - count;
        for (var i = start; i < start + count; i++)
            port.Add(context.Items[i], i);
        return PortBuilder.Result(port);
    }
}

public enum LimitKeep
{
    First,
    Last,
}
