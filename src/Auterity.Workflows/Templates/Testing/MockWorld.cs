using System.Collections.Concurrent;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Import.Trials;

namespace Auterity.Workflows.Templates.Testing;

/// <summary>The world as a test tells it: nodes answer with what the test says, and a node that would reach out without a word about it fails the test.</summary>
/// <remarks>Parameters are evaluated all the same, so that a test finds an expression that cannot work.</remarks>
internal sealed class MockWorld(WorkflowDefinition definition, IReadOnlyDictionary<string, JsonElement> mocks) : TrialWorld
{
    // Attachments that only compute; as nodes of their own they would be pure.
    private static readonly HashSet<string> Computing = ["ai.parser.list", "ai.tool.code"];

    private readonly ConcurrentDictionary<string, byte> missing = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> calls = new(StringComparer.Ordinal);

    private readonly HashSet<string> mockedTypes = definition.Nodes.Where(node => mocks.ContainsKey(node.Name)).Select(node => node.Type).ToHashSet(StringComparer.Ordinal);
    private readonly Dictionary<string, string> names = definition.Nodes.ToDictionary(node => node.Id, node => node.Name, StringComparer.Ordinal);

    /// <summary>Names of nodes that would have touched the world.</summary>
    public IReadOnlyCollection<string> Missing => [.. missing.Keys.Order(StringComparer.Ordinal)];

    public override bool SignalsFirst => true;

    public override NodeType? Wrap(NodeType? type) => type switch
    {
        null => null,
        AttachmentType attachment => new MockedAttachment(attachment, this),
        SteppedType stepped when IsMocked(type) => new MockedSteps(stepped, this),
        { Kind: NodeKind.PerItem or NodeKind.Batch } when type.Info.Type != "flow.wait" && (Touches(type) || IsMocked(type)) => new MockedType(type, this),
        _ => type,
    };

    /// <summary>What the test says comes for a waiting step; null when it says nothing.</summary>
    public override Item? SignalFor(string nodeId) => mocks.TryGetValue(names[nodeId], out var mock) ? NodeResult.ItemsOf(mock).FirstOrDefault(Item.Empty) : null;

    private bool Mocks(string node) => mocks.ContainsKey(node);

    private bool IsMocked(NodeType type) => mockedTypes.Contains(type.Info.Type);

    private static bool Touches(NodeType type) => type.Info.Delivery != Delivery.Pure && !StaysInside(type) && !Computing.Contains(type.Info.Type);

    /// <summary>What the test says for a node; null when it says nothing and the node needs nobody.</summary>
    /// <exception cref="NodeException">The test says it fails, or says nothing although the node touches the world.</exception>
    private JsonElement? FindMock(NodeType type, string node, int attempt)
    {
        if (!mocks.TryGetValue(node, out var mock))
        {
            if (!Touches(type)) return null;
            missing.TryAdd(node, 0);
            throw new NodeException($"The node '{node}' touches the world. Mock it: say under 'mocks' what it gives.", "mock-missing", retryable: false);
        }

        if (MockError.Find(mock) is not { } failure) return mock;
        return failure.After is { } then && attempt > failure.Times ? then : throw failure.Exception;
    }

    private IReadOnlyList<Item>? FindItems(NodeType type, NodeContext context) =>
        FindMock(type, context.NodeName, context.Attempt) is { } mock ? NodeResult.ItemsOf(mock) : null;

    private sealed class MockedType(NodeType inner, MockWorld world) : NodeType(inner.Node, inner.Info)
    {
        public override NodeKind Kind => inner.Kind;

        public override Type InputType => inner.InputType;

        public override Type? OutputType => inner.OutputType;

        public override async Task<IReadOnlyList<Item>> RunItemAsync(object input, NodeContext context, CancellationToken cancellationToken)
        {
            if (world.FindItems(inner, context) is not { } items) return await inner.RunItemAsync(input, context, cancellationToken);
            if (Touches(inner)) (inner.Node as ITrialNode)?.Prepare(input, context);
            // As many as came in: each has its own. Otherwise each gives them all.
            return items.Count == context.Items.Count ? [items[context.ItemIndex]] : items;
        }

        public override async Task<NodeResult> RunBatchAsync(object input, NodeContext context, CancellationToken cancellationToken)
        {
            if (world.FindItems(inner, context) is not { } items) return await inner.RunBatchAsync(input, context, cancellationToken);
            if (Touches(inner)) (inner.Node as ITrialNode)?.Prepare(input, context);
            return NodeResult.Main(items);
        }
    }

    private sealed class MockedSteps(SteppedType inner, MockWorld world) : SteppedType(inner.Node, inner.Info)
    {
        public override Type InputType => inner.InputType;

        public override NodeStep Start(object input, NodeContext context)
        {
            if (!world.Mocks(context.NodeName) || world.FindItems(inner, context) is not { } items) return inner.Start(input, context);
            return new NodeStep.Done(items.Count == 0 ? Item.Empty : items[Math.Min(context.ItemIndex, items.Count - 1)]);
        }

        public override NodeStep Continue(object input, JsonElement state, IReadOnlyList<CallOutcome> outcomes, NodeContext context) => inner.Continue(input, state, outcomes, context);
    }

    /// <summary>A model or tool: a list is one answer a call, the last one for all that follow.</summary>
    private sealed class MockedAttachment(AttachmentType inner, MockWorld world) : AttachmentType(inner.Node, inner.Info)
    {
        public override Type InputType => inner.InputType;

        public override JsonElement Describe(object input, NodeContext context) => inner.Describe(input, context);

        public override Task<JsonElement> CallAsync(object input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken)
        {
            if (world.FindMock(inner, context.NodeName, context.Attempt) is not { } mock) return inner.CallAsync(input, arguments, context, cancellationToken);
            if (mock.ValueKind != JsonValueKind.Array) return Task.FromResult(Answer(mock));
            var call = world.calls.AddOrUpdate(context.NodeName, 0, (_, before) => before + 1);
            return mock.GetArrayLength() == 0 ? Task.FromResult(Answer(default)) : Task.FromResult(Answer(mock[Math.Min(call, mock.GetArrayLength() - 1)]));
        }

        // A model that only says something need not be written in full.
        private JsonElement Answer(JsonElement mock) => inner.Info.Type.StartsWith("ai.model.", StringComparison.Ordinal) && mock.ValueKind is JsonValueKind.String or JsonValueKind.Undefined
            ? JsonSerializer.SerializeToElement(new { text = mock.ValueKind == JsonValueKind.String ? mock.GetString() : "", calls = Array.Empty<object>() }, JsonDefaults.Options)
            : mock.ValueKind == JsonValueKind.Undefined ? JsonElement.Parse("null") : mock;
    }
}

/// <summary>A failure a test tells of: <c>{ error: { message, code }, times?, then? }</c>.</summary>
/// <param name="Exception">The failure.</param>
/// <param name="Times">How many attempts at an item fail.</param>
/// <param name="After">What comes after them; null when it always fails.</param>
internal sealed record MockError(NodeException Exception, int Times, JsonElement? After)
{
    private static readonly string[] Members = ["error", "times", "then"];

    /// <summary>Null when the mock is items.</summary>
    public static MockError? Find(JsonElement mock)
    {
        if (mock.ValueKind != JsonValueKind.Object || !mock.TryGetProperty("error", out var error) || error.ValueKind != JsonValueKind.Object || mock.EnumerateObject().Any(member => !Members.Contains(member.Name))) return null;
        var retryable = !error.TryGetProperty("retryable", out var again) || again.ValueKind != JsonValueKind.False;
        var failure = new NodeException(TextOf(error, "message") ?? "The test says that it fails.", TextOf(error, "code") ?? "node-failed", retryable, error.TryGetProperty("details", out var details) ? details : null) { NotSent = retryable };
        var times = mock.TryGetProperty("times", out var written) && written.TryGetInt32(out var count) ? count : 1;
        return new MockError(failure, times, mock.TryGetProperty("then", out var then) ? then : null);
    }

    private static string? TextOf(JsonElement error, string member) => error.TryGetProperty(member, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
