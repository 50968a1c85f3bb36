using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Auterity.Server.Tests.Workflows;

public sealed class DraftTests(DefaultServer server) : IClassFixture<DefaultServer>
{
    private readonly HttpClient client = server.Client;

    [Fact]
    public async Task Create_Workflow_IsReadAsWritten()
    {
        var created = await (await client.PostJsonAsync("/api/workflows",
            """{"name":"Orders","description":"All of them","tags":["sales","eu","sales"],"layout":{"nodes":{"t":{"x":1.5,"y":2}}},"definition":""" + Flows.Sound + "}")).ReadAsync(HttpStatusCode.Created);

        using var response = await client.GetAsync($"/api/workflows/{created.Text("id")}", Json.Token);
        var read = await response.ReadAsync(HttpStatusCode.OK);

        Assert.Equal("\"1\"", response.Headers.ETag?.Tag);
        Assert.Equal(("Orders", "All of them"), (read.Text("name"), read.Text("description")));
        Assert.Equal(["sales", "eu"], read.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.Equal("flow.noop", read.GetProperty("definition").GetProperty("nodes")[1].Text("type"));
        Assert.Equal(1.5, read.GetProperty("layout").GetProperty("nodes").GetProperty("t").GetProperty("x").GetDouble());
        Assert.Empty(read.Codes());
        Assert.False(read.GetProperty("active").GetBoolean());
        Assert.True(read.GetProperty("hasChanges").GetBoolean());
        Assert.StartsWith("key:", read.Text("createdBy"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "name")]
    [InlineData("""{"name":"   "}""", "name")]
    [InlineData("""{"name":"a","tags":["two\nlines"]}""", "tags")]
    [InlineData("""{"name":"a","tags":[""]}""", "tags")]
    public async Task Create_InvalidTexts_AreNamed(string body, string field) =>
        Assert.True((await (await client.PostJsonAsync("/api/workflows", body)).ReadProblemAsync(HttpStatusCode.BadRequest, "invalid")).GetProperty("errors").TryGetProperty(field, out _));

    [Fact]
    public async Task Create_NoDefinitionAtAll_ListsEveryFault()
    {
        var problem = await (await client.PostJsonAsync("/api/workflows", """{"name":"a","definition":{"nodes":[{"id":"x","type":3,"name":"X"},{}],"settings":[]}}"""))
            .ReadProblemAsync(HttpStatusCode.BadRequest, "unreadable-definition");

        Assert.Equal(["missing-field", "missing-field", "missing-field", "wrong-type", "wrong-type"], problem.Codes().Order());
    }

    [Fact]
    public async Task Create_WithAKeyTwice_MakesOne()
    {
        async Task<string> Create()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/workflows") { Content = Flows.Body("""{"name":"once"}""") };
            request.Headers.Add("Idempotency-Key", "create-once");
            return (await (await client.SendAsync(request, Json.Token)).ReadAsync(HttpStatusCode.Created)).Text("id");
        }

        Assert.Equal(await Create(), await Create());
    }

    [Fact]
    public async Task Save_UnfinishedDraft_IsKeptAndItsFaultsAreTold()
    {
        var id = (await client.CreateAsync()).Text("id");

        var saved = await client.SaveAsync(id, """{"nodes":[{"id":"n","type":"no.such","name":"N"}],"edges":[{"from":"n","to":"gone"}]}""");

        Assert.Equal(["unknown-type", "unknown-edge-end", "no-trigger", "unreachable"], saved.Codes());
        Assert.Equal("no.such", (await client.GetJsonAsync($"/api/workflows/{id}")).GetProperty("definition").GetProperty("nodes")[0].Text("type"));
        Assert.Equal(2, saved.GetProperty("revision").GetInt32());
    }

    [Fact]
    public async Task Save_SameDraftAgain_ChangesNothing()
    {
        var id = (await client.CreateAsync()).Text("id");

        Assert.Equal(1, (await client.SaveAsync(id, Flows.Sound)).GetProperty("revision").GetInt32());
    }

    [Fact]
    public async Task Save_StaleVersion_IsRefusedAndNothingIsLost()
    {
        var id = (await client.CreateAsync()).Text("id");
        await client.SaveAsync(id, """{"nodes":[]}""");
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/workflows/{id}") { Content = Flows.Body($$"""{"definition":{{Flows.Sound}}}""") };
        request.Headers.IfMatch.Add(new EntityTagHeaderValue("\"1\""));

        await (await client.SendAsync(request, Json.Token)).ReadProblemAsync(HttpStatusCode.PreconditionFailed, "stale");

        Assert.Empty((await client.GetJsonAsync($"/api/workflows/{id}")).GetProperty("definition").GetProperty("nodes").EnumerateArray());
    }

    [Fact]
    public async Task Get_UnchangedVersion_IsNotSentAgain()
    {
        var id = (await client.CreateAsync()).Text("id");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/workflows/{id}");
        request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"1\""));

        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(request, Json.Token)).StatusCode);
    }

    [Theory]
    [InlineData("""{"name":"A\u0000"}""", "invalid-text")]
    [InlineData("""{"name":"a","definition":{"nodes":[{"id":"x","type":"x","name":"X","parameters":{"a":"\ud800"}}]}}""", "invalid-text")]
    [InlineData("""{"name":"a","name":"b"}""", "invalid-json")]
    [InlineData("", "bad-request")]
    public async Task Create_BadText_IsABadRequest(string body, string code) =>
        await (await client.PostJsonAsync("/api/workflows", body)).ReadProblemAsync(HttpStatusCode.BadRequest, code);

    [Fact]
    public async Task Create_TooLarge_IsRefused()
    {
        var note = new string('x', 5_100_000);

        await (await client.PostJsonAsync("/api/workflows", $$$$"""{"name":"a","definition":{"nodes":[{"id":"x","type":"x","name":"X","parameters":{"a":"{{{{note}}}}"}}]}}"""))
            .ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
        await (await client.PostWaryAsync("/api/workflows", Flows.Body($$"""{"name":"{{note}}{{note}}"}"""))).ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task Create_DeeplyNested_IsRefusedOrKeptWhole()
    {
        static string Nested(int depth) => $$$$"""{"name":"deep","definition":{"nodes":[{"id":"x","type":"x","name":"X","parameters":{"a":{{{{new string('[', depth)}}}}{{{{new string(']', depth)}}}}}}]}}""";

        await (await client.PostJsonAsync("/api/workflows", Nested(200))).ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-json");
        using var kept = await client.PostJsonAsync("/api/workflows", Nested(110));
        Assert.Equal(HttpStatusCode.Created, kept.StatusCode);
        Assert.Contains(new string('[', 110), await client.GetStringAsync(kept.Headers.Location, Json.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patch_Texts_ChangesOnlyThem()
    {
        var id = (await client.CreateAsync()).Text("id");

        var changed = await client.PatchAsync(id, """{"name":"Other","tags":["x"]}""");

        Assert.Equal(("Other", 2), (changed.Text("name"), changed.GetProperty("revision").GetInt32()));
        Assert.Equal(2, (await client.GetJsonAsync($"/api/workflows/{id}")).GetProperty("definition").GetProperty("nodes").GetArrayLength());
    }

    [Fact]
    public async Task Validate_Body_FindsFaultsAndSavesNothing()
    {
        var view = await (await client.PostJsonAsync("/api/workflows/validate", """{"definition":{"nodes":[{"id":"t","type":"trigger.manual","name":"T","extra":1}],"edges":[{"from":"t","to":"x"}]}}""")).ReadAsync(HttpStatusCode.OK);

        Assert.False(view.GetProperty("valid").GetBoolean());
        Assert.Equal(["unknown-edge-end", "unknown-field"], view.Codes());
        Assert.Equal("t", view.GetProperty("faults")[1].Text("nodeId"));
    }

    [Fact]
    public async Task Delete_Workflow_IsGone()
    {
        var id = (await client.CreateAsync()).Text("id");

        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync($"/api/workflows/{id}", Json.Token)).StatusCode);

        await (await client.GetAsync($"/api/workflows/{id}", Json.Token)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await client.DeleteAsync($"/api/workflows/{id}", Json.Token)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Reach_AnotherTenantsWorkflow_FindsNothing()
    {
        var id = (await client.CreateAsync()).Text("id");
        var (other, _) = await server.Server.AddTenantAsync("drafts-other");

        foreach (var (method, path) in new[] { ("GET", ""), ("PUT", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/validate"), ("POST", "/publish"), ("GET", "/versions"), ("GET", "/versions/1"), ("POST", "/rollback"), ("POST", "/archive"), ("POST", "/unarchive"), ("GET", "/export") })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/workflows/{id}{path}");
            if (method is "PUT" or "PATCH" or "POST") request.Content = Flows.Body(path == "/rollback" ? """{"version":1}""" : """{"definition":{}}""");
            await (await other.SendAsync(request, Json.Token)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        }

        Assert.Equal(JsonValueKind.Object, (await client.GetJsonAsync($"/api/workflows/{id}")).ValueKind);
    }
}
