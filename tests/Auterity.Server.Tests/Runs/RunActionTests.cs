using System.Net;

namespace Auterity.Server.Tests.Runs;

public abstract class RunActionTests(SharedServer host)
{
    private HttpClient Client => host.Client;

    [Fact]
    public async Task Cancel_WaitingRun_EndsItAndIsRepeatable()
    {
        var run = await StartWaitingAsync();

        await (await Client.ActAsync(run, "cancel")).ReadAsync(HttpStatusCode.OK);
        await (await Client.ActAsync(run, "cancel")).ReadAsync(HttpStatusCode.OK);

        Assert.Equal("cancelled", (await Client.EndOfAsync(run)).Text("status"));
        Assert.Equal("cancelled", (await Client.StepsAsync(run, "?node=w")).Single().Text("status"));
        var problem = await (await Client.ActAsync(run, "signal", """{"name":"go"}""")).ReadProblemAsync(HttpStatusCode.Conflict, "run-state");
        Assert.Equal("cancelled", problem.Text("status"));
    }

    [Fact]
    public async Task Cancel_FinishedRun_IsRefused()
    {
        var run = await Client.RunAsync(await Client.PublishedAsync(RunFlows.Double), """{"input":{"n":1}}""");
        await Client.EndOfAsync(run);

        await (await Client.ActAsync(run, "cancel")).ReadProblemAsync(HttpStatusCode.Conflict, "run-state");
    }

    [Fact]
    public async Task Pause_AndResume_HoldTheRunAndKeepItsSignals()
    {
        var run = await StartWaitingAsync();

        var paused = await (await Client.ActAsync(run, "pause")).ReadAsync(HttpStatusCode.OK);
        await (await Client.ActAsync(run, "signal", """{"name":"go","payload":{"while":"paused"}}""")).ReadAsync(HttpStatusCode.OK);
        var still = await Client.GetJsonAsync($"/api/runs/{run}");
        await (await Client.ActAsync(run, "resume")).ReadAsync(HttpStatusCode.OK);

        Assert.Equal(("paused", "paused"), (paused.Text("status"), still.Text("status")));
        Assert.Equal("""[{"while":"paused"}]""", (await Client.EndOfAsync(run)).GetProperty("output").GetRawText());
    }

    [Fact]
    public async Task Resume_RunThatIsNotPaused_IsRefused() =>
        await (await Client.ActAsync(await StartWaitingAsync(), "resume")).ReadProblemAsync(HttpStatusCode.Conflict, "run-state");

    [Fact]
    public async Task Retry_FailedRun_KeepsWhatSucceeded()
    {
        var run = await Client.RunAsync(await Client.PublishedAsync(RunFlows.Failing));
        await Client.EndOfAsync(run);

        await (await Client.ActAsync(run, "retry")).ReadAsync(HttpStatusCode.OK);
        var end = await Client.EndOfAsync(run);

        Assert.Equal("failed", end.Text("status"));
        Assert.Equal(["t", "a", "f"], (await Client.StepsAsync(run)).Select(step => step.Text("nodeId")));
    }

    [Fact]
    public async Task Retry_RunThatDidNotFail_IsRefused()
    {
        var run = await Client.RunAsync(await Client.PublishedAsync(RunFlows.Double), """{"input":{"n":1}}""");
        await Client.EndOfAsync(run);

        await (await Client.ActAsync(run, "retry")).ReadProblemAsync(HttpStatusCode.Conflict, "run-state");
        await (await Client.ActAsync(await StartWaitingAsync(), "retry")).ReadProblemAsync(HttpStatusCode.Conflict, "run-state");
    }

    [Fact]
    public async Task Signal_BeforeSomebodyWaits_IsKept()
    {
        var workflow = await Client.PublishedAsync("""
            {"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},{"id":"w","type":"flow.wait","name":"First","parameters":{"for":"signal","signal":"go"}},
              {"id":"v","type":"flow.wait","name":"Second","parameters":{"for":"signal","signal":"later"}}],"edges":[{"from":"t","to":"w"},{"from":"w","to":"v"}]}
            """);
        var run = await Client.RunAsync(workflow);

        await (await Client.ActAsync(run, "signal", """{"name":"later","payload":{"n":2}}""")).ReadAsync(HttpStatusCode.OK);
        await (await Client.ActAsync(run, "signal", """{"name":"go","payload":{"n":1}}""")).ReadAsync(HttpStatusCode.OK);

        Assert.Equal("""[{"n":2}]""", (await Client.EndOfAsync(run)).GetProperty("output").GetRawText());
    }

    [Fact]
    public async Task Signal_WithTheSameDedupeId_IsTakenOnce()
    {
        var workflow = await Client.PublishedAsync("""
            {"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},{"id":"w","type":"flow.wait","name":"First","parameters":{"for":"signal","signal":"go"}},
              {"id":"v","type":"flow.wait","name":"Second","parameters":{"for":"signal","signal":"go"}}],"edges":[{"from":"t","to":"w"},{"from":"w","to":"v"}]}
            """);
        var run = await Client.RunAsync(workflow);

        for (var i = 0; i < 3; i++)
            await (await Client.ActAsync(run, "signal", """{"name":"go","payload":{"n":1},"dedupeId":"a"}""")).ReadAsync(HttpStatusCode.OK);
        await host.Server.UntilAsync(Client, run, view => view.GetProperty("steps").GetInt32() == 3 && view.Text("status") == "waiting");
        await (await Client.ActAsync(run, "signal", """{"name":"go","payload":{"n":2},"dedupeId":"b"}""")).ReadAsync(HttpStatusCode.OK);

        Assert.Equal("""[{"n":2}]""", (await Client.EndOfAsync(run)).GetProperty("output").GetRawText());
    }

    [Theory]
    [InlineData("done", ""","output":{"apples":3}""", "succeeded", """[{"apples":3}]""")]
    [InlineData("fail", "", "failed", null)]
    public async Task Decide_HeldStep_GoesOnAsSaid(string decision, string output, string status, string? expected)
    {
        var run = await Client.RunAsync(await Client.PublishedAsync(RunFlows.Held));
        var held = await host.Server.UntilStatusAsync(Client, run, "needsDecision");
        var attention = held.GetProperty("attention")[0];

        await (await Client.ActAsync(run, "decide", $$"""{"step":{{attention.GetProperty("step").GetInt32()}},"decision":"{{decision}}"{{output}}}""")).ReadAsync(HttpStatusCode.OK);
        var end = await Client.EndOfAsync(run);

        Assert.Equal(("held", "Breaks", status), (attention.Text("why"), attention.Text("node"), end.Text("status")));
        Assert.Equal(expected, end.TryGetProperty("output", out var items) ? items.GetRawText() : null);
    }

    [Fact]
    public async Task Decide_StepThatDoesNotWait_IsRefused()
    {
        var run = await StartWaitingAsync();

        await (await Client.ActAsync(run, "decide", """{"step":0,"decision":"done"}""")).ReadProblemAsync(HttpStatusCode.Conflict, "run-state");
        await (await Client.ActAsync(run, "decide", """{"step":99,"decision":"done"}""")).ReadProblemAsync(HttpStatusCode.Conflict, "run-state");
        await (await Client.ActAsync(run, "decide", """{"decision":"done"}""")).ReadProblemAsync(HttpStatusCode.BadRequest, "invalid");
        await (await Client.ActAsync(run, "decide", """{"step":0,"decision":"perhaps"}""")).ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-json");
    }

    [Fact]
    public async Task Fork_DryRun_TellsWhatWouldHappenAndStartsNothing()
    {
        var workflow = await Client.PublishedAsync(RunFlows.Double);
        var run = await Client.RunAsync(workflow, """{"input":{"n":1}}""");
        await Client.EndOfAsync(run);

        using var response = await Client.ActAsync(run, "fork", """{"step":1,"dryRun":true}""");

        var preview = await response.ReadAsync(HttpStatusCode.OK);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal((1, 0), (preview.GetProperty("kept").GetInt32(), preview.GetProperty("repeats").GetArrayLength()));
        Assert.Single((await Client.GetJsonAsync($"/api/runs?workflowId={workflow}")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Fork_WithEditedOutput_GoesOnFromThere()
    {
        var run = await Client.RunAsync(await Client.PublishedAsync(RunFlows.Double), """{"input":{"n":1},"label":"first"}""");
        await Client.EndOfAsync(run);

        var fork = await (await Client.ActAsync(run, "fork", """{"step":0,"output":{"n":50}}""")).ReadAsync(HttpStatusCode.Created);
        var end = await Client.EndOfAsync(fork.Text("id"));

        Assert.NotEqual(run, fork.Text("id"));
        Assert.Equal(("""[{"result":100}]""", "first"), (end.GetProperty("output").GetRawText(), end.Text("label")));
    }

    [Fact]
    public async Task Fork_WithAChangedDefinition_RunsThat()
    {
        var run = await Client.RunAsync(await Client.PublishedAsync(RunFlows.Double), """{"input":{"n":1}}""");
        await Client.EndOfAsync(run);
        var changed = RunFlows.Double.Replace("$json.n * 2", "$json.n * 3", StringComparison.Ordinal);

        var fork = await (await Client.ActAsync(run, "fork", $$"""{"step":1,"definition":{{changed}}}""")).ReadAsync(HttpStatusCode.Created);

        Assert.Equal("""[{"result":3}]""", (await Client.EndOfAsync(fork.Text("id"))).GetProperty("output").GetRawText());
    }

    [Theory]
    [InlineData("""{"step":9}""", HttpStatusCode.Conflict, "fork")]
    [InlineData("""{"step":-1}""", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("{}", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("""{"step":1,"definition":{"nodes":[]}}""", HttpStatusCode.Conflict, "fork")]
    [InlineData("""{"step":0,"definition":{"nodes":[]}}""", HttpStatusCode.Conflict, "fork")]
    [InlineData("""{"step":0,"output":{},"definition":{"nodes":[{"id":"x","type":"trigger.manual","name":"X"}]}}""", HttpStatusCode.Conflict, "fork")]
    [InlineData("""{"step":1,"definition":7}""", HttpStatusCode.BadRequest, "unreadable-definition")]
    [InlineData("""{"step":1,"definition":{"nodes":[{"id":"t","type":"trigger.manual","name":"A"},{"id":"t","type":"flow.noop","name":"B"}]}}""", HttpStatusCode.UnprocessableEntity, "invalid-definition")]
    public async Task Fork_OutOfShape_IsRefused(string body, HttpStatusCode status, string code)
    {
        var run = await Client.RunAsync(await Client.PublishedAsync(RunFlows.Double), """{"input":{"n":1}}""");
        await Client.EndOfAsync(run);

        await (await Client.ActAsync(run, "fork", body)).ReadProblemAsync(status, code);
    }

    [Fact]
    public async Task Fork_SameIdempotencyKey_StartsOneRun()
    {
        var run = await Client.RunAsync(await Client.PublishedAsync(RunFlows.Double), """{"input":{"n":1}}""");
        await Client.EndOfAsync(run);

        var ids = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/runs/{run}/fork") { Content = Workflows.Flows.Body("""{"step":1}""") };
            request.Headers.Add("Idempotency-Key", "fork-" + run);
            ids.Add((await (await Client.SendAsync(request, Json.Token)).ReadAsync(HttpStatusCode.Created)).Text("id"));
        }

        Assert.Equal(ids[0], ids[1]);
    }

    private async Task<string> StartWaitingAsync()
    {
        var run = await Client.RunAsync(await Client.PublishedAsync(RunFlows.Waiting));
        await host.Server.UntilStatusAsync(Client, run, "waiting");
        return run;
    }
}

public sealed class SqliteRunActionTests(DefaultServer host) : RunActionTests(host), IClassFixture<DefaultServer>;

public sealed class PostgresRunActionTests(DefaultPostgresServer host) : RunActionTests(host), IClassFixture<DefaultPostgresServer>;
