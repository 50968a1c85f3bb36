using System.Net;
using Auterity.Server.Tests.Process.Kills;

namespace Auterity.Server.Tests.Cluster;

/// <summary>Shards move when processes come and go in peace: no run is lost, none is doubled.</summary>
public sealed class HandOverTests
{
    private const int Runs = 120;

    [Fact]
    public async Task HandOver_WithRunsUnderWay_LosesAndDoublesNothing()
    {
        await using var world = await Recorder.StartAsync();
        await using var two = await TwoServers.StartFirstAsync(settings: [$"--AUTERITY_OUTBOUND__ALLOW__0={world.Address.Authority}"]);
        var id = await KillFlows.PublishAsync(two.A.Client, "moving", KillFlows.Flow(
            KillFlows.Manual,
            KillFlows.Keep,
            """{"id":"wait","type":"flow.wait","name":"Wait","parameters":{"amount":"={{ ($json.n % 20) / 5 }}","unit":"seconds"}}""",
            KillFlows.Call(world.Address, "atMost", """{"delivery":"atMostOnce"}"""),
            KillFlows.After));

        var first = await StartAsync(two.A.Client, id, 0);
        await two.StartSecondAsync();
        Assert.InRange(TwoServers.ShardsOf(two.B), 10, 54);
        var second = await StartAsync(two.B.Client, id, Runs);
        await two.StopSecondAsync();
        var third = await StartAsync(two.A.Client, id, 2 * Runs);

        foreach (var (n, run) in first.Concat(second).Concat(third))
        {
            string status;
            do status = (await two.A.Client.GetJsonAsync($"/api/runs/{run}?wait=60")).Text("status");
            while (status is "queued" or "running" or "waiting");
            Assert.Equal("succeeded", status);
            Assert.Single(world.To($"/atMost/{n}"));
        }
    }

    [Fact]
    public async Task Join_MembersInRedis_ShareTheShards()
    {
        var redis = Environment.GetEnvironmentVariable("AUTERITY_TEST_REDIS");
        Assert.SkipWhen(string.IsNullOrEmpty(redis), "AUTERITY_TEST_REDIS names no Redis server; ./test starts one.");
        await using var two = await TwoServers.StartFirstAsync(settings: [$"--AUTERITY_REDIS={redis}", $"--AUTERITY_CLUSTER__NAME=test-{Guid.CreateVersion7():N}"]);

        await two.StartSecondAsync();

        Assert.InRange(TwoServers.ShardsOf(two.B), 10, 54);
        var id = await KillFlows.PublishAsync(two.A.Client, "quick", KillFlows.Quick);
        using var answer = await two.B.Client.PostAsync($"/api/workflows/{id}/runs?wait=60", KillFlows.Body("{}"), Json.Token);
        Assert.Equal("succeeded", (await answer.ReadAsync(HttpStatusCode.OK)).Text("status"));
    }

    private static async Task<Dictionary<int, string>> StartAsync(HttpClient client, string workflow, int from)
    {
        var runs = new Dictionary<int, string>();
        for (var n = from; n < from + Runs; n++)
        {
            using var response = await client.PostAsync($"/api/workflows/{workflow}/runs", KillFlows.Body($$$"""{"input":{"n":{{{n}}}}}"""), Json.Token);
            runs[n] = (await response.ReadAsync(HttpStatusCode.Created)).Text("id");
        }

        return runs;
    }
}
