using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Auterity.Server.Tests.Runs;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Auterity.Server.Tests.Hub;

public abstract class RunHubTests(SharedServer host)
{
    private HttpClient Client => host.Client;

    [Fact]
    public async Task Watch_Run_TellsOfItsChangesUntilItsEnd()
    {
        var run = await StartWaitingAsync();
        await using var hub = await ConnectAsync(Server.Key);
        var changes = Listen(hub);

        var known = await hub.InvokeAsync<long>("WatchRun", Guid.Parse(run), Json.Token);
        await (await Client.ActAsync(run, "signal", """{"name":"go"}""")).ReadAsync(HttpStatusCode.OK);

        var last = await UntilAsync(changes, change => change.Text("runId") == run && change.Text("status") == "succeeded");
        Assert.True(last.GetProperty("sequence").GetInt64() > known);
        Assert.Equal(["w", "e"], (await Client.StepsAsync(run, $"?after={known}")).Select(step => step.Text("nodeId")));
    }

    [Fact]
    public async Task Watch_Workflow_TellsOfNewRuns()
    {
        var workflow = await Client.PublishedAsync(RunFlows.Double);
        await using var hub = await ConnectAsync(Server.Key);
        var changes = Listen(hub);
        await hub.InvokeAsync("WatchWorkflow", Guid.Parse(workflow), Json.Token);

        var run = await Client.RunAsync(workflow, """{"input":{"n":1}}""");

        await UntilAsync(changes, change => change.Text("runId") == run && change.Text("workflowId") == workflow && change.Text("status") == "succeeded");
    }

    [Fact]
    public async Task Reconnect_AfterChangesWereMissed_CatchesUpFromTheSteps()
    {
        var run = await StartWaitingAsync();
        long known;
        await using (var first = await ConnectAsync(Server.Key))
            known = await first.InvokeAsync<long>("WatchRun", Guid.Parse(run), Json.Token);
        await (await Client.ActAsync(run, "signal", """{"name":"go"}""")).ReadAsync(HttpStatusCode.OK);
        await Client.EndOfAsync(run);

        await using var again = await ConnectAsync(Server.Key);
        var now = await again.InvokeAsync<long>("WatchRun", Guid.Parse(run), Json.Token);

        Assert.True(now > known);
        var page = await Client.GetJsonAsync($"/api/runs/{run}/steps?after={known}");
        Assert.Equal((now, "succeeded"), (page.GetProperty("next").GetInt64(), page.Text("status")));
        Assert.NotEmpty(page.GetProperty("steps").EnumerateArray());
    }

    [Fact]
    public async Task Watch_AnotherTenantsRun_IsRefusedAndTellsNothing()
    {
        var run = await StartWaitingAsync();
        var (other, _) = await host.Server.AddTenantAsync("hub-" + Guid.CreateVersion7().ToString("N"));
        await using var hub = await ConnectAsync(other.DefaultRequestHeaders.Authorization!.Parameter!);
        var changes = Listen(hub);

        await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<long>("WatchRun", Guid.Parse(run), Json.Token));
        await hub.InvokeAsync("WatchAll", Json.Token);
        await (await Client.ActAsync(run, "signal", """{"name":"go"}""")).ReadAsync(HttpStatusCode.OK);
        await Client.EndOfAsync(run);

        var own = await other.RunAsync(await other.PublishedAsync(RunFlows.Double), """{"input":{"n":1}}""");
        var first = await changes.ReadAsync(Json.Token);
        Assert.Equal(own, first.Text("runId"));
    }

    [Fact]
    public async Task Connect_WithoutAKey_IsRefused()
    {
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(host.Server.Address, "/hubs/runs")).Build();

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => hub.StartAsync(Json.Token));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private async Task<HubConnection> ConnectAsync(string key)
    {
        var hub = new HubConnectionBuilder().WithUrl(new Uri(host.Server.Address, "/hubs/runs"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(key)).Build();
        await hub.StartAsync(Json.Token);
        return hub;
    }

    private static ChannelReader<JsonElement> Listen(HubConnection hub)
    {
        var changes = Channel.CreateUnbounded<JsonElement>();
        hub.On<JsonElement>("runChanged", change => changes.Writer.TryWrite(change));
        return changes.Reader;
    }

    private static async Task<JsonElement> UntilAsync(ChannelReader<JsonElement> changes, Func<JsonElement, bool> wanted)
    {
        while (true)
        {
            var change = await changes.ReadAsync(Json.Token);
            if (wanted(change)) return change;
        }
    }

    private async Task<string> StartWaitingAsync()
    {
        var run = await Client.RunAsync(await Client.PublishedAsync(RunFlows.Waiting));
        await host.Server.UntilStatusAsync(Client, run, "waiting");
        return run;
    }
}

public sealed class SqliteRunHubTests(DefaultServer host) : RunHubTests(host), IClassFixture<DefaultServer>;

public sealed class PostgresRunHubTests(DefaultPostgresServer host) : RunHubTests(host), IClassFixture<DefaultPostgresServer>;
