using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Import.N8n;
using Auterity.Workflows.Import.Samples;

namespace Auterity.Workflows.Import.Trials;

/// <summary>Stands in for everything outside: nodes that would reach out answer with pinned or invented items instead. Their parameters are evaluated all the same.</summary>
internal sealed class StubWorld(StubData data) : TrialWorld
{
    private readonly TrialFiles files = new(data);

    /// <summary>Whether some answer was made up, because the export pinned none.</summary>
    public bool Invented { get; private set; }

    /// <summary>Names of the stubs that ran.</summary>
    public HashSet<string> StubsRun { get; } = new(StringComparer.Ordinal);

    /// <summary>Which of the invented variants comes first.</summary>
    public int Variant { get; set; }

    public override NodeType? Wrap(NodeType? type) => type switch
    {
        null => null,
        AttachmentType attachment when !StaysInside(type) => new StubbedAttachment(attachment, this),
        { Kind: NodeKind.PerItem or NodeKind.Batch, Info.Delivery: not Delivery.Pure } when !StaysInside(type) => new StubbedType(type, this),
        _ => type,
    };

    /// <summary>What happened outside, for a trigger to receive.</summary>
    public Task<Item> PayloadAsync(string nodeId, IBlobs blobs, CancellationToken cancellationToken)
    {
        var (items, pinned) = data.ItemsOf(nodeId, Variant);
        Invented |= !pinned && data.IsRead(nodeId);
        return files.AddAsync(Item.From(items[0]), blobs, cancellationToken);
    }

    public override Item? SignalFor(string nodeId)
    {
        Invented |= data.IsRead(nodeId);
        return Item.From(data.ItemsOf(nodeId, Variant).Items[0]);
    }

    public async Task<IReadOnlyList<Item>> AnswerAsync(NodeContext context, bool one, CancellationToken cancellationToken)
    {
        var (items, pinned) = data.ItemsOf(context.NodeId, Variant + context.Activation + (one ? context.ItemIndex : 0));
        Invented |= !pinned;
        var answer = new List<Item>();
        foreach (var json in one && !pinned && items.Count > 1 && context.Items.Count > 1 ? items.Take(1) : items)
            answer.Add(pinned ? Item.From(json) : await files.AddAsync(Item.From(json), context.Blobs, cancellationToken));
        return answer;
    }

    private sealed class StubbedType(NodeType inner, StubWorld world) : NodeType(inner.Node, inner.Info)
    {
        public override NodeKind Kind => inner.Kind;

        public override Type InputType => inner.InputType;

        private bool IsStub => inner.Info.Type is MappedNode.StubType;

        public override async Task<IReadOnlyList<Item>> RunItemAsync(object input, NodeContext context, CancellationToken cancellationToken)
        {
            (inner.Node as ITrialNode)?.Prepare(input, context);
            return await world.AnswerAsync(context, one: true, cancellationToken);
        }

        public override async Task<NodeResult> RunBatchAsync(object input, NodeContext context, CancellationToken cancellationToken)
        {
            if (IsStub) world.StubsRun.Add(context.NodeName);
            var items = await world.AnswerAsync(context, one: false, cancellationToken);
            var ports = OutputsOf(context.RawParameters).Count;
            return new NodeResult.Outputs([.. Enumerable.Repeat(new PortItems(items), Math.Max(1, ports))]);
        }
    }

    private sealed class StubbedAttachment(AttachmentType inner, StubWorld world) : AttachmentType(inner.Node, inner.Info)
    {
        public override Type InputType => inner.InputType;

        public override JsonElement Describe(object input, NodeContext context) => inner.Describe(input, context);

        public override Task<JsonElement> CallAsync(object input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken)
        {
            world.Invented = true;
            return Task.FromResult(inner.Info.Type.StartsWith("ai.model.", StringComparison.Ordinal) ? TrialModel.Answer(arguments) : TrialModel.ToolResult(context.NodeName));
        }
    }
}

/// <summary>A node that can show, without reaching out, that its request can be made.</summary>
internal interface ITrialNode
{
    /// <exception cref="NodeException">The request cannot be made from these parameters.</exception>
    void Prepare(object input, NodeContext context);
}
