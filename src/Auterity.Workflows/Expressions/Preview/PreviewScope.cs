using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Expressions.Preview;

/// <summary>The names of an expression, over data that came with the request.</summary>
internal sealed class PreviewScope(PreviewEndpoints.EvaluateExpression given, Guid tenantId, DateTimeOffset now) : ExpressionScope
{
    private readonly Item item = ItemOf(given.Json ?? JsonElement.Parse("{}"));

    public override Item Item => item;

    public override int ItemIndex => given.Index;

    public override IReadOnlyList<Item> Input => [item];

    public override int RunIndex => 0;

    public override string NodeName => "Here";

    public override DateTimeOffset Now => now;

    public override string TimeZone => given.TimeZone ?? "UTC";

    public override long Seed => 1;

    public override RunInfo Run => new(Guid.Empty, "test", now, tenantId);

    public override WorkflowInfo Workflow => new(Guid.Empty, "Preview", 0, false);

    public override INodeData Node(string name) => given.Nodes is { } nodes && nodes.TryGetValue(name, out var items)
        ? new GivenNode(name, [.. items.Select(ItemOf)])
        : throw new ExpressionException($"Node '{name}' has no data yet. Run it, or pin its output.") { Code = "node-not-run" };

    public override string RunResumeUrl => "https://example.com/resume";

    public override string ResumeUrl(string? node) => "https://example.com/resume";

    public override JsonElement? Root(string name) => null;

    public override string? Secret(string name) => null;

    private static Item ItemOf(JsonElement json) =>
        new(JsonSerializer.SerializeToUtf8Bytes(json.ValueKind == JsonValueKind.Object && json.TryGetProperty("json", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : json));

    private sealed class GivenNode(string name, IReadOnlyList<Item> items) : INodeData
    {
        public bool HasRun => true;

        public JsonElement Parameters { get; } = JsonElement.Parse("{}");

        public Item LinkedItem(int itemIndex) => items.Count == 0
            ? throw new ExpressionException($"Node '{name}' handed on no items.")
            : items[Math.Min(itemIndex, items.Count - 1)];

        public IReadOnlyList<Item> All(int output = 0, int? run = null) => items;
    }
}
