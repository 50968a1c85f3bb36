using System.Net;
using System.Threading.RateLimiting;
using Auterity.Platform.Http;

namespace Auterity.Server.Tests.Hooks;

public sealed class HookLimitTests
{
    [Fact]
    public async Task Flood_OnOneHook_IsHeldBackAndLeavesTheOthersAlone()
    {
        await using var server = await Server.StartAsync(settings: "--AUTERITY_CALLS_PER_MINUTE_PER_HOOK=5");
        var (busy, workflow) = await server.Client.HookAsync(respond: "immediately");
        var (quiet, _) = await server.Client.HookAsync(respond: "immediately");

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => server.Anonymous.CallAsync("/hooks/" + busy)));

        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.NotEmpty(refused);
        foreach (var answer in refused)
        {
            await answer.ReadProblemAsync(HttpStatusCode.TooManyRequests, "too-many-requests");
            Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        }

        Assert.Equal(answers.Length - refused.Count, (await server.Client.RunsOfAsync(workflow)).Length);
        await (await server.Anonymous.CallAsync("/hooks/" + quiet)).ReadAsync(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Flood_OfTestCalls_IsHeldBackBeforeDraftsAreLookedAt()
    {
        await using var server = await Server.StartAsync(settings: "--AUTERITY_TEST_CALLS_PER_MINUTE=5");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.Anonymous.CallAsync("/hooks-test/guess")));

        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.NotFound);
        await answers.First(answer => answer.StatusCode != HttpStatusCode.NotFound).ReadProblemAsync(HttpStatusCode.TooManyRequests, "too-many-requests");
    }

    [Theory]
    [InlineData(40, 1.5)]
    [InlineData(100, 0.6)]
    [InlineData(6_000, 1)]
    public void PerMinute_AnyNumber_GivesBackJustSoMany(int permits, double seconds)
    {
        using var limiter = (ReplenishingRateLimiter)RateLimits.PerMinute("", permits).Factory("");

        Assert.Equal(TimeSpan.FromSeconds(seconds), limiter.ReplenishmentPeriod);
    }

    [Theory]
    [InlineData("--AUTERITY_REQUESTS_PER_MINUTE=5")]
    [InlineData("--AUTERITY_REQUESTS_PER_MINUTE_PER_KEY=5")]
    public async Task Requests_OverTheLimit_AreToldWhenToComeBack(string setting)
    {
        await using var server = await Server.StartAsync(settings: setting);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => server.Client.GetAsync("/api/runs", Json.Token)));

        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        await refused.ReadProblemAsync(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.True(refused.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, (await server.Anonymous.GetAsync("/health/live", Json.Token)).StatusCode);
    }

    [Fact]
    public async Task Requests_OfOneTenantOverItsLimit_LeaveTheOthersAlone()
    {
        await using var server = await Server.StartAsync(settings: "--AUTERITY_REQUESTS_PER_MINUTE=5");
        var (other, _) = await server.AddTenantAsync("other");

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => server.Client.GetAsync("/api/runs", Json.Token)));

        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/api/runs", Json.Token)).StatusCode);
    }
}
