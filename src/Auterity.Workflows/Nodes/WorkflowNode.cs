using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes;

/// <summary>Runs another workflow, once for all items or once for each.</summary>
[Node("flow.workflow", "Run a workflow", Category = "Flow", Icon = "workflow",
    Summary = "Starts another workflow with these items and, unless told otherwise, waits for what it returns.", Keywords = ["subworkflow", "child", "call", "execute"])]
public sealed class WorkflowNode : BatchNode<WorkflowNode.Input>
{
    public sealed record Input
    {
        [Description("The workflow to run; its latest published version is taken"), Required, Field(Editor = "workflow")]
        public Guid? WorkflowId { get; init; }

        [Description("One run for all items, or one run for each")]
        public CallMode Mode { get; init; }

        [Description("Waits for the runs and takes their outputs; otherwise goes on at once with its own items")]
        public bool Wait { get; init; } = true;

        [Description("The fields to hand over; empty hands over the items as they are"), Field(Editor = "keyValue")]
        public JsonElement? Values { get; init; }
    }

    public override Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var items = new Item[context.Items.Count];
        for (var i = 0; i < items.Length; i++)
            items[i] = ItemFor(i == 0 ? input : context.InputFor<Input>(i), input, context, i);

        IReadOnlyList<PortItems> runs = input.Mode == CallMode.Each
            ? [.. items.Select((item, index) => new PortItems([item], [NodeContext.From(index)]))]
            : [new PortItems(items, [.. items.Select((_, index) => NodeContext.From(index))])];
        return Task.FromResult<NodeResult>(new NodeResult.CallWorkflow(input.WorkflowId!.Value, runs, input.Wait));
    }

    private static Item ItemFor(Input own, Input first, NodeContext context, int index)
    {
        if (own.WorkflowId != first.WorkflowId)
            throw new NodeException($"Item {index} names another workflow than item 0; put a switch before this node, one branch for each workflow.", "invalid-parameters", retryable: false);
        return own.Values switch
        {
            { ValueKind: JsonValueKind.Object } values => Item.From(values, context.Items[index].Binary),
            { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } or null => context.Items[index],
            { } other => throw new NodeException($"Parameter 'values' is {ValueConverter.Shown(other)}; an object is needed.", "invalid-parameters", retryable: false),
        };
    }
}

public enum CallMode
{
    Once,
    Each,
}
