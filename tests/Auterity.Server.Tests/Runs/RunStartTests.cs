using System.Net;
using Auterity.Server.Tests.Workflows;

namespace Auterity.Server.Tests.Runs;

public abstract class RunStartTests(SharedServer host)
{
    private HttpClient Client => host.Client;

    [Fact]
    public async Task Start_Published_AnswersWithTheRunAndWhereItIs()
    {
        var workflow = await Client.PublishedAsync(RunFlows.Double);

        using var response = await Client.StartAsync(workflow, """{"input":{"n":21},"label":"mine"}""");

        var run = await response.ReadAsync(HttpStatusCode.Created);
        Assert.Equal($"/api/runs/{run.Text("id")}", response.Headers.Location!.ToString());
        Assert.Equal((workflow, 1, "production", "t", "mine"), (run.Text("workflowId"), run.GetProperty("version").GetInt32(), run.Text("mode"), run.Text("trigger"), run.Text("label")));
        Assert.Equal('7', run.Text("id")[14]);
        var end = await Client.EndOfAsync(run.Text("id"));
        Assert.Equal(("succeeded", """[{"result":42}]""", """{"n":21}"""), (end.Text("status"), end.GetProperty("output").GetRawText(), end.GetProperty("input").GetRawText()));
        Assert.True(end.GetProperty("finishedAt").GetDateTimeOffset() >= end.GetProperty("startedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Start_WithWait_AnswersWithTheFinishedRun()
    {
        var workflow = await Client.PublishedAsync(RunFlows.Double);

        var run = await (await Client.StartAsync(workflow, """{"input":{"n":4}}""", "?wait=60")).ReadAsync(HttpStatusCode.OK);

        Assert.Equal(("succeeded", """[{"result":8}]"""), (run.Text("status"), run.GetProperty("output").GetRawText()));
    }

    [Fact]
    public async Task Start_ThatTakesLongerThanTheWait_SaysHowFarItHasCome()
    {
        var workflow = await Client.PublishedAsync(RunFlows.Waiting);

        var run = await (await Client.StartAsync(workflow, "{}", "?wait=3")).ReadAsync(HttpStatusCode.Accepted);

        Assert.Equal(("waiting", 2), (run.Text("status"), run.GetProperty("steps").GetInt32()));
    }

    [Fact]
    public async Task Start_TheSameKeyWithAnotherTriggerOrLabel_IsRefused()
    {
        var workflow = await Client.PublishedAsync("""{"nodes":[{"id":"a","type":"trigger.manual","name":"A"},{"id":"b","type":"trigger.manual","name":"B"}],"edges":[]}""");
        var run = (await (await Client.StartAsync(workflow, """{"trigger":"b","label":"x"}""", "", "key-b")).ReadAsync(HttpStatusCode.Created)).Text("id");

        foreach (var other in new[] { "{}", """{"label":"x"}""", """{"trigger":"b"}""", """{"trigger":"b","label":"y"}""" })
            await (await Client.StartAsync(workflow, other, "", "key-b")).ReadProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key");
        Assert.Equal(run, (await (await Client.StartAsync(workflow, """{"trigger":"B","label":"x"}""", "", "key-b")).ReadAsync(HttpStatusCode.OK)).Text("id"));
    }

    [Fact]
    public async Task Start_WithAListOfObjects_HandsOnManyItems()
    {
        var workflow = await Client.PublishedAsync(RunFlows.Double);

        var run = await (await Client.StartAsync(workflow, """{"input":[{"n":1},{"n":2},{"n":3}]}""", "?wait=60")).ReadAsync(HttpStatusCode.OK);

        Assert.Equal("""[{"result":2},{"result":4},{"result":6}]""", run.GetProperty("output").GetRawText());
    }

    [Fact]
    public async Task Start_ThatTakesLongerThanTheWait_IsAcceptedAndGoesOn()
    {
        var workflow = await Client.PublishedAsync(RunFlows.Waiting);

        using var response = await Client.StartAsync(workflow, "{}", "?wait=0.05");

        var run = (await response.ReadAsync(HttpStatusCode.Accepted)).Text("id");
        Assert.Equal($"/api/runs/{run}", response.Headers.Location!.ToString());
        await host.Server.UntilStatusAsync(Client, run, "waiting");
        await (await Client.ActAsync(run, "signal", """{"name":"go"}""")).ReadAsync(HttpStatusCode.OK);
        Assert.Equal("succeeded", (await Client.EndOfAsync(run)).Text("status"));
    }

    [Fact]
    public async Task Start_FailingRunWithWait_TellsTheError()
    {
        var workflow = await Client.PublishedAsync(RunFlows.Failing);

        var run = await (await Client.StartAsync(workflow, "{}", "?wait=60")).ReadAsync(HttpStatusCode.OK);

        Assert.Equal("failed", run.Text("status"));
        Assert.Contains("Out of apples", run.GetProperty("error").Text("message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?wait=-1")]
    [InlineData("?wait=301")]
    [InlineData("?wait=NaN")]
    [InlineData("?wait=Infinity")]
    public async Task Start_WithAWaitOutOfRange_IsRefused(string query)
    {
        var workflow = await Client.PublishedAsync(RunFlows.Double);

        await (await Client.StartAsync(workflow, "{}", query)).ReadProblemAsync(HttpStatusCode.BadRequest, "wait");
    }

    [Fact]
    public async Task Start_NotPublished_SaysWhatToDo()
    {
        var id = (await Client.CreateAsync()).Text("id");

        await (await Client.StartAsync(id)).ReadProblemAsync(HttpStatusCode.Conflict, "not-published");
        await (await Client.StartAsync("01890000-0000-7000-8000-000000000000")).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Start_NamedTrigger_FiresThatOne()
    {
        var workflow = await Client.PublishedAsync(
            """{"nodes":[{"id":"t","type":"trigger.manual","name":"One"},{"id":"u","type":"trigger.manual","name":"Two"},{"id":"a","type":"flow.noop","name":"A"}],"edges":[{"from":"t","to":"a"},{"from":"u","to":"a"}]}""");

        var run = await (await Client.StartAsync(workflow, """{"trigger":"Two"}""", "?wait=60")).ReadAsync(HttpStatusCode.OK);

        Assert.Equal("u", run.Text("trigger"));
        await (await Client.StartAsync(workflow, """{"trigger":"a"}""")).ReadProblemAsync(HttpStatusCode.BadRequest, "trigger");
    }

    [Fact]
    public async Task Start_SameKeySameInput_GivesTheSameRunBack()
    {
        var workflow = await Client.PublishedAsync(RunFlows.Double);
        var first = await (await Client.StartAsync(workflow, """{"input":{"n":1}}""", "?wait=60", "key-1")).ReadAsync(HttpStatusCode.OK);

        var again = await (await Client.StartAsync(workflow, """{"input":{"n":1}}""", "", "key-1")).ReadAsync(HttpStatusCode.OK);
        var waited = await (await Client.StartAsync(workflow, """{"input":{"n":1}}""", "?wait=60", "key-1")).ReadAsync(HttpStatusCode.OK);

        Assert.Equal((first.Text("id"), "succeeded", """[{"result":2}]"""), (again.Text("id"), again.Text("status"), again.GetProperty("output").GetRawText()));
        Assert.Equal((first.Text("id"), "succeeded", """[{"result":2}]"""), (waited.Text("id"), waited.Text("status"), waited.GetProperty("output").GetRawText()));
        Assert.Single((await Client.GetJsonAsync($"/api/runs?workflowId={workflow}")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Start_SameKeyOtherInput_IsRefused()
    {
        var workflow = await Client.PublishedAsync(RunFlows.Double);
        await (await Client.StartAsync(workflow, """{"input":{"n":1}}""", "", "key-2")).ReadAsync(HttpStatusCode.Created);

        await (await Client.StartAsync(workflow, """{"input":{"n":2}}""", "", "key-2")).ReadProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key");
    }

    [Fact]
    public async Task Start_SameKeyWhileRunning_AttachesToTheRun()
    {
        var workflow = await Client.PublishedAsync(RunFlows.Waiting);
        var run = (await (await Client.StartAsync(workflow, "{}", "", "key-3")).ReadAsync(HttpStatusCode.Created)).Text("id");
        await host.Server.UntilStatusAsync(Client, run, "waiting");

        var attached = Client.StartAsync(workflow, "{}", "?wait=120", "key-3");
        var seen = await (await Client.StartAsync(workflow, "{}", "", "key-3")).ReadAsync(HttpStatusCode.OK);
        await (await Client.ActAsync(run, "signal", """{"name":"go"}""")).ReadAsync(HttpStatusCode.OK);

        Assert.Equal((run, "waiting"), (seen.Text("id"), seen.Text("status")));
        var end = await (await attached).ReadAsync(HttpStatusCode.OK);
        Assert.Equal((run, "succeeded"), (end.Text("id"), end.Text("status")));
    }

    [Fact]
    public async Task Start_SameKeyManyTimesAtOnce_StartsOneRun()
    {
        var workflow = await Client.PublishedAsync(RunFlows.Double);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Client.StartAsync(workflow, """{"input":{"n":1}}""", "", "key-4")));

        var runs = new HashSet<string>();
        foreach (var answer in answers)
        {
            Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK, answer.StatusCode.ToString());
            runs.Add((await answer.ReadAsync(answer.StatusCode)).Text("id"));
        }

        Assert.Single(runs);
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
    }

    [Fact]
    public async Task Start_KeyTooLong_IsRefused()
    {
        var workflow = await Client.PublishedAsync(RunFlows.Double);

        await (await Client.StartAsync(workflow, "{}", "", new string('k', 256))).ReadProblemAsync(HttpStatusCode.BadRequest, "idempotency-key");
    }

    [Fact]
    public async Task Start_InputLargerThanAnItemMayBe_Is413()
    {
        var workflow = await Client.PublishedAsync(RunFlows.Double);
        var body = $$$"""{"input":{"text":"{{{new string('x', 17 << 20)}}}"}}""";

        await (await Client.PostWaryAsync($"/api/workflows/{workflow}/runs", Flows.Body(body))).ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task Start_OfAnotherTenantsWorkflow_IsNotFound()
    {
        var workflow = await Client.PublishedAsync(RunFlows.Double);
        var run = await Client.RunAsync(workflow);
        var (other, _) = await host.Server.AddTenantAsync("other-" + Guid.CreateVersion7().ToString("N"));

        await (await other.StartAsync(workflow)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await other.PostJsonAsync($"/api/workflows/{workflow}/test-runs", $$"""{"draft":{{RunFlows.Double}}}""")).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await other.GetAsync($"/api/runs/{run}", Json.Token)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await other.GetAsync($"/api/runs/{run}/steps", Json.Token)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        foreach (var verb in new[] { "cancel", "pause", "resume", "retry" })
            await (await other.ActAsync(run, verb)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await other.ActAsync(run, "signal", """{"name":"go"}""")).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await other.ActAsync(run, "decide", """{"step":0,"decision":"done"}""")).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await other.ActAsync(run, "fork", """{"step":0}""")).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        Assert.Empty((await other.GetJsonAsync("/api/runs")).GetProperty("items").EnumerateArray());
    }
}

public sealed class SqliteRunStartTests(DefaultServer host) : RunStartTests(host), IClassFixture<DefaultServer>;

public sealed class PostgresRunStartTests(DefaultPostgresServer host) : RunStartTests(host), IClassFixture<DefaultPostgresServer>;
