using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Auterity.Server.Tests.Runs;

public abstract class StepTests(SharedServer host)
{
    private HttpClient Client => host.Client;

    [Fact]
    public async Task Steps_OfAFinishedRun_TellInputsOutputsAndTimes()
    {
        var run = await Client.RunAsync(await Client.PublishedAsync(RunFlows.Double), """{"input":[{"n":1},{"n":2}]}""");
        await Client.EndOfAsync(run);

        var step = (await Client.StepsAsync(run)).Single(step => step.Text("nodeId") == "d");

        Assert.Equal(("Double", "data.set", "succeeded", 0), (step.Text("node"), step.Text("type"), step.Text("status"), step.GetProperty("number").GetInt32()));
        Assert.Equal(2, step.GetProperty("inputs").GetProperty("main").GetProperty("count").GetInt32());
        Assert.Equal([2, 4], step.GetProperty("outputs").GetProperty("main").GetProperty("items").EnumerateArray().Select(item => item.GetProperty("json").GetProperty("result").GetInt32()));
        Assert.Equal(1, step.GetProperty("attempts").GetInt32());
        Assert.True(step.GetProperty("finishedAt").GetDateTimeOffset() >= step.GetProperty("startedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Steps_OfAFailedRun_TellErrorAndLog()
    {
        var run = await Client.RunAsync(await Client.PublishedAsync(RunFlows.Failing));
        await Client.EndOfAsync(run);

        var step = (await Client.StepsAsync(run, "?node=Breaks")).Single();

        Assert.Equal("failed", step.Text("status"));
        Assert.Contains("Out of apples", step.GetProperty("error").Text("message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("const a = 1;\\nthrow new Error('no apples')", "The code of 'Says' threw an error in line 2: no apples")]
    [InlineData("\\n\\nreturn $json.nothing.there", "The code of 'Says' threw an error in line 3: ")]
    public async Task Steps_WhoseCodeThrows_SayWhichAndWhere(string code, string message)
    {
        var run = await Client.RunAsync(await Client.PublishedAsync(
            """{"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},{"id":"c","type":"code.javascript","name":"Says","parameters":{"code":"CODE"}}],"edges":[{"from":"t","to":"c"}]}"""
                .Replace("CODE", code, StringComparison.Ordinal)));
        await Client.EndOfAsync(run);

        var step = (await Client.StepsAsync(run, "?node=c")).Single();

        Assert.StartsWith(message, step.GetProperty("error").Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_WithALog_ShowIt()
    {
        var run = await Client.RunAsync(await Client.PublishedAsync(
            """{"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},{"id":"c","type":"code.javascript","name":"Says","parameters":{"code":"console.log('hello', 7); return [{}]"}}],"edges":[{"from":"t","to":"c"}]}"""));
        await Client.EndOfAsync(run);

        var step = (await Client.StepsAsync(run, "?node=c")).Single();

        Assert.Contains("hello 7", step.GetProperty("log")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_NumberWasRounded_SayItInTheirLog()
    {
        var run = await Client.RunAsync(await Client.PublishedAsync(
            """{"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},{"id":"s","type":"state.set","name":"Keep","parameters":{"key":"n","value":"={{ $json.id + 1 }}"}}],"edges":[{"from":"t","to":"s"}]}"""),
            """{"input":{"id":12345678901234567890}}""");
        await Client.EndOfAsync(run);

        var step = (await Client.StepsAsync(run, "?node=s")).Single();

        Assert.Contains("whole number", step.GetProperty("log")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("k", ActivityStatusCode.Ok)]
    [InlineData("={{ '' }}", ActivityStatusCode.Error)]
    public async Task Attempt_SomebodyTraces_IsASpan(string key, ActivityStatusCode status)
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name == "Auterity", Sample = (ref _) => ActivitySamplingResult.AllData, ActivityStopped = spans.Enqueue };
        ActivitySource.AddActivityListener(listener);

        var run = await Client.RunAsync(await Client.PublishedAsync(
            $$$"""{"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},{"id":"s","type":"state.set","name":"Keep","parameters":{"key":"{{{key}}}","value":1}}],"edges":[{"from":"t","to":"s"}]}"""));
        await Client.EndOfAsync(run);

        var span = Assert.Single(spans, span => Equals(span.GetTagItem("auterity.run"), Guid.Parse(run)));
        Assert.Equal(("step", "s", 1, status), (span.OperationName, span.GetTagItem("auterity.node"), span.GetTagItem("auterity.attempt"), span.Status));
    }

    [Fact]
    public async Task Steps_AfterANumber_ShowOnlyWhatChangedSince()
    {
        var run = await Client.RunAsync(await Client.PublishedAsync(RunFlows.Waiting));
        await host.Server.UntilStatusAsync(Client, run, "waiting");
        var before = await Client.GetJsonAsync($"/api/runs/{run}/steps");
        var next = before.GetProperty("next").GetInt64();

        Assert.Empty(await Client.StepsAsync(run, $"?after={next}"));
        await (await Client.ActAsync(run, "signal", """{"name":"go","payload":{"by":"me"}}""")).ReadAsync(HttpStatusCode.OK);
        await Client.EndOfAsync(run);

        Assert.Equal(["w", "e"], (await Client.StepsAsync(run, $"?after={next}")).Select(step => step.Text("nodeId")));
        Assert.Equal(["t", "w"], before.GetProperty("steps").EnumerateArray().Select(step => step.Text("nodeId")));
    }

    [Fact]
    public async Task Steps_WithManyItems_ShowAsManyAsAskedFor()
    {
        var run = await Client.RunAsync(await Client.PublishedAsync(RunFlows.Double), $$"""{"input":[{{string.Join(',', Enumerable.Range(0, 50).Select(n => $$"""{"n":{{n}} }"""))}}]}""");
        await Client.EndOfAsync(run);

        foreach (var (query, shown) in new[] { ("?node=d", 20), ("?node=d&items=0", 0), ("?node=d&items=45", 45) })
        {
            var port = (await Client.StepsAsync(run, query)).Single().GetProperty("outputs").GetProperty("main");
            Assert.Equal((50, shown), (port.GetProperty("count").GetInt32(), port.GetProperty("items").GetArrayLength()));
        }

        await (await Client.GetAsync($"/api/runs/{run}/steps?items=1001", Json.Token)).ReadProblemAsync(HttpStatusCode.BadRequest, "items");
        await (await Client.GetAsync($"/api/runs/{run}/steps?after=x", Json.Token)).ReadProblemAsync(HttpStatusCode.BadRequest, "bad-request");
    }

    [Fact]
    public async Task Steps_OfASensitiveNode_HideItsData()
    {
        var run = await Client.RunAsync(await Client.PublishedAsync(
            """{"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},{"id":"s","type":"data.set","name":"Card","parameters":{"fields":[{"name":"card","value":"4111"}]},"policy":{"sensitive":true}}],"edges":[{"from":"t","to":"s"}]}"""));
        await Client.EndOfAsync(run);

        var step = (await Client.StepsAsync(run, "?node=s")).Single();

        Assert.True(step.GetProperty("outputs").GetProperty("main").GetProperty("hidden").GetBoolean());
        Assert.DoesNotContain("4111", step.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_OfAJoinThatWasForced_CarryAWarning()
    {
        // The loop's exits arrive at different rates: the join goes on without what never comes.
        var run = await Client.RunAsync(await Client.PublishedAsync("""
            {"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},{"id":"l","type":"flow.loop","name":"Loop","parameters":{"batchSize":1}},{"id":"a","type":"flow.noop","name":"A"},
              {"id":"o","type":"flow.noop","name":"Once"},{"id":"m","type":"flow.noop","name":"Both"}],
             "edges":[{"from":"t","to":"l"},{"from":"l","output":"loop","to":"a"},{"from":"a","to":"l"},{"from":"a","to":"m"},{"from":"t","to":"o"},{"from":"o","to":"m"}]}
            """), """{"input":[{"n":1},{"n":2},{"n":3}]}""");
        var end = await Client.EndOfAsync(run);

        var forced = (await Client.StepsAsync(run, "?node=m")).Where(step => step.GetProperty("forced").GetBoolean()).ToList();

        Assert.Equal("succeeded", end.Text("status"));
        Assert.NotEmpty(forced);
    }
}

public sealed class SqliteStepTests(DefaultServer host) : StepTests(host), IClassFixture<DefaultServer>;

public sealed class PostgresStepTests(DefaultPostgresServer host) : StepTests(host), IClassFixture<DefaultPostgresServer>;
