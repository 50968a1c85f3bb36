using System.Net;
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
        var url = await LinkAsync((await StartAsync()).Run);

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

    private async Task<(string Run, string Link)> StartAsync()
    {
        var run = await host.Client.RunAsync(await host.Client.PublishedAsync(Approval));
        await host.Server.UntilStatusAsync(host.Client, run, "waiting");
        return (run, new Uri(await LinkAsync(run)).PathAndQuery);
    }

    private async Task<string> LinkAsync(string run) =>
        (await host.Client.StepsAsync(run, "?node=l")).Single().GetProperty("outputs").GetProperty("main").GetProperty("items")[0].GetProperty("json").Text("url");
}

public sealed class SqliteResumeTests(DefaultServer host) : ResumeTests(host), IClassFixture<DefaultServer>;

public sealed class PostgresResumeTests(DefaultPostgresServer host) : ResumeTests(host), IClassFixture<DefaultPostgresServer>;
