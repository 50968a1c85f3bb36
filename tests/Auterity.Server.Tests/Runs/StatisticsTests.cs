using System.Net;
using Auterity.Server.Tests.Workflows;

namespace Auterity.Server.Tests.Runs;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(Backend.Sqlite)]
    [InlineData(Backend.Postgres)]
    public async Task Statistics_AfterRuns_CountThemByEndAndTenant(Backend backend)
    {
        await using var server = await Server.StartAsync(backend);
        var (other, _) = await server.AddTenantAsync("somebody-else");
        var good = await server.Client.PublishedAsync(Flows.Sound);
        var bad = await server.Client.PublishedAsync(RunFlows.Failing);
        for (var n = 0; n < 3; n++)
            using (await server.Client.PostJsonAsync($"/api/workflows/{good}/runs?wait=60", "{}")) { }
        using (await server.Client.PostJsonAsync($"/api/workflows/{bad}/runs?wait=60", "{}")) { }

        var all = await server.Client.GetJsonAsync("/api/runs/statistics?bucket=day");
        var one = await server.Client.GetJsonAsync($"/api/runs/statistics?workflowId={bad}");
        var theirs = await other.GetJsonAsync("/api/runs/statistics");

        Assert.Equal((3, 1), (Sum(all, "succeeded"), Sum(all, "failed")));
        Assert.Equal((0, 1), (Sum(one, "succeeded"), Sum(one, "failed")));
        Assert.Equal(1, all.GetProperty("totals").GetProperty("failed").GetInt32());
        Assert.Equal(0, theirs.GetProperty("buckets").GetArrayLength());
    }

    [Theory]
    [InlineData("bucket=week", "bucket")]
    [InlineData("bucket=minute&since=2020-01-01T00:00:00Z", "since")]
    [InlineData("since=2120-01-01T00:00:00Z", "since")]
    public async Task Statistics_OfWhatCannotBe_SayWhy(string query, string code)
    {
        await using var server = await Server.StartAsync();
        using var answer = await server.Client.GetAsync("/api/runs/statistics?" + query, Json.Token);

        await answer.ReadProblemAsync(HttpStatusCode.BadRequest, code);
    }

    private static int Sum(System.Text.Json.JsonElement statistics, string end) => statistics.GetProperty("buckets").EnumerateArray().Sum(bucket => bucket.GetProperty(end).GetInt32());
}
