using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Auterity.Server.Tests.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Auterity.Server.Tests.Policies;

/// <summary>What a node's policy does to calls of the world: limits, repetitions, results used again.</summary>
public sealed class PolicyTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> calls = [];
    private readonly SemaphoreSlim arrived = new(0);
    private readonly TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Server server = null!;
    private int under;
    private int most;

    public async ValueTask InitializeAsync() => server = await Server.StartAsync(
        settings: ["--AUTERITY_OUTBOUND__ALLOW__0=127.0.0.0/8", "--AUTERITY_OUTBOUND__ALLOW__1=::1"],
        map: routes =>
        {
            routes.MapGet("/vendor/slow", SlowAsync).AllowAnonymous();
            routes.MapGet("/vendor/busy", () => Told("busy", StatusCodes.Status503ServiceUnavailable)).AllowAnonymous();
            routes.MapGet("/vendor/fine", () => Told("fine", StatusCodes.Status200OK)).AllowAnonymous();
        });

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Concurrency_ManyItems_NeverMoreThanTheLimitAtATime()
    {
        var id = await PublishAsync("slow", """{ "concurrency": { "key": "={{ 'vendor' }}", "limit": 2 } }""", items: 6);
        var run = RunAsync(id);
        Assert.True(await arrived.WaitAsync(TimeSpan.FromMinutes(1), Json.Token), "the vendor was not called");
        Assert.True(await arrived.WaitAsync(TimeSpan.FromMinutes(1), Json.Token), "the vendor was not called");

        release.SetResult();

        Assert.Equal("succeeded", (await run).Text("status"));
        Assert.Equal((6, 2), (calls.Count, most));
    }

    [Fact]
    public async Task Concurrency_RunCancelledWhileItWaits_GivesItsPlaceToTheNext()
    {
        var holder = await PublishAsync("slow", """{ "concurrency": { "key": "={{ 'one' }}" } }""", items: 1);
        var waiting = await PublishAsync("slow", """{ "concurrency": { "key": "={{ 'one' }}" } }""", items: 1);
        var first = RunAsync(holder);
        Assert.True(await arrived.WaitAsync(TimeSpan.FromMinutes(1), Json.Token), "the vendor was not called");
        var second = (await (await server.Client.PostJsonAsync($"/api/workflows/{waiting}/runs", "{}")).ReadAsync(HttpStatusCode.Created)).Text("id");
        var third = RunAsync(waiting);

        await (await server.Client.PostJsonAsync($"/api/runs/{second}/cancel", "{}")).ReadAsync(HttpStatusCode.OK);
        release.SetResult();

        Assert.Equal(("succeeded", "succeeded"), ((await first).Text("status"), (await third).Text("status")));
        Assert.Equal(("cancelled", 2), ((await server.Client.GetJsonAsync($"/api/runs/{second}")).Text("status"), calls.Count));
    }

    [Fact]
    public async Task Rate_ManyItems_AreSpaced()
    {
        var id = await PublishAsync("fine", """{ "rate": { "count": 2, "seconds": 0.2 } }""", items: 6);
        var began = TimeProvider.System.GetTimestamp();

        Assert.Equal("succeeded", (await RunAsync(id)).Text("status"));

        Assert.True(TimeProvider.System.GetElapsedTime(began) >= TimeSpan.FromSeconds(0.39), "two at once, then one each 0.1 s");
        Assert.Equal(6, calls.Count);
    }

    [Theory]
    [InlineData("$error.details.status === 503", 3)]
    [InlineData("={{ $error.details.status === 429 }}", 1)]
    [InlineData("$error.nothing.here", 1)]
    public async Task RetryIf_Condition_DecidesWhetherItIsTriedAgain(string condition, int expected)
    {
        var policy = JsonSerializer.Serialize(new { retry = new { attempts = 3, delaySeconds = 0, @if = condition } });
        var id = await PublishAsync("busy", policy, items: 1);

        Assert.Equal("failed", (await RunAsync(id)).Text("status"));

        Assert.Equal(expected, calls.Count);
    }

    [Fact]
    public async Task Cache_SameInput_IsAskedOnce()
    {
        var id = await PublishAsync("fine", """{ "cache": { "seconds": 600 } }""", items: 1);

        var first = await RunAsync(id);
        var second = await RunAsync(id);

        Assert.Equal(first.GetProperty("output").ToString(), second.GetProperty("output").ToString());
        Assert.Single(calls);
    }

    [Fact]
    public async Task Cache_OtherKey_IsAskedAgain()
    {
        var id = await PublishAsync("fine", """{ "cache": { "key": "={{ $json.n }}" } }""", items: 3);

        await RunAsync(id);
        await RunAsync(id);

        Assert.Equal(3, calls.Count);
    }

    [Theory]
    [InlineData("""{ "cache": { "seconds": 0 } }""", "out-of-range")]
    [InlineData("""{ "concurrency": { "limit": 0 } }""", "out-of-range")]
    [InlineData("""{ "rate": { "count": 0 } }""", "out-of-range")]
    [InlineData("""{ "rate": { "key": "={{ 1 + }}" } }""", "expression-syntax")]
    [InlineData("""{ "cache": {}, "sensitive": true }""", "cache-of-sensitive")]
    [InlineData("""{ "cache": {}, "delivery": "atMostOnce" }""", "cache-of-at-most-once")]
    public async Task Publish_PolicyThatCannotBe_IsRefused(string policy, string code)
    {
        var draft = await server.Client.CreateAsync(Definition("fine", policy, 1));

        var problem = await (await server.Client.PostJsonAsync($"/api/workflows/{draft.Text("id")}/publish", "{}")).ReadProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-definition");

        Assert.Contains(code, problem.Codes());
    }

    private async Task<string> PublishAsync(string vendor, string policy, int items)
    {
        var id = (await server.Client.CreateAsync(Definition(vendor, policy, items))).Text("id");
        await server.Client.PublishAsync(id);
        return id;
    }

    private string Definition(string vendor, string policy, int items) => $$$"""
        {
          "nodes": [
            { "id": "t", "type": "trigger.manual", "name": "T" },
            { "id": "m", "type": "code.javascript", "name": "M", "parameters": { "code": "return Array.from({ length: {{{items}}} }, (_, n) => ({ json: { n } }))" } },
            { "id": "c", "type": "http.request", "name": "C", "parameters": { "url": "{{{new Uri(server.Address, "vendor/" + vendor)}}}" }, "policy": {{{policy}}} }
          ],
          "edges": [ { "from": "t", "to": "m" }, { "from": "m", "to": "c" } ]
        }
        """;

    private async Task<JsonElement> RunAsync(string id) =>
        await (await server.Client.PostJsonAsync($"/api/workflows/{id}/runs?wait=60", "{}")).ReadAsync(HttpStatusCode.OK);

    private async Task<IResult> SlowAsync()
    {
        var now = Interlocked.Increment(ref under);
        InterlockedMax(ref most, now);
        calls.Enqueue("slow");
        arrived.Release();
        await release.Task;
        Interlocked.Decrement(ref under);
        return TypedResults.Ok(new { });
    }

    private IResult Told(string what, int status)
    {
        calls.Enqueue(what);
        return TypedResults.Json(new { what }, statusCode: status);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; value > seen;)
        {
            var was = Interlocked.CompareExchange(ref target, value, seen);
            if (was == seen) return;
            seen = was;
        }
    }
}
