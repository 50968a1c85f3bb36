using System.Net;
using System.Text.Json;
using Auterity.Server.Tests.Process.Kills;

namespace Auterity.Server.Tests.Process;

/// <summary>The program is asked to stop while something is under way.</summary>
public sealed class DrainTests
{
    private const string Key = "drain-administrator-key-0123456789";

    [Fact]
    public async Task Stop_WithASlowEffectInFlight_FinishesItAndDoesNotRepeatItAfterwards()
    {
        using var folder = new TemporaryFolder();
        await using var world = await Recorder.StartAsync();
        var answerNow = new TaskCompletionSource();
        world.Slow = answerNow.Task;
        var called = CallTo(world, "/slow/1");
        string slowRun, lateRun;
        using (var server = await ServerProcess.StartAsync(folder.Path, Settings(world)))
        {
            using var client = ClientOf(server);
            var (slow, quick) = (await PublishSlowAsync(client, world, """{"delivery":"atMostOnce"}"""), await KillFlows.PublishAsync(client, "quick", KillFlows.Quick));
            var waiting = client.PostAsync($"/api/workflows/{slow}/runs?wait=120", KillFlows.Body("""{"input":{"n":1}}"""), Json.Token);
            await called;

            await server.SignalAsync("TERM");

            // Whoever waits is told where to look; the process no longer calls itself ready, but still stores what comes.
            using var answer = await waiting;
            slowRun = (await answer.ReadAsync(HttpStatusCode.Accepted)).Text("id");
            Assert.Equal($"/api/runs/{slowRun}", answer.Headers.Location?.OriginalString);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/health/ready", Json.Token)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", Json.Token)).StatusCode);
            using var late = await client.PostAsync($"/api/workflows/{quick}/runs", KillFlows.Body("{}"), Json.Token);
            lateRun = (await late.ReadAsync(HttpStatusCode.Created)).Text("id");
            Assert.False(server.HasExited);

            answerNow.SetResult();
            Assert.Equal(0, await server.ExitAsync());
        }

        using var next = await ServerProcess.StartAsync(folder.Path, Settings(world));
        using var again = ClientOf(next);
        Assert.Equal("succeeded", (await EndAsync(again, slowRun)).Text("status"));
        Assert.Equal("succeeded", (await EndAsync(again, lateRun)).Text("status"));
        Assert.Single(world.To("/slow/1"));
    }

    [Theory]
    [InlineData("300", true)]
    [InlineData("1", false)]
    public async Task Stop_AskedAgainOrTimeOver_StopsAtOnceAndRepeatsOnlyWhatMayBeRepeated(string drainSeconds, bool askAgain)
    {
        using var folder = new TemporaryFolder();
        await using var world = await Recorder.StartAsync();
        var answerNow = new TaskCompletionSource();
        world.Slow = answerNow.Task;
        var both = Task.WhenAll(CallTo(world, "/slow/1"), CallTo(world, "/slow/2"));
        string once, least;
        using (var server = await ServerProcess.StartAsync(folder.Path, Settings(world, ("AUTERITY_ENGINE__DRAINSECONDS", drainSeconds))))
        {
            using var client = ClientOf(server);
            once = await StartAsync(client, await PublishSlowAsync(client, world, """{"delivery":"atMostOnce"}"""), 1);
            least = await StartAsync(client, await PublishSlowAsync(client, world, "{}"), 2);
            await both;
            await server.SignalAsync("TERM");
            if (askAgain)
            {
                while ((await client.GetAsync("/health/ready", Json.Token)).StatusCode == HttpStatusCode.OK) await Pause.MillisecondsAsync(20, Json.Token);
                await server.SignalAsync("TERM");
            }

            Assert.Equal(0, await server.ExitAsync().WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, Json.Token));
        }

        answerNow.SetResult();
        using var next = await ServerProcess.StartAsync(folder.Path, Settings(world));
        using var again = ClientOf(next);
        Assert.Equal("succeeded", (await EndAsync(again, least)).Text("status"));
        Assert.Equal(2, world.To("/slow/2").Count());
        Assert.Single(world.To("/slow/2").Select(call => call.Key).Distinct());
        var undecided = await EndAsync(again, once, "needsDecision");
        Assert.Equal("unknown-outcome", undecided.GetProperty("attention")[0].GetProperty("error").Text("code"));
        Assert.Single(world.To("/slow/1"));
    }

    private static Task CallTo(Recorder world, string path)
    {
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.OnCall += call => { if (call.Path == path) called.TrySetResult(); };
        return called.Task.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Json.Token);
    }

    private static Task<string> PublishSlowAsync(HttpClient client, Recorder world, string policy) =>
        KillFlows.PublishAsync(client, "slow", KillFlows.Flow(KillFlows.Manual, KillFlows.Call(world.Address, "slow", policy), KillFlows.After));

    private static async Task<string> StartAsync(HttpClient client, string workflow, int n)
    {
        using var response = await client.PostAsync($"/api/workflows/{workflow}/runs", KillFlows.Body($$$"""{"input":{"n":{{{n}}}}}"""), Json.Token);
        return (await response.ReadAsync(HttpStatusCode.Created)).Text("id");
    }

    private static async Task<JsonElement> EndAsync(HttpClient client, string run, string orStatus = "")
    {
        while (true)
        {
            var view = await client.GetJsonAsync($"/api/runs/{run}?wait=1");
            if (view.Text("status") is "succeeded" or "failed" or "cancelled" || view.Text("status") == orStatus) return view;
        }
    }

    private static (string, string)[] Settings(Recorder world, params (string, string)[] more) =>
        [("AUTERITY_API_KEY", Key), ("AUTERITY_OUTBOUND__ALLOW__0", world.Address.Authority), .. more];

    private static HttpClient ClientOf(ServerProcess server)
    {
        var client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Add("X-Api-Key", Key);
        return client;
    }
}
