using System.Net;

namespace Auterity.Server.Tests.Http;

public sealed class HealthTests(DefaultServer shared) : IClassFixture<DefaultServer>
{
    [Fact]
    public async Task Health_Asked_NamesVersionAndEveryDependencyWithLatency()
    {
        var health = await (await shared.Server.Anonymous.GetAsync("/health", Json.Token)).ReadAsync(HttpStatusCode.OK);

        Assert.Equal("healthy", health.Text("status"));
        Assert.Equal("0.1.0", health.Text("version"));
        Assert.True(health.GetProperty("timestamp").TryGetDateTimeOffset(out _));
        Assert.True(health.GetProperty("dependencies").GetProperty("database").GetProperty("latencyMs").GetDouble() >= 0);
    }

    [Theory]
    [InlineData("/health/ready", "ready")]
    [InlineData("/health/live", "live")]
    public async Task Probe_Running_IsWell(string path, string status)
    {
        var answer = await (await shared.Server.Anonymous.GetAsync(path, Json.Token)).ReadAsync(HttpStatusCode.OK);

        Assert.Equal(status, answer.Text("status"));
    }

    [Fact]
    public async Task Metrics_AskedWithKey_AreInPrometheusText()
    {
        var text = await shared.Client.GetStringAsync("/metrics", Json.Token);

        Assert.Contains("http_server_request_duration_seconds", text, StringComparison.Ordinal);
    }
}
