using System.Text.Json;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Import.N8n;
using Auterity.Workflows.Import.StubData;

namespace Auterity.Workflows.Tests.Import;

public sealed class StubDataTests
{
    [Theory]
    [InlineData("={{ $json.a.b }}", """{"a":{"b":"sample b"}}""")]
    [InlineData("=Hello {{ $json['first name'] }} and {{ $json.email }}", """{"first name":"sample first name","email":"person@example.com"}""")]
    [InlineData("={{ $json.rows[0].id }} {{ $json.rows[0].total.toFixed(2) }}", """{"rows":[{"id":"1","total":1}]}""")]
    [InlineData("={{ $json.tags.join(', ') }}", """{"tags":["sample tag"]}""")]
    [InlineData("={{ $json.text?.trim().length }}", """{"text":"sample text"}""")]
    [InlineData("={{ $('Stub').item.json.name }}", """{"name":"sample name"}""")]
    [InlineData("={{ $('Stub').first().json.name }}", """{"name":"sample name"}""")]
    [InlineData("={{ $('Stub').all()[0].json.name }}", """{"name":"sample name"}""")]
    [InlineData("={{ $node[\"Stub\"].json[\"name\"] }}", """{"name":"sample name"}""")]
    [InlineData("={{ $node.Stub.json.name }}", """{"name":"sample name"}""")]
    [InlineData("={{ $items('Stub')[0].json.name }}", """{"name":"sample name"}""")]
    [InlineData("={{ $input.item.json.name }}", """{"name":"sample name"}""")]
    [InlineData("={{ $('Other').item.json.name }}", "{}")]
    [InlineData("={{ broken", "{}")]
    public void ItemsOf_StubBeforeAnExpression_HasTheFieldsItReads(string template, string item) =>
        Assert.Equal($"[{item}]", Items(Chain(Node("read", "data.set", new { fields = new[] { new { name = "x", value = template } } }))));

    [Fact]
    public void ItemsOf_StubBeforeCode_HasTheFieldsTheCodeReads() =>
        Assert.Equal("""[{"id":"1","user":{"name":"sample name"}}]""", Items(Chain(Node("read", "code.javascript", new { code = "for (const row of $input.all()) { row.json.id; row.json.user.name; } return items;" }))));

    [Fact]
    public void ItemsOf_StubBeforeACondition_LetsItThrough() =>
        Assert.Equal("""[{"status":"paid","count":5}]""", Items(Chain(Node("read", "flow.if", new
        {
            conditions = new
            {
                conditions = new object[]
                {
                    new { left = "={{ $json.status }}", @operator = new { type = "string", operation = "equals" }, right = "paid" },
                    new { left = "={{ $json.count }}", @operator = new { type = "number", operation = "gte" }, right = 5 },
                },
            },
        }))));

    [Fact]
    public void ItemsOf_FieldsReadBehindNodesThatHandOn_ComeFromTheStub() =>
        Assert.Equal("""[{"deep":"sample deep"}]""", Items(Chain(
            Node("pass", "flow.noop", new { }), Node("keep", "flow.filter", new { }), Node("read", "http.request", new { url = "={{ $json.deep }}" }))));

    [Fact]
    public void ItemsOf_FieldsReadBehindASplit_AreThoseOfAnEntry() =>
        Assert.Equal("""[{"data":{"rows":[{"id":"1"}]}}]""", Items(Chain(
            Node("split", "data.splitOut", new { fields = new[] { "data.rows" } }), Node("read", "http.request", new { url = "={{ $json.id }}" }))));

    [Fact]
    public void ItemsOf_PinnedNode_AreThePinnedOnes()
    {
        var definition = Chain(Node("read", "http.request", new { url = "={{ $json.a }}" }));
        definition = definition with { Nodes = [definition.Nodes[0] with { Pin = JsonSerializer.SerializeToElement(new[] { new { pinned = 1 } }) }, .. definition.Nodes.Skip(1)] };

        Assert.Equal("""[{"pinned":1}]""", StubData.Of(definition).ItemsOf("stub").GetRawText());
    }

    [Fact]
    public void ItemsOf_LoopingWorkflow_Ends()
    {
        var definition = Chain(Node("a", "flow.noop", new { }), Node("b", "flow.noop", new { x = "={{ $json.a }}" }));

        Assert.Equal("""[{"a":"sample a"}]""", Items(definition with { Edges = [.. definition.Edges, new EdgeDefinition("b", "a")] }));
    }

    [Fact]
    public void ItemsOf_EveryStubOfEveryRealExport_AreObjects()
    {
        foreach (var (_, json) in N8nCorpus.Files())
        {
            var definition = N8nImporter.Import(json).Definition;
            var data = StubData.Of(definition);
            foreach (var node in definition.Nodes)
                Assert.Contains(data.ItemsOf(node.Id).EnumerateArray(), item => item.ValueKind == JsonValueKind.Object);
        }
    }

    private static string Items(WorkflowDefinition definition) => StubData.Of(definition).ItemsOf("stub").GetRawText();

    private static NodeDefinition Node(string id, string type, object parameters) => new() { Id = id, Name = id, Type = type, Parameters = JsonSerializer.SerializeToElement(parameters) };

    private static WorkflowDefinition Chain(params NodeDefinition[] nodes)
    {
        NodeDefinition[] all = [new NodeDefinition { Id = "stub", Name = "Stub", Type = "n8n.stub" }, .. nodes];
        return new WorkflowDefinition { Nodes = all, Edges = [.. all.Zip(all.Skip(1), (from, to) => new EdgeDefinition(from.Id, to.Id))] };
    }
}
