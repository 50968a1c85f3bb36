using System.Text.Json;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Import.N8n;
using Auterity.Workflows.Import.Samples;

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

    [Theory]
    [InlineData("const data = $json.body; return data.rows.map(row => ({ json: { id: row.id } }));", """{"body":{"rows":[{"id":"1"}]}}""")]
    [InlineData("const { user } = items[0].json; const { name } = user; return [];", """{"user":{"name":"sample name"}}""")]
    [InlineData("for (const line of $json.lines) line.text.trim(); return [];", """{"lines":[{"text":"sample text"}]}""")]
    [InlineData("function price(row) { return row.price * 2; } return $input.all().map(item => price(item.json));", """{"price":1}""")]
    [InlineData("return [...$json.tags, ...$json.more];", """{"tags":["sample tag"],"more":["sample more"]}""")]
    [InlineData("const rows = $json.rows || []; return rows.filter(row => row.active).map(row => row.name);", """{"rows":[{"active":true,"name":"sample name"}]}""")]
    [InlineData("return [{ json: items[0].json.data }];", """{"data":{}}""")]
    [InlineData("return [{ json: { at: new Date($json.when).toISOString() } }];", """{"when":"2024-01-15T09:30:00.000Z"}""")]
    [InlineData("return Object.keys($json.fields);", """{"fields":{}}""")]
    public void ItemsOf_StubBeforeCodeThatHandsValuesOn_HasWhatTheyHold(string code, string item) =>
        Assert.Equal($"[{item}]", Items(Chain(Node("read", "code.javascript", new { code }))));

    [Theory]
    [InlineData("return JSON.parse($json.text).rows[0].id;", """{"rows":[{"id":"1"}]}""")]
    [InlineData("const text = $json.text.replace('```json', '').trim(); const data = JSON.parse(text); return data.total.toFixed(2);", """{"total":1}""")]
    public void ItemsOf_StubBeforeCodeThatParsesAText_IsThatText(string code, string text) =>
        Assert.Equal(text, JsonSerializer.Deserialize<JsonElement>(Items(Chain(Node("read", "code.javascript", new { code }))))[0].GetProperty("text").GetString());

    [Fact]
    public void ItemsOf_StubBeforeTypedFields_HasTheirTypes() =>
        Assert.Equal("""[{"a":1,"b":true,"c":["sample c"],"d":{}}]""", Items(Chain(Node("read", "data.set", new
        {
            fields = new[] { new { name = "w", type = "number", value = "={{ $json.a }}" }, new { name = "x", type = "boolean", value = "={{ $json.b }}" }, new { name = "y", type = "array", value = "={{ $json.c }}" }, new { name = "z", type = "object", value = "={{ $json.d }}" } },
        }))));

    [Fact]
    public void ItemsOf_FieldReadBehindTheNodeThatSetsIt_IsTheOneItWasSetFrom() =>
        Assert.Equal("""[{"state":"done"}]""", Items(Chain(
            Node("set", "data.set", new { fields = new[] { new { name = "status", value = "={{ $json.state }}" } } }),
            Node("read", "flow.if", If("={{ $json.status }}", "string", "equals", "done")))));

    [Fact]
    public void ItemsOf_ComparedWithASetting_HasTheSettingsValue()
    {
        var chain = Chain(Node("read", "flow.if", If("={{ $json.kind }}", "string", "equals", "={{ $('settings').first().json.wanted }}")));
        var settings = Node("settings", "data.set", new { fields = new[] { new { name = "wanted", value = "blue" } } });

        Assert.Equal("""[{"kind":"blue"}]""", Items(chain with { Nodes = [.. chain.Nodes, settings] }));
    }

    [Theory]
    [InlineData("={{ $json.a === 'x' && !$json.b }}", """{"a":"x"}""")]
    [InlineData("={{ $json.rows.length > 0 }}", """{"rows":["sample row"]}""")]
    [InlineData("={{ $json.text.includes('/new') }}", """{"text":"/new"}""")]
    public void ItemsOf_StubBeforeAWrittenCondition_LetsItThrough(string left, string item) =>
        Assert.Equal($"[{item}]", Items(Chain(Node("read", "flow.if", If(left, "boolean", "true", "")))));

    [Fact]
    public void ItemsOf_FieldThatMustBeThere_IsThereFirstAndThenMissing()
    {
        var data = StubData.Of(Chain(Node("read", "flow.if", If("={{ $json.id }}", "string", "exists", ""))));

        Assert.Equal(["""{"id":"1"}""", "{}"], data.ItemsOf("stub", 0).Items.Select(item => item.GetRawText()));
    }

    [Fact]
    public void ItemsOf_SeveralConditions_EachIsOnceTheOnlyOneTurnedDownAndOnceTheOnlyOneLiked()
    {
        var data = StubData.Of(Chain(
            Node("first", "flow.if", If("={{ $json.a }}", "string", "equals", "x")), Node("second", "flow.if", If("={{ $json.b }}", "string", "equals", "y"))));

        var all = Enumerable.Range(0, 6).Select(first => data.ItemsOf("stub", first).Items[0].GetRawText()).ToHashSet();

        Assert.Superset(new HashSet<string> { """{"a":"x","b":"y"}""", """{"a":"another","b":"another"}""", """{"a":"x","b":"another"}""", """{"a":"another","b":"y"}""" }, all);
    }

    [Fact]
    public void ItemsOf_ReadByWhatIsPluggedIn_ComeWithTheHostsItems()
    {
        var chain = Chain(Node("agent", "ai.agent", new { }));
        var memory = Node("memory", "ai.memory.window", new { sessionKey = "={{ $json.sessionId }}" });

        Assert.Equal("""[{"sessionId":"1"}]""", Items(chain with { Nodes = [.. chain.Nodes, memory], Edges = [.. chain.Edges, new EdgeDefinition("memory", "agent", "ai_memory", "ai_memory")] }));
    }

    [Fact]
    public void ItemsOf_Form_AnswersItsOwnQuestionsWithEachChoice()
    {
        var form = Node("form", "trigger.form", new { fields = new object[] { new { label = "Age", kind = "number" }, new { label = "Colour", kind = "dropdown", options = new[] { "red", "blue" } } } });

        Assert.Equal(["""{"Age":1,"Colour":"red"}""", """{"Age":1,"Colour":"blue"}"""], StubData.Of(new WorkflowDefinition { Nodes = [form] }).ItemsOf("form", 0).Items.Select(item => item.GetRawText()));
    }

    [Fact]
    public void ItemsOf_StubBeforeXml_IsXmlWithTheElementsThatAreRead() =>
        Assert.Equal("<feed>\n  <entry>\n    <title>sample title</title>\n  </entry>\n</feed>", JsonSerializer.Deserialize<JsonElement>(Items(Chain(
            Node("xml", "data.xml", new { action = "toJson" }), Node("read", "http.request", new { url = "={{ $json.feed.entry[0].title }}" }))))[0].GetProperty("data").GetString()!.ReplaceLineEndings("\n"));

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

    private static object If(string left, string type, string operation, string right) => new { conditions = new { conditions = new[] { new { left, @operator = new { type, operation }, right } } } };

    private static string Items(WorkflowDefinition definition) => StubData.Of(definition).ItemsOf("stub").GetRawText();

    private static NodeDefinition Node(string id, string type, object parameters) => new() { Id = id, Name = id, Type = type, Parameters = JsonSerializer.SerializeToElement(parameters) };

    private static WorkflowDefinition Chain(params NodeDefinition[] nodes)
    {
        NodeDefinition[] all = [new NodeDefinition { Id = "stub", Name = "Stub", Type = "n8n.stub" }, .. nodes];
        return new WorkflowDefinition { Nodes = all, Edges = [.. all.Zip(all.Skip(1), (from, to) => new EdgeDefinition(from.Id, to.Id))] };
    }
}
