using System.ComponentModel;
using Auterity.Sdk;
using Auterity.Workflows.Conditions;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes;

/// <summary>Sends each item one of two ways.</summary>
[Node("flow.if", "If", Category = "Flow", Icon = "split", Delivery = Delivery.Pure, Outputs = ["true", "false"],
    Summary = "Sends each item to true or false, depending on conditions.", Keywords = ["condition", "branch", "decide", "else"])]
public sealed class IfNode : BatchNode<IfNode.Input>
{
    public sealed record Input
    {
        [Description("What must hold for the item to leave through true"), Field(Editor = "condition")]
        public ConditionGroup Conditions { get; init; } = new();
    }

    public override Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var (yes, no) = (new PortBuilder(), new PortBuilder());
        for (var i = 0; i < context.Items.Count; i++)
        {
            var conditions = (i == 0 ? input : context.InputFor<Input>(i)).Conditions;
            (ConditionEvaluator.Holds(conditions, context.TimeZone) ? yes : no).Add(context.Items[i], i);
        }

        return PortBuilder.Result(yes, no);
    }
}
