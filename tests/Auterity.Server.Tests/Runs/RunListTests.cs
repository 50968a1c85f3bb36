using System.Net;
using System.Text.Json;

namespace Auterity.Server.Tests.Runs;

public abstract class RunListTests(SharedServer host)
{
    private HttpClient Client => host.Client;

    [Fact]
    public async Task List_Filtered_ShowsWhatFits()
    {
        var good = await Client.PublishedAsync(RunFlows.Double, "Good");
        var bad = await Client.PublishedAsync(RunFlows.Failing, "Bad");
        var first = await Ended(good, """{"input":{"n":1},"label":"Invoice 7"}""");
        var failed = await Ended(bad, """{"label":"invoice 8"}""");
        var test = await Client.EndOfAsync((await (await Client.PostAsync($"/api/workflows/{good}/test-runs", Workflows.Flows.Body("{}"), Json.Token)).ReadAsync(HttpStatusCode.Created)).Text("id"));

        Assert.Equal([test.Text("id"), first.Text("id")], await ListAsync($"workflowId={good}"));
        Assert.Equal([failed.Text("id")], await ListAsync($"workflowId={bad}&status=failed"));
        Assert.Equal([test.Text("id"), first.Text("id")], await ListAsync($"workflowId={good}&status=succeeded,failed"));
        Assert.Empty(await ListAsync($"workflowId={good}&status=running"));
        Assert.Equal([failed.Text("id")], await ListAsync("label=invoice%208"));
        Assert.Equal([failed.Text("id"), first.Text("id")], await ListAsync("text=INVOICE"));
        Assert.Equal([failed.Text("id")], await ListAsync($"text=apples&workflowId={bad}"));
        Assert.Equal([first.Text("id")], await ListAsync($"text={first.Text("id")}"));
        Assert.Equal([test.Text("id")], await ListAsync($"workflowId={good}&mode=test"));
        Assert.Equal([first.Text("id")], await ListAsync($"workflowId={good}&mode=production"));
        Assert.Equal([first.Text("id")], await ListAsync($"workflowId={good}&mode=PRODUCTION&status=SUCCEEDED"));
        var cut = Uri.EscapeDataString(failed.GetProperty("startedAt").GetDateTimeOffset().ToOffset(TimeSpan.FromHours(2)).ToString("O"));
        Assert.Equal([first.Text("id")], await ListAsync($"workflowId={good}&before={cut}"));
        Assert.Equal([test.Text("id")], await ListAsync($"workflowId={good}&since={cut}"));
    }

    [Theory]
    [InlineData("mode=nonsense", "production, test, manual")]
    [InlineData("status=nonsense", "queued, running")]
    public async Task List_WordThatIsNone_NamesThoseThatAre(string query, string words)
    {
        var problem = await (await Client.GetAsync("/api/runs?" + query, Json.Token)).ReadAsync(HttpStatusCode.BadRequest);

        Assert.Contains(words, problem.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status=nonsense")]
    [InlineData("status=3")]
    [InlineData("mode=5")]
    [InlineData("mode=nonsense")]
    [InlineData("since=yesterday")]
    [InlineData("workflowId=7")]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("limit=x")]
    [InlineData("cursor=abc")]
    public async Task List_FilterOutOfShape_IsRefused(string query) =>
        await (await Client.GetAsync("/api/runs?" + query, Json.Token)).ReadProblemAsync(HttpStatusCode.BadRequest, "bad-request");

    [Fact]
    public async Task Page_WhileNewRunsArrive_ShowsEachOnce()
    {
        var workflow = await Client.PublishedAsync(RunFlows.Double);
        var before = new List<string>();
        for (var i = 0; i < 7; i++)
            before.Add(await Client.RunAsync(workflow));

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Client.GetJsonAsync($"/api/runs?workflowId={workflow}&limit=3{(cursor is null ? "" : "&cursor=" + cursor)}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(run => run.Text("id")));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
            await Client.RunAsync(workflow);
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Reverse(before), seen);
    }

    [Fact]
    public async Task Page_WithAnAlteredOrForeignCursor_IsRefused()
    {
        var workflow = await Client.PublishedAsync(RunFlows.Double);
        for (var i = 0; i < 3; i++)
            await Client.RunAsync(workflow);
        var cursor = (await Client.GetJsonAsync($"/api/runs?workflowId={workflow}&limit=1")).Text("next");
        var (other, _) = await host.Server.AddTenantAsync("cursor-" + Guid.CreateVersion7().ToString("N"));

        var altered = (cursor[0] == 'A' ? 'B' : 'A') + cursor[1..];
        await (await Client.GetAsync($"/api/runs?cursor={altered}", Json.Token)).ReadProblemAsync(HttpStatusCode.BadRequest, "bad-request");
        await (await other.GetAsync($"/api/runs?cursor={cursor}", Json.Token)).ReadProblemAsync(HttpStatusCode.BadRequest, "bad-request");
    }

    private async Task<JsonElement> Ended(string workflow, string body) => await Client.EndOfAsync(await Client.RunAsync(workflow, body));

    private async Task<IEnumerable<string>> ListAsync(string query) =>
        (await Client.GetJsonAsync("/api/runs?" + query)).GetProperty("items").EnumerateArray().Select(run => run.Text("id"));
}

public sealed class SqliteRunListTests(DefaultServer host) : RunListTests(host), IClassFixture<DefaultServer>;

public sealed class PostgresRunListTests(DefaultPostgresServer host) : RunListTests(host), IClassFixture<DefaultPostgresServer>;
