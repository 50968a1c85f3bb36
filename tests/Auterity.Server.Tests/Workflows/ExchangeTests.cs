using System.Net;
using System.Text.Json;

namespace Auterity.Server.Tests.Workflows;

public sealed class ExchangeTests(DefaultServer server) : IClassFixture<DefaultServer>
{
    private const string N8n = """
        {"name":"Imported","nodes":[
          {"id":"1","name":"Start","type":"n8n-nodes-base.manualTrigger","typeVersion":1,"position":[0,0],"parameters":{}},
          {"id":"2","name":"Chat","type":"n8n-nodes-base.executeCommand","typeVersion":1.2,"position":[200,0],"parameters":{"text":"hi"}}],
         "connections":{"Start":{"main":[[{"node":"Chat","type":"main","index":0}]]}}}
        """;

    private readonly HttpClient client = server.Client;

    [Fact]
    public async Task Import_FromN8n_ReportsEveryNode()
    {
        var imported = await (await client.PostJsonAsync("/api/workflows/import?format=n8n", N8n)).ReadAsync(HttpStatusCode.Created);

        var nodes = imported.GetProperty("report").GetProperty("nodes");
        Assert.Equal("Imported", imported.Text("name"));
        Assert.Equal([("Start", "n8n-nodes-base.manualTrigger", "ready"), ("Chat", "n8n-nodes-base.executeCommand", "stub")], nodes.EnumerateArray().Select(node => (node.Text("name"), node.Text("type"), node.Text("status"))));
        Assert.Equal(["stub"], imported.Codes());
        Assert.Equal(2, (await client.GetJsonAsync($"/api/workflows/{imported.Text("id")}")).GetProperty("definition").GetProperty("nodes").GetArrayLength());
    }

    [Fact]
    public async Task Export_ToN8n_GivesBackWhatCame()
    {
        var id = (await (await client.PostJsonAsync("/api/workflows/import?format=n8n", N8n)).ReadAsync(HttpStatusCode.Created)).Text("id");

        var exported = await client.GetJsonAsync($"/api/workflows/{id}/export?format=n8n");

        Assert.Equal("n8n-nodes-base.executeCommand", exported.GetProperty("nodes")[1].Text("type"));
        Assert.Equal("hi", exported.GetProperty("nodes")[1].GetProperty("parameters").Text("text"));
    }

    [Fact]
    public async Task Import_OfAnExport_IsTheSameWithoutCredentials()
    {
        var hook = """{"nodes":[{"id":"h","type":"trigger.webhook","name":"H","parameters":{"path":"exported"},"credentials":{"auth":"0198c0de-0000-7000-8000-000000000001"},"pin":[{"a":1}]}]}""";
        var created = await (await client.PostJsonAsync("/api/workflows", """{"name":"Ü / x","description":"d","tags":["a"],"layout":{"nodes":{"h":{"x":1,"y":2}}},"definition":""" + hook + "}")).ReadAsync(HttpStatusCode.Created);
        using var file = await client.GetAsync($"/api/workflows/{created.Text("id")}/export", Json.Token);
        var text = await file.Content.ReadAsStringAsync(Json.Token);

        var imported = await (await client.PostJsonAsync("/api/workflows/import", text)).ReadAsync(HttpStatusCode.Created);
        var copy = await client.GetJsonAsync($"/api/workflows/{imported.Text("id")}");

        Assert.DoesNotContain("0198c0de", text, StringComparison.Ordinal);
        Assert.Equal(("Ü / x", "d", created.Text("hash")), (copy.Text("name"), copy.Text("description"), copy.Text("hash")));
        Assert.Equal(1, copy.GetProperty("definition").GetProperty("nodes")[0].GetProperty("pin")[0].GetProperty("a").GetInt32());
        Assert.Equal(2, copy.GetProperty("layout").GetProperty("nodes").GetProperty("h").GetProperty("y").GetInt32());
    }

    [Theory]
    [InlineData("?format=n8n", "", "empty")]
    [InlineData("?format=n8n", "{", "invalid-json")]
    [InlineData("?format=n8n", "{\"a\":1}", "not-a-workflow")]
    [InlineData("", "[]", "not-a-workflow")]
    [InlineData("", "{\"name\":\"x\"}", "not-a-workflow")]
    [InlineData("?format=zapier", "{}", "unknown-format")]
    public async Task Import_UnusableFile_SaysWhy(string query, string body, string code) =>
        Assert.Equal(code, (await (await client.PostAsync("/api/workflows/import" + query, new StringContent(body), Json.Token)).ReadProblemAsync(HttpStatusCode.BadRequest, "import-failed")).Text("code"));

    [Fact]
    public async Task Import_TooLargeFile_IsRefused()
    {
        using var content = new ByteArrayContent(new byte[20_500_000]);

        await (await client.PostWaryAsync("/api/workflows/import?format=n8n", content)).ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task Nodes_List_KnowsEveryTypeAndItsForm()
    {
        var nodes = (await client.GetJsonAsync("/api/nodes")).GetProperty("items").EnumerateArray().ToList();

        var type = await client.GetJsonAsync("/api/nodes/flow.filter");
        Assert.Contains("trigger.webhook", nodes.Select(node => node.Text("type")));
        Assert.Equal(JsonValueKind.Object, type.GetProperty("parameters").GetProperty("properties").ValueKind);
        await (await client.GetAsync("/api/nodes/no.such", Json.Token)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await client.GetAsync("/api/nodes/flow.filter?version=99", Json.Token)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Schema_OfADefinition_NamesEveryFieldAndSaysWhatItIs()
    {
        var schema = await client.GetJsonAsync("/api/schemas/workflow");

        var node = schema.GetProperty("properties").GetProperty("nodes").GetProperty("items");
        Assert.Equal(["id", "type", "name"], node.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.Contains("edges name it", node.GetProperty("properties").GetProperty("id").Text("description"), StringComparison.Ordinal);
        Assert.Equal(["fail", "continue", "errorOutput", "hold"], node.GetProperty("properties").GetProperty("policy").GetProperty("properties").GetProperty("onError").GetProperty("enum").EnumerateArray().Select(value => value.GetString()));
    }

    [Fact]
    public async Task Contract_OfEveryWorkflowEndpoint_HasANameAndASummary()
    {
        var document = await client.GetJsonAsync("/openapi/v1.json");

        var operations = document.GetProperty("paths").EnumerateObject().Where(path => path.Name.StartsWith("/api/workflows", StringComparison.Ordinal)).SelectMany(path => path.Value.EnumerateObject()).ToList();
        Assert.All(operations, operation => Assert.False(string.IsNullOrEmpty(operation.Value.Text("summary"))));
        Assert.Contains("WorkflowDefinition", document.GetProperty("paths").GetProperty("/api/workflows").GetProperty("post").GetProperty("requestBody").GetRawText(), StringComparison.Ordinal);
        Assert.True(document.GetProperty("components").GetProperty("schemas").TryGetProperty("WorkflowDefinition", out _));
    }
}
