using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Expressions;

namespace Auterity.Workflows.Tests.Expressions;

/// <summary>A scope over items in memory.</summary>
internal sealed class FakeScope : ExpressionScope
{
    public Dictionary<string, FakeNode> Nodes { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, JsonElement> Roots { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Secrets { get; } = new(StringComparer.Ordinal);

    /// <summary>Answers for nodes that were not named beforehand.</summary>
    public Func<string, FakeNode>? AnyNode { get; init; }

    public List<Item> Items { get; init; } = [];

    public override Item? Item => ItemIndex < Items.Count ? Items[ItemIndex] : null;

    public override int ItemIndex => Index;

    public int Index { get; init; }

    public override IReadOnlyList<Item> Input => Items;

    public override int RunIndex => 2;

    public override string NodeName => "Here";

    public override DateTimeOffset Now => At;

    public DateTimeOffset At { get; init; } = new(2025, 3, 14, 15, 9, 26, 535, TimeSpan.Zero);

    public override string TimeZone => Zone;

    public string Zone { get; init; } = "Europe/Berlin";

    public override long Seed => 42;

    public override RunInfo Run { get; } = new(Guid.Parse("01890000-0000-7000-8000-000000000001"), "production", new DateTimeOffset(2025, 1, 2, 3, 4, 5, TimeSpan.Zero), Guid.Empty);

    public override WorkflowInfo Workflow { get; } = new(Guid.Parse("01890000-0000-7000-8000-000000000002"), "Orders", 3, true);

    public static FakeScope With(string json) => new() { Items = [Parse(json)] };

    public static FakeScope WithItems(params string[] items) => new() { Items = [.. items.Select(Parse)] };

    public static Item Parse(string json) => new(System.Text.Encoding.UTF8.GetBytes(json));

    public FakeScope AddNode(string name, params string[] items)
    {
        Nodes[name] = new FakeNode { Items = [.. items.Select(Parse)] };
        return this;
    }

    public override INodeData Node(string name)
    {
        if (Nodes.TryGetValue(name, out var node))
            return node;
        return AnyNode?.Invoke(name) ?? throw new ExpressionException($"Node '{name}' has not run yet.") { Code = "node-not-run" };
    }

    public override string RunResumeUrl => "https://auterity.test/resume";

    public override string ResumeUrl(string? node) => $"https://auterity.test/resume/{node ?? "here"}";

    public override JsonElement? Root(string name) => Roots.TryGetValue(name, out var json) ? json : null;

    public override string? Secret(string name) => Secrets.GetValueOrDefault(name);
}

/// <summary>A node that has run.</summary>
internal sealed class FakeNode : INodeData
{
    public List<Item> Items { get; init; } = [];

    public bool LineageKnown { get; init; } = true;

    public JsonElement Parameters { get; init; } = JsonElement.Parse("""{"url":"https://example.test"}""");

    public bool HasRun => true;

    public Item LinkedItem(int itemIndex) => LineageKnown && itemIndex < Items.Count
        ? Items[itemIndex]
        : throw new ExpressionException("It is not known which item this one came from. Use .first() or .all().") { Code = "lineage-unknown" };

    public IReadOnlyList<Item> All(int output = 0, int? run = null) => Items;
}
