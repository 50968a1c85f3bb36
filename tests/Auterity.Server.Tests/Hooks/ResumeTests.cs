using System.Net;
using System.Text.Json;
using Auterity.Server.Tests.Runs;
using Auterity.Server.Tests.Workflows;

namespace Auterity.Server.Tests.Hooks;

public abstract class ResumeTests(SharedServer host)
{
    private const string Approval = """
        {"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},
          {"id":"l","type":"data.set","name":"Link","parameters":{"fields":[{"name":"url","value":"={{ $wait('Ask').url }}"}]}},
          {"id":"w","type":"flow.wait","name":"Ask","parameters":{"for":"signal"}}],
         "edges":[{"from":"t","to":"l"},{"from":"l","to":"w"}]}
        """;

    private HttpClient Caller => host.Server.Anonymous;

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Resume_WithTheLink_LetsTheStepGoOnWithWhatCame(string method)
    {
        var (run, link) = await StartAsync();

        await (await Caller.CallAsync(link + "&answer=yes", method, method == "POST" ? Flows.Body("""{"by":"ann"}""") : null)).ReadAsync(HttpStatusCode.OK);

        var output = (await host.Client.EndOfAsync(run)).GetProperty("output")[0];
        Assert.Equal("yes", output.GetProperty("query").Text("answer"));
        Assert.Equal(method == "POST" ? """{"by":"ann"}""" : "{}", output.GetProperty("body").GetRawText());
    }

    [Fact]
    public async Task Resume_Link_LeadsToWhereTheProcessListens()
    {
        var url = await UrlAsync((await StartAsync()).Run);

        Assert.Equal(host.Server.Address.Authority, new Uri(url).Authority);
    }

    [Fact]
    public async Task Resume_Twice_TellsTheSecondItWasTooLate()
    {
        var (run, link) = await StartAsync();
        await (await Caller.CallAsync(link)).ReadAsync(HttpStatusCode.OK);
        await host.Client.EndOfAsync(run);

        await (await Caller.CallAsync(link)).ReadProblemAsync(HttpStatusCode.Conflict, "resume-too-late");
    }

    [Fact]
    public async Task Resume_WithMoreThanAnItemHolds_IsRefusedAndTheStepStillWaits()
    {
        var (run, link) = await StartAsync();

        await (await Caller.CallAsync(link, "POST", Flows.Body($$"""{"text":"{{new string('x', 17 << 20)}}"}"""))).ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");

        Assert.Equal("waiting", (await host.Client.GetJsonAsync($"/api/runs/{run}")).Text("status"));
    }

    [Fact]
    public async Task Resume_AfterACancel_IsTooLate()
    {
        var (run, link) = await StartAsync();
        await (await host.Client.ActAsync(run, "cancel")).ReadAsync(HttpStatusCode.OK);
        await host.Client.EndOfAsync(run);

        await (await Caller.CallAsync(link)).ReadProblemAsync(HttpStatusCode.Conflict, "resume-too-late");
    }

    [Fact]
    public async Task Resume_WithAnAlteredLink_IsNotFound()
    {
        var (run, link) = await StartAsync();
        var (otherRun, _) = await StartAsync();

        var token = link[(link.IndexOf("token=", StringComparison.Ordinal) + 6)..];
        string[] altered =
        [
            link[..^1] + (link[^1] == 'A' ? 'B' : 'A'), link.Replace("token=" + token, "token=", StringComparison.Ordinal), link[..link.IndexOf('?', StringComparison.Ordinal)],
            link.Replace(Guid.Parse(run).ToString("N"), Guid.Parse(otherRun).ToString("N"), StringComparison.Ordinal), link.Replace("/w/0", "/l/0", StringComparison.Ordinal), link.Replace("/w/0", "/w/1", StringComparison.Ordinal),
            link + "%C3%A9",
        ];
        foreach (var bad in altered)
            await (await Caller.CallAsync(bad)).ReadProblemAsync(HttpStatusCode.NotFound, "resume-link");
        Assert.Equal("waiting", (await host.Client.GetJsonAsync($"/api/runs/{run}")).Text("status"));
    }

    [Fact]
    public async Task ResumeRun_WithTheLinkOfTheRun_LetsTheOldestOpenWaitGoOn()
    {
        var (run, link) = await StartAsync(TwoQuestions, steps: 3);

        await (await Caller.CallAsync(link + "&answer=one")).ReadAsync(HttpStatusCode.OK);
        await UntilWaitingAsync(run, steps: 4);
        await (await Caller.CallAsync(link + "&answer=two")).ReadAsync(HttpStatusCode.OK);

        await host.Client.EndOfAsync(run);
        Assert.Equal("one", (await OutputOfAsync(run, "first")).GetProperty("query").Text("answer"));
        Assert.Equal("two", (await OutputOfAsync(run, "second")).GetProperty("query").Text("answer"));
    }

    [Fact]
    public async Task ResumeRun_BeforeTheStepWaits_IsKeptForIt()
    {
        var (run, link) = await StartAsync(TwoQuestions.Replace("\"to\":\"first\"", "\"to\":\"s\"},{\"from\":\"s\",\"to\":\"first\"", StringComparison.Ordinal), steps: 3);

        await (await Caller.CallAsync(link + "&answer=early")).ReadAsync(HttpStatusCode.OK);
        await UntilWaitingAsync(run, steps: 5);

        Assert.Equal("early", (await OutputOfAsync(run, "first")).GetProperty("query").Text("answer"));
    }

    [Fact]
    public async Task ResumeRun_OnceNobodyWillWaitAgain_SaysWhatBecameOfTheWait()
    {
        var (run, link) = await StartAsync(OneQuestion, steps: 3);
        await (await Caller.CallAsync(link)).ReadAsync(HttpStatusCode.OK);
        await UntilWaitingAsync(run, steps: 4);

        var problem = await (await Caller.CallAsync(link)).ReadProblemAsync(HttpStatusCode.Conflict, "resume-too-late");

        Assert.Contains("'Ask' has already gone on (completed)", problem.Text("detail"), StringComparison.Ordinal);
        await (await host.Client.ActAsync(run, "cancel")).ReadAsync(HttpStatusCode.OK);
        await host.Client.EndOfAsync(run);
        await (await Caller.CallAsync(link)).ReadProblemAsync(HttpStatusCode.Conflict, "resume-too-late");
    }

    [Fact]
    public async Task ResumeRun_WithAnAlteredLink_IsNotFound()
    {
        var (run, link) = await StartAsync(OneQuestion, steps: 3);
        var (_, step) = await StartAsync();
        var token = step[(step.IndexOf("token=", StringComparison.Ordinal) + 6)..];

        string[] altered = [link[..^1] + (link[^1] == 'A' ? 'B' : 'A'), link[..link.IndexOf('?', StringComparison.Ordinal)], link[..(link.IndexOf("token=", StringComparison.Ordinal) + 6)] + token];
        foreach (var bad in altered)
            await (await Caller.CallAsync(bad)).ReadProblemAsync(HttpStatusCode.NotFound, "resume-link");
        Assert.Equal("waiting", (await host.Client.GetJsonAsync($"/api/runs/{run}")).Text("status"));
    }

    private const string OneQuestion = """
        {"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},
          {"id":"l","type":"data.set","name":"Link","parameters":{"fields":[{"name":"url","value":"={{ $execution.resumeUrl }}"}]}},
          {"id":"w","type":"flow.wait","name":"Ask","parameters":{"for":"signal"}},
          {"id":"s","type":"flow.wait","name":"Sleep","parameters":{"for":"duration","amount":1,"unit":"hours"}}],
         "edges":[{"from":"t","to":"l"},{"from":"l","to":"w"},{"from":"w","to":"s"}]}
        """;

    private const string TwoQuestions = """
        {"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},
          {"id":"l","type":"data.set","name":"Link","parameters":{"fields":[{"name":"url","value":"={{ $run.resumeUrl }}"}]}},
          {"id":"s","type":"flow.wait","name":"Sleep","parameters":{"for":"duration","amount":2,"unit":"seconds"}},
          {"id":"first","type":"flow.wait","name":"Ask","parameters":{"for":"signal"}},
          {"id":"second","type":"flow.wait","name":"Ask again","parameters":{"for":"signal"}}],
         "edges":[{"from":"t","to":"l"},{"from":"l","to":"first"},{"from":"first","to":"second"}]}
        """;

    private async Task<(string Run, string Link)> StartAsync(string workflow, int steps)
    {
        var run = await host.Client.RunAsync(await host.Client.PublishedAsync(workflow));
        await UntilWaitingAsync(run, steps);
        return (run, await LinkAsync(run));
    }

    private Task<JsonElement> UntilWaitingAsync(string run, int steps) =>
        host.Server.UntilAsync(host.Client, run, view => view.Text("status") == "waiting" && view.GetProperty("steps").GetInt32() == steps);

    private async Task<string> LinkAsync(string run) => new Uri(await UrlAsync(run)).PathAndQuery;

    private async Task<JsonElement> OutputOfAsync(string run, string node) =>
        (await host.Client.StepsAsync(run, $"?node={node}")).Single().GetProperty("outputs").GetProperty("main").GetProperty("items")[0].GetProperty("json");

    private async Task<(string Run, string Link)> StartAsync()
    {
        var run = await host.Client.RunAsync(await host.Client.PublishedAsync(Approval));
        await host.Server.UntilStatusAsync(host.Client, run, "waiting");
        return (run, await LinkAsync(run));
    }

    private async Task<string> UrlAsync(string run) => (await OutputOfAsync(run, "l")).Text("url");
}

public sealed class SqliteResumeTests(DefaultServer host) : ResumeTests(host), IClassFixture<DefaultServer>;

public sealed class PostgresResumeTests(DefaultPostgresServer host) : ResumeTests(host), IClassFixture<DefaultPostgresServer>;
