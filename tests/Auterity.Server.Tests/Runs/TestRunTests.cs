using System.Net;
using System.Text.Json;
using Auterity.Server.Tests.Workflows;

namespace Auterity.Server.Tests.Runs;

public abstract class TestRunTests(SharedServer host)
{
    private const string Chain = """
        {"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},
          {"id":"a","type":"data.set","name":"Add one","parameters":{"fields":[{"name":"n","type":"number","value":"={{ $json.n + 1 }}"}]}},
          {"id":"b","type":"data.set","name":"Times ten","parameters":{"fields":[{"name":"n","type":"number","value":"={{ $json.n * 10 }}"}]}}],
         "edges":[{"from":"t","to":"a"},{"from":"a","to":"b"}]}
        """;

    private HttpClient Client => host.Client;

    [Fact]
    public async Task Test_SavedDraft_RunsWithoutBeingPublished()
    {
        var run = await TestAsync(await DraftAsync(), """{"input":{"n":1}}""");

        Assert.Equal(("succeeded", "test", 0, """[{"n":20}]"""), (run.Text("status"), run.Text("mode"), run.GetProperty("version").GetInt32(), run.GetProperty("output").GetRawText()));
    }

    [Fact]
    public async Task Test_DraftSentAlong_LeavesTheSavedOneAlone()
    {
        var id = await DraftAsync();

        var run = await TestAsync(id, $$"""{"input":{"n":1},"draft":{{Chain.Replace("* 10", "* 100", StringComparison.Ordinal)}}}""");

        Assert.Equal("""[{"n":200}]""", run.GetProperty("output").GetRawText());
        Assert.Contains("* 10 }", (await Client.GetJsonAsync($"/api/workflows/{id}")).GetProperty("definition").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_Until_StopsAfterThatNode()
    {
        var run = await TestAsync(await DraftAsync(), """{"input":{"n":1},"until":"Add one"}""");

        Assert.Equal(["t", "a"], (await Client.StepsAsync(run.Text("id"))).Select(step => step.Text("nodeId")));
    }

    [Fact]
    public async Task Test_From_BeginsThereWithTheInput()
    {
        var run = await TestAsync(await DraftAsync(), """{"input":{"n":7},"from":"b"}""");

        Assert.Equal("""[{"n":70}]""", run.GetProperty("output").GetRawText());
        Assert.Equal(["b"], (await Client.StepsAsync(run.Text("id"))).Select(step => step.Text("nodeId")));
    }

    [Fact]
    public async Task Test_WithPins_TakesThemInsteadOfRunning()
    {
        var run = await TestAsync(await DraftAsync(), """{"pins":{"Add one":[{"n":3},{"n":4}]}}""");

        Assert.Equal("""[{"n":30},{"n":40}]""", run.GetProperty("output").GetRawText());
    }

    [Fact]
    public async Task Test_WithBreakpoints_PausesBeforeEachAndGoesOn()
    {
        var id = await DraftAsync();
        var run = (await (await Client.PostJsonAsync($"/api/workflows/{id}/test-runs", """{"input":{"n":1},"breakpoints":["a","Times ten"]}""")).ReadAsync(HttpStatusCode.Created)).Text("id");

        var first = await host.Server.UntilStatusAsync(Client, run, "paused");
        await (await Client.ActAsync(run, "resume")).ReadAsync(HttpStatusCode.OK);
        var second = await host.Server.UntilAsync(Client, run, view => view.Text("status") == "paused" && view.GetProperty("attention")[0].Text("nodeId") == "b");
        var between = await Client.StepsAsync(run);
        await (await Client.ActAsync(run, "resume")).ReadAsync(HttpStatusCode.OK);

        Assert.Equal(("a", "breakpoint"), (first.GetProperty("attention")[0].Text("nodeId"), first.GetProperty("attention")[0].Text("why")));
        Assert.Equal("breakpoint", second.GetProperty("attention")[0].Text("why"));
        Assert.Equal(("succeeded", "ready"), (between[1].Text("status"), between[2].Text("status")));
        Assert.Equal("""[{"n":20}]""", (await Client.EndOfAsync(run)).GetProperty("output").GetRawText());
    }

    [Fact]
    public async Task Test_AtABreakpoint_CanBeCancelled()
    {
        var run = (await (await Client.PostJsonAsync($"/api/workflows/{await DraftAsync()}/test-runs", """{"input":{"n":1},"breakpoints":["a"]}""")).ReadAsync(HttpStatusCode.Created)).Text("id");
        await host.Server.UntilStatusAsync(Client, run, "paused");

        await (await Client.ActAsync(run, "cancel")).ReadAsync(HttpStatusCode.OK);

        Assert.Equal("cancelled", (await Client.EndOfAsync(run)).Text("status"));
    }

    [Fact]
    public async Task Publish_DraftWithABreakpoint_RunsPastItInProduction()
    {
        var id = await Client.PublishedAsync(Chain.Replace("\"id\":\"a\",", "\"id\":\"a\",\"breakpoint\":true,", StringComparison.Ordinal));

        Assert.Equal("succeeded", (await (await Client.StartAsync(id, """{"input":{"n":1}}""", "?wait=60")).ReadAsync(HttpStatusCode.OK)).Text("status"));
    }

    [Fact]
    public async Task Test_UnfinishedNodeThatIsNotReached_DoesNotMatter()
    {
        const string unfinished = """
            {"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},{"id":"a","type":"flow.noop","name":"A"},{"id":"h","type":"http.request","name":"Later","parameters":{}},{"id":"u","type":"no.such","name":"Unknown"}],
             "edges":[{"from":"t","to":"a"},{"from":"a","to":"h"},{"from":"h","to":"u"}]}
            """;
        var id = (await Client.CreateAsync(unfinished)).Text("id");

        Assert.Equal("succeeded", (await TestAsync(id, """{"until":"a"}""")).Text("status"));
        Assert.Equal("failed", (await TestAsync(id, "{}")).Text("status"));
        var unknown = await TestAsync(id, """{"pins":{"h":{"n":1}}}""");
        Assert.Equal("failed", unknown.Text("status"));
        Assert.Contains("no.such", unknown.GetProperty("error").Text("message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"from":"zz"}""", HttpStatusCode.BadRequest, "node")]
    [InlineData("""{"until":"zz"}""", HttpStatusCode.BadRequest, "node")]
    [InlineData("""{"pins":{"zz":{}}}""", HttpStatusCode.BadRequest, "node")]
    [InlineData("""{"breakpoints":["zz"]}""", HttpStatusCode.BadRequest, "node")]
    [InlineData("""{"trigger":"a"}""", HttpStatusCode.BadRequest, "trigger")]
    [InlineData("""{"draft":[]}""", HttpStatusCode.BadRequest, "unreadable-definition")]
    [InlineData("""{"draft":{"nodes":[{"id":"a","type":"flow.noop","name":"A"}]}}""", HttpStatusCode.BadRequest, "trigger")]
    [InlineData("""{"draft":{"nodes":[{"id":"t","type":"trigger.manual","name":"T"},{"id":"t","type":"flow.noop","name":"A"}]}}""", HttpStatusCode.UnprocessableEntity, "invalid-definition")]
    [InlineData("""{"draft":{"nodes":[{"id":"t","type":"trigger.manual","name":"T"}],"edges":[{"from":"t","to":"gone"}]}}""", HttpStatusCode.UnprocessableEntity, "invalid-definition")]
    [InlineData("""{"draft":{"nodes":[{"id":"t","type":"trigger.manual","name":"T"},{"id":"a","type":"flow.noop","name":"A"}],"edges":[{"from":"t","output":"nope","to":"a"}]}}""", HttpStatusCode.UnprocessableEntity, "invalid-definition")]
    public async Task Test_OutOfShape_IsRefused(string body, HttpStatusCode status, string code) =>
        await (await Client.PostJsonAsync($"/api/workflows/{await DraftAsync()}/test-runs", body)).ReadProblemAsync(status, code);

    [Fact]
    public async Task Test_UnknownWorkflow_IsNotFoundEvenWithADraft()
    {
        const string path = "/api/workflows/01890000-0000-7000-8000-000000000000/test-runs";

        await (await Client.PostJsonAsync(path, "{}")).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await Client.PostJsonAsync(path, $$"""{"draft":{{Chain}}}""")).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    private async Task<string> DraftAsync() => (await Client.CreateAsync(Chain)).Text("id");

    private async Task<JsonElement> TestAsync(string workflow, string body) =>
        await (await Client.PostJsonAsync($"/api/workflows/{workflow}/test-runs?wait=60", body)).ReadAsync(HttpStatusCode.OK);
}

public sealed class SqliteTestRunTests(DefaultServer host) : TestRunTests(host), IClassFixture<DefaultServer>;

public sealed class PostgresTestRunTests(DefaultPostgresServer host) : TestRunTests(host), IClassFixture<DefaultPostgresServer>;
