using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Expressions;

namespace Auterity.Workflows.Execution.Effects;

/// <summary>The names of an expression, for one item of one activation.</summary>
internal sealed class ActivationScope(RunData run, Activation activation, Activation host, int itemIndex, long at, long seed, StepSecrets? secrets = null, JsonElement? error = null,
    IReadOnlyDictionary<string, JsonElement>? extra = null) : ExpressionScope
{
    public override Item? Item => Input.Count == 0 ? null : Input[Math.Min(itemIndex, Input.Count - 1)];

    public override int ItemIndex => itemIndex;

    public override IReadOnlyList<Item> Input => host.Inputs.Length == 0 ? StartItems : FirstFilled(host.Inputs);

    public override int RunIndex => activation.Number;

    public override string NodeName => activation.Node.Name;

    public override DateTimeOffset Now => Micros.ToInstant(at);

    public override string TimeZone => run.Workflow.Definition.Settings.TimeZone;

    public override long Seed => seed;

    public override RunInfo Run => run.Info;

    public override WorkflowInfo Workflow => run.WorkflowInfo;

    public override INodeData Node(string name)
    {
        var index = run.Workflow.IndexOfName(name);
        return index >= 0
            ? new NodeData(run, host, index, secrets)
            : throw new ExpressionException($"There is no node named '{name}' in this workflow.") { Code = "node-unknown" };
    }

    public override string RunResumeUrl => run.Services.ResumeUrl(run.Info.TenantId, run.Id).ToString();

    public override string ResumeUrl(string? node)
    {
        var index = node is null ? activation.Node.Index : run.Workflow.IndexOfName(node);
        if (index < 0) throw new ExpressionException($"There is no node named '{node}' in this workflow.") { Code = "node-unknown" };
        var number = index == activation.Node.Index ? activation.Number : run.State.Nodes[index].Next;
        return run.Services.ResumeUrl(run.Info.TenantId, run.Id, run.Workflow.Definition.Nodes[index].Id, number).ToString();
    }

    public override JsonElement? Root(string name) => name switch
    {
        "$parameter" => run.Workflow.Nodes[activation.Node.Index].Definition.Parameters,
        "$error" when error is not null => error,
        _ when extra is not null && extra.TryGetValue(name, out var given) => given,
        _ => run.Services.Root(run.Workflow.Identity, name),
    };

    public override string? Secret(string name)
    {
        var secret = run.Services.Secret(run.Info.TenantId, name);
        if (secret is not null) secrets?.Add(secret);
        return secret;
    }

    private Item[] StartItems => [run.State.Start!.Input];

    private static InputItems FirstFilled(InputItems[] inputs)
    {
        foreach (var port in inputs)
            if (port.Count > 0)
                return port;
        return inputs[0];
    }
}

/// <summary>Another node's data, as the current activation may see it (ENGINE rule 42).</summary>
internal sealed class NodeData(RunData view, Activation from, int node, StepSecrets? secrets = null) : INodeData
{
    private string Name => view.Workflow.Definition.Nodes[node].Name;

    public JsonElement Parameters => view.Workflow.Nodes[node].Definition.Parameters;

    public bool HasRun => view.State.Nodes[node].LastCompleted is not null;

    public IReadOnlyList<Item> All(int output = 0, int? run = null)
    {
        var activation = run is { } number ? view.FindActivation(node, number) : Ancestry.Nearest(view.State, from, node);
        if (activation is not { Status: ActivationStatus.Completed }) throw NotRun();
        var items = output >= 0 && output < activation.Outputs.Length ? activation.Outputs[output].Items : [];
        if (items.FirstOrDefault(item => item.IsSensitive) is { } sensitive) secrets?.Saw(sensitive);
        return items;
    }

    public Item LinkedItem(int itemIndex)
    {
        var item = Linked(itemIndex);
        secrets?.Saw(item);
        return item;
    }

    private Item Linked(int itemIndex)
    {
        if (!HasRun) throw NotRun();
        var port = Array.FindIndex(from.Inputs, inputs => inputs.Count > 0);
        if (port >= 0)
        {
            switch (Ancestry.Link(node, from, port, Math.Min(itemIndex, from.Inputs[port].Count - 1), out var link))
            {
                case LinkOutcome.Found:
                    return link.Activation.Outputs[link.Port].Items[link.Item];
                case LinkOutcome.Several:
                    throw new ExpressionException($"The current item was made of several items of '{Name}'. Use $('{Name}').first(), .last() or .all() instead of .item.") { Code = "lineage-unknown" };
                case LinkOutcome.Unknown:
                    return Only() ?? throw new ExpressionException($"It is not known which item of '{Name}' the current item came from: a node between them made new items. Use $('{Name}').first() or .all(), or let that node keep its pairing.") { Code = "lineage-unknown" };
            }
        }

        // Not an ancestor: its only item is unambiguous.
        return Only() ?? throw new ExpressionException($"'{Name}' does not lead to the current item. Use $('{Name}').first(), .last() or .all().") { Code = "lineage-unknown" };
    }

    private Item? Only()
    {
        var nearest = Ancestry.Nearest(view.State, from, node);
        if (nearest is null) return null;
        var filled = Array.Find(nearest.Outputs, output => !output.IsSkip);
        return filled is { Items.Count: 1 } ? filled.Items[0] : null;
    }

    private ExpressionException NotRun() =>
        new($"Node '{Name}' has not run yet in this run, so it has no data. Check that it lies before this node on the path taken, or test with $('{Name}').isExecuted.") { Code = "node-not-run" };
}
