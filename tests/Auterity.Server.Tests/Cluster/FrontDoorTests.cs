using System.Net;
using System.Text.Json;
using Auterity.Platform.Tenancy;
using Auterity.Sdk;
using Auterity.Server.Tests.Process;
using Auterity.Server.Tests.Process.Kills;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Shards;
using Auterity.Workflows.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Server.Tests.Cluster;

/// <summary>One process asks, another has the shard: nobody outside can tell.</summary>
public sealed class FrontDoorTests : IAsyncLifetime
{
    private const string Hook = """{"id":"t","type":"trigger.webhook","name":"Start","parameters":{"path":"ask","respond":"respondNode","dedupe":"={{ $json.body.key }}"}}""";
    private const string Respond = """{"id":"say","type":"http.respond","name":"Say","parameters":{"respondWith":"json","json":{"said":"={{ $json.body.n * 2 }}"}}}""";
    private const string WaitForGo = """{"id":"wait","type":"flow.wait","name":"Wait","parameters":{"for":"signal","signal":"go"}}""";

    private TwoServers two = null!;

    private HttpClient A => two.A.Client;

    private HttpClient B => two.B.Client;

    public async ValueTask InitializeAsync() => two = await TwoServers.StartAsync(TestEndpoints.Map);

    public ValueTask DisposeAsync() => two is null ? ValueTask.CompletedTask : two.DisposeAsync();

    [Fact]
    public async Task Ask_ShardElsewhere_AnswersAsIfItWereHere()
    {
        await StartAndWaitAsync();
        await StartByHookAsync();
        await CommandsAsync();
        await SameKeyFromBothSidesAsync();
        await ForkAsync();
    }

    [Fact]
    public async Task Publish_OnOne_TheOtherAnswersWithTheNewVersion()
    {
        var id = await KillFlows.PublishAsync(A, "told", Answering(1));
        await UntilSaidAsync(1);

        using var saved = await A.PutAsync($"/api/workflows/{id}", KillFlows.Body($$"""{"definition":{{Answering(2)}}}"""), Json.Token);
        await saved.ReadAsync(HttpStatusCode.OK);
        using var published = await A.PostAsync($"/api/workflows/{id}/publish", KillFlows.Body("{}"), Json.Token);
        await published.ReadAsync(HttpStatusCode.OK);
        await UntilSaidAsync(2);

        using var off = await A.PatchAsync($"/api/workflows/{id}", KillFlows.Body("""{"active":false}"""), Json.Token);
        await off.ReadAsync(HttpStatusCode.OK);
        await UntilSaidAsync(null);
    }

    [Fact]
    public async Task Watch_RunElsewhere_HearsOfItsEnd()
    {
        var id = await KillFlows.PublishAsync(A, "watched", KillFlows.Flow(KillFlows.Manual, WaitForGo, KillFlows.After));
        var run = Guid.Parse(await StartAsync(A, id, await KeyForAsync(two.B, id)));
        var watchers = two.A.Services.GetRequiredService<RunWatchers>();
        var ended = new TaskCompletionSource<RunChanged>(TaskCreationOptions.RunContinuationsAsynchronously);
        watchers.OnChanged += change => { if (change.RunId == run && change.Status == RunStatus.Succeeded) ended.TrySetResult(change); };

        watchers.WatchRun(run);
        using var signal = await B.PostAsync($"/api/runs/{run}/signal", KillFlows.Body("""{"name":"go"}"""), Json.Token);
        await signal.ReadAsync(HttpStatusCode.OK);

        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Json.Token);
    }

    [Fact]
    public async Task IdempotencyKey_AtBothAtOnce_StartsOneThing()
    {
        var answers = await Task.WhenAll(PostAsync(A), PostAsync(B));

        Assert.Equal(answers[0], answers[1]);

        static async Task<string> PostAsync(HttpClient client)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/test/start") { Content = KillFlows.Body("""{"name":"abc","count":1}""") };
            request.Headers.Add("Idempotency-Key", "both");
            using var response = await client.SendAsync(request, Json.Token);
            return (await response.ReadAsync(HttpStatusCode.Created)).ToString();
        }
    }

    private async Task StartAndWaitAsync()
    {
        var id = await KillFlows.PublishAsync(A, "wait", KillFlows.Quick);
        using var request = Start(id, await KeyForAsync(two.B, id), "?wait=60");
        using var response = await A.SendAsync(request, Json.Token);
        var run = await response.ReadAsync(HttpStatusCode.OK);
        Assert.Equal("succeeded", run.Text("status"));
        Assert.True(run.GetProperty("output")[0].GetProperty("done").GetBoolean());
        Assert.NotNull(TwoServers.DirectoryOf(two.B).Find(RunId.ShardOf(Guid.Parse(run.Text("id")))));
    }

    private async Task StartByHookAsync()
    {
        var id = await KillFlows.PublishAsync(A, "hook", KillFlows.Flow(Hook, Respond));
        // The key of a hook is "hook/" and what its dedupe says.
        var key = await KeyForAsync(two.B, id, "hook/");
        using var answer = await A.PostAsync("/hooks/ask", KillFlows.Body($$"""{"n":21,"key":"{{key}}"}"""), Json.Token);
        Assert.Equal(42, (await answer.ReadAsync(HttpStatusCode.OK)).GetProperty("said").GetInt32());
    }

    private async Task CommandsAsync()
    {
        var id = await KillFlows.PublishAsync(A, "commands", KillFlows.Flow(KillFlows.Manual, WaitForGo, KillFlows.After));
        var run = await StartAsync(A, id, await KeyForAsync(two.B, id));
        foreach (var (verb, body) in new[] { ("pause", "{}"), ("signal", """{"name":"go"}"""), ("resume", "{}") })
        {
            using var done = await A.PostAsync($"/api/runs/{run}/{verb}", KillFlows.Body(body), Json.Token);
            await done.ReadAsync(HttpStatusCode.OK);
        }

        Assert.Equal("succeeded", (await A.GetJsonAsync($"/api/runs/{run}?wait=60")).Text("status"));
        using var late = await A.PostAsync($"/api/runs/{run}/cancel", KillFlows.Body("{}"), Json.Token);
        await late.ReadProblemAsync(HttpStatusCode.Conflict, "run-state");
        using var unknown = await A.PostAsync($"/api/runs/{RunId.New(TimeProvider.System.GetUtcNow(), RunId.ShardOf(Guid.Parse(run)))}/cancel", KillFlows.Body("{}"), Json.Token);
        await unknown.ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    private async Task SameKeyFromBothSidesAsync()
    {
        var id = await KillFlows.PublishAsync(A, "both", KillFlows.Quick);
        var keys = Enumerable.Range(0, 20).Select(i => $"both-{i}").ToList();
        var pairs = await Task.WhenAll(keys.Select(async key => await Task.WhenAll(StartAsync(A, id, key), StartAsync(B, id, key))));
        Assert.All(pairs, pair => Assert.Equal(pair[0], pair[1]));
        Assert.Equal(keys.Count, pairs.Select(pair => pair[0]).Distinct().Count());
    }

    private async Task ForkAsync()
    {
        var id = await KillFlows.PublishAsync(A, "fork", KillFlows.Flow(KillFlows.Manual, KillFlows.Keep, KillFlows.After));
        using var request = Start(id, await KeyForAsync(two.A, id), "?wait=60");
        using var response = await A.SendAsync(request, Json.Token);
        var source = (await response.ReadAsync(HttpStatusCode.OK)).Text("id");
        var engine = two.A.Services.GetRequiredService<RunEngine>();
        var run = (await engine.ReadAsync(await TenantAsync(), Guid.Parse(source), Json.Token))!;
        var point = run.State.Activations.Single(step => step.Node.Id == "keep").Id;
        IReadOnlyList<Item> edited = [Item.From(JsonDocument.Parse("""{"n":99}""").RootElement)];
        var plan = RunFork.Plan(run, run.Workflow, point, edited);
        var start = new StartRequest(run.Workflow, run.State.Plan.Trigger, run.State.Start!.Input, RunMode.Production, new RunHeader())
        {
            RunId = RunId.New(TimeProvider.System.GetUtcNow(), TwoServers.DirectoryOf(two.B).Local.First().Number),
            Prepare = plan.Replay, Fork = plan.Origin, ForkOutput = edited, Waiter = new RunWaiter(wantsAnswer: false),
        };

        var outcome = await engine.StartAsync(start);

        Assert.Equal(StartStatus.Accepted, outcome.Status);
        var news = await start.Waiter.News.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Json.Token);
        Assert.Equal(99, Assert.Single(news.Output).Json.GetProperty("n").GetInt32());
    }

    private async Task UntilSaidAsync(int? said)
    {
        for (var tries = 0; ; tries++)
        {
            using var answer = await B.PostAsync("/hooks/version", KillFlows.Body("{}"), Json.Token);
            if (said is null ? answer.StatusCode == HttpStatusCode.NotFound : answer.IsSuccessStatusCode && (await answer.ReadAsync(HttpStatusCode.OK)).GetProperty("v").GetInt32() == said) return;
            Assert.True(tries < 300, $"B did not come to answer {said?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "404"}.");
            await Pause.MillisecondsAsync(100, Json.Token);
        }
    }

    private static string Answering(int version) => KillFlows.Flow(
        """{"id":"t","type":"trigger.webhook","name":"Start","parameters":{"path":"version","respond":"whenFinished"}}""",
        $$$"""{"id":"say","type":"data.set","name":"Say","parameters":{"fields":[{"name":"v","type":"number","value":{{{version}}}}],"includeOther":"none"}}""");

    private static async Task<string> StartAsync(HttpClient client, string workflow, string key)
    {
        using var request = Start(workflow, key, "");
        using var response = await client.SendAsync(request, Json.Token);
        return (await response.ReadAsync(response.StatusCode == HttpStatusCode.OK ? HttpStatusCode.OK : HttpStatusCode.Created)).Text("id"); // 200: the key was there already
    }

    private static HttpRequestMessage Start(string workflow, string key, string query)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/workflows/{workflow}/runs{query}") { Content = KillFlows.Body("""{"input":{"n":1}}""") };
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    private async Task<string> KeyForAsync(Server home, string workflow, string prefix = "") => TwoServers.KeyFor(home, await TenantAsync(), Guid.Parse(workflow), prefix);

    private async ValueTask<Guid> TenantAsync() => await two.A.Services.GetRequiredService<TenantDirectory>().DefaultAsync(Json.Token);
}
