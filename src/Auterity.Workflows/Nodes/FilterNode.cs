using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Conditions;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes;

/// <summary>Lets items through for which conditions hold.</summary>
[Node("flow.filter", "Filter", Category = "Flow", Icon = "funnel", Delivery = Delivery.Pure, Outputs = ["kept"],
    Summary = "Lets only those items through for which the conditions hold.", Keywords = ["condition", "where", "remove", "keep"])]
public sealed class FilterNode : BatchNode<FilterNode.Input>
{
    public sealed record Input
    {
        [Description("What must hold for the item to be kept"), Field(Editor = "condition")]
        public ConditionGroup Conditions { get; init; } = new();

        [Description("Adds a port for the items that are not kept")]
        public bool Discarded { get; init; }
    }

    public override IReadOnlyList<string>? OutputsOf(JsonElement parameters) =>
        parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty("discarded", out var discarded) && discarded.ValueKind == JsonValueKind.True
            ? ["kept", "discarded"]
            : null;

    public override Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var (kept, discarded) = (new PortBuilder(), new PortBuilder());
        for (var i = 0; i < context.Items.Count; i++)
        {
            var conditions = (i == 0 ? input : context.InputFor<Input>(i)).Conditions;
            (ConditionEvaluator.Holds(conditions, context.TimeZone) ? kept : discarded).Add(context.Items[i], i);
        }

        return input.Discarded ? PortBuilder.Result(kept, discarded) : PortBuilder.Result(kept);
    }
}
