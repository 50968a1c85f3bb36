using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Import.N8n;
using Auterity.Workflows.Import.Samples;

namespace Auterity.Workflows.Import.Trials;

/// <summary>Stands in for everything outside: nodes that would reach out answer with pinned or invented items instead. Their parameters are evaluated all the same.</summary>
internal sealed class StubWorld(StubData data) : TrialWorld
{
    /// <summary>Code of the errors that a trial makes on purpose.</summary>
    public const string OutageCode = "trial-outage";

    private readonly TrialFiles files = new(data);
    private readonly Dictionary<string, List<int>> firings = new(StringComparer.Ordinal);

    /// <summary>Whether some answer was made up, because the export pinned none.</summary>
    public bool Invented { get; private set; }

    /// <summary>Names of the stubs that ran.</summary>
    public HashSet<string> StubsRun { get; } = new(StringComparer.Ordinal);

    /// <summary>Which of the invented variants comes first.</summary>
    public int Variant { get; set; }

    /// <summary>What is outside cannot be reached this time, for nodes that have a way out for errors.</summary>
    public bool Outage { get; init; }

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

    /// <summary>What those who read the answer of a model would like it to be; null when nothing tells.</summary>
    private JsonNode? AnswerLiked(NodeContext context) => data.HostsOf(context.NodeId)
        .Select(host => data.FieldOf(host, "output", Variant + context.Activation + context.ItemIndex) ?? data.FieldOf(host, "text", Variant + context.Activation + context.ItemIndex)).FirstOrDefault(liked => liked is not null);

    public override Task<IReadOnlyList<Item>> ReturnedAsync(string nodeId, int activation, IBlobs blobs, CancellationToken cancellationToken) => AnswerAsync(nodeId, activation, null, blobs, cancellationToken);

    private Task<IReadOnlyList<Item>> AnswerAsync(NodeContext context, bool one, CancellationToken cancellationToken) =>
        AnswerAsync(context.NodeId, context.Activation, one && context.Items.Count > 1 ? context.ItemIndex : null, context.Blobs, cancellationToken);

    /// <remarks>The first time a node is asked it gives every kind of answer; when a loop asks again, one after the other, so that the loop finds its end.</remarks>
    private async Task<IReadOnlyList<Item>> AnswerAsync(string nodeId, int activation, int? item, IBlobs blobs, CancellationToken cancellationToken)
    {
        var before = FiringsBefore(nodeId, activation);
        var (items, pinned) = data.ItemsOf(nodeId, (Variant * StubData.MostItems) + Math.Max(0, before - 1) + (item ?? 0));
        Invented |= !pinned;
        if (pinned) return [.. items.Select(json => Item.From(json))];
        var answer = new List<Item>();
        foreach (var json in before > 0 || item is not null ? items.Take(1) : items)
            answer.Add(await files.AddAsync(Item.From(json), blobs, cancellationToken));
        return answer;
    }

    private int FiringsBefore(string nodeId, int activation)
    {
        lock (firings)
        {
            if (!firings.TryGetValue(nodeId, out var known)) firings[nodeId] = known = [];
            if (!known.Contains(activation)) known.Add(activation);
            return known.IndexOf(activation);
        }
    }

    // Each node that has a way out for errors takes it once, in the run that is for it.
    private void Fail(NodeContext context, string host)
    {
        if (Outage && data.HandlesErrors(host) && FiringsBefore($"{host} out", context.Activation) == 0) throw new NodeException("The service cannot be reached.", OutageCode, retryable: false);
    }

    private void FailHosts(NodeContext context)
    {
        foreach (var host in data.HostsOf(context.NodeId)) Fail(context, host);
    }

    private sealed class StubbedType(NodeType inner, StubWorld world) : NodeType(inner.Node, inner.Info)
    {
        public override NodeKind Kind => inner.Kind;

        public override Type InputType => inner.InputType;

        private bool IsStub => inner.Info.Type is MappedNode.StubType;

        public override async Task<IReadOnlyList<Item>> RunItemAsync(object input, NodeContext context, CancellationToken cancellationToken)
        {
            world.Fail(context, context.NodeId);
            (inner.Node as ITrialNode)?.Prepare(input, context);
            return await world.AnswerAsync(context, one: true, cancellationToken);
        }

        public override async Task<NodeResult> RunBatchAsync(object input, NodeContext context, CancellationToken cancellationToken)
        {
            if (IsStub) world.StubsRun.Add(context.NodeName);
            world.Fail(context, context.NodeId);
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
            world.FailHosts(context);
            world.Invented = true;
            return Task.FromResult(inner.Info.Type.StartsWith("ai.model.", StringComparison.Ordinal) ? TrialModel.Answer(arguments, world.AnswerLiked(context)) : TrialModel.ToolResult(context.NodeName));
        }
    }
}

/// <summary>A node that can show, without reaching out, that its request can be made.</summary>
internal interface ITrialNode
{
    /// <exception cref="NodeException">The request cannot be made from these parameters.</exception>
    void Prepare(object input, NodeContext context);
}
