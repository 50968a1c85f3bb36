using System.Net;
using System.Net.Http.Json;
using Auterity.Platform.Tenancy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Auterity.Server.Tests.Tenancy;

public sealed class ApiKeyTests
{
    [Theory]
    [InlineData(Backend.Sqlite)]
    [InlineData(Backend.Postgres)]
    public async Task Create_Key_WorksInEitherHeaderAndIsShownOnce(Backend backend)
    {
        await using var server = await Server.StartAsync(backend);

        var key = await Create(server, "ci", "write");

        using var byHeader = new HttpRequestMessage(HttpMethod.Get, "/api/blobs/" + new string('a', 64));
        byHeader.Headers.Add("X-Api-Key", key.Text("key"));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Anonymous.SendAsync(byHeader, Json.Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.ClientWith(key.Text("key")).GetAsync("/api/blobs/" + new string('a', 64), Json.Token)).StatusCode);
        Assert.DoesNotContain(key.Text("key"), await server.Client.GetStringAsync("/api/api-keys", Json.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoke_Key_EndsItAtOnce()
    {
        await using var server = await Server.StartAsync();
        var key = await Create(server, "ci", "admin");
        var client = server.ClientWith(key.Text("key"));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/api-keys", Json.Token)).StatusCode);

        using var revoked = await server.Client.DeleteAsync($"/api/api-keys/{key.GetProperty("apiKey").Text("id")}", Json.Token);

        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        await (await client.GetAsync("/api/api-keys", Json.Token)).ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task Use_ExpiredKey_IsRefused()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await Server.StartAsync(configure: builder => builder.Services.AddSingleton<TimeProvider>(time));
        var key = await Create(server, "short", "admin", time.GetUtcNow().AddMinutes(1));
        var client = server.ClientWith(key.Text("key"));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/api-keys", Json.Token)).StatusCode);

        time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/api-keys", Json.Token)).StatusCode);
    }

    [Theory]
    [InlineData("read", "GET", "/api/blobs/missing", HttpStatusCode.NotFound)]
    [InlineData("read", "POST", "/api/blobs", HttpStatusCode.Forbidden)]
    [InlineData("write", "POST", "/api/blobs", HttpStatusCode.Created)]
    [InlineData("write", "GET", "/api/api-keys", HttpStatusCode.Forbidden)]
    [InlineData("admin", "GET", "/api/api-keys", HttpStatusCode.OK)]
    public async Task Use_Scope_AllowsWhatItNamesOnly(string scope, string method, string path, HttpStatusCode expected)
    {
        await using var server = await Server.StartAsync();
        var client = server.ClientWith((await Create(server, "scoped", scope)).Text("key"));

        using var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Json.Token);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData(Backend.Sqlite)]
    [InlineData(Backend.Postgres)]
    public async Task Revoke_KeyOfAnotherTenant_LooksLikeNone(Backend backend)
    {
        await using var server = await Server.StartAsync(backend);
        var (other, _) = await server.AddTenantAsync("other");
        var key = await Create(server, "mine", "read");

        using var response = await other.DeleteAsync($"/api/api-keys/{key.GetProperty("apiKey").Text("id")}", Json.Token);

        await response.ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        Assert.Single((await other.GetJsonAsync("/api/api-keys")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Start_AgainWithOtherKeyInSettings_RevokesTheEarlierOne()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await Server.StartAsync(folder: folder))
            Assert.Equal(HttpStatusCode.OK, (await first.Client.GetAsync("/api/api-keys", Json.Token)).StatusCode);

        await using var second = await Server.StartAsync(folder: folder, settings: "--AUTERITY_API_KEY=another-administrator-key");

        Assert.Equal(HttpStatusCode.Unauthorized, (await second.Client.GetAsync("/api/api-keys", Json.Token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await second.ClientWith("another-administrator-key").GetAsync("/api/api-keys", Json.Token)).StatusCode);
    }

    [Theory]
    [InlineData(Backend.Sqlite)]
    [InlineData(Backend.Postgres)]
    public async Task Use_Key_IsRememberedInTheList(Backend backend)
    {
        await using var server = await Server.StartAsync(backend);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/api/api-keys", Json.Token)).StatusCode);

        await server.Services.GetRequiredService<ApiKeys>().FlushUsesAsync(Json.Token);

        var item = (await server.Client.GetJsonAsync("/api/api-keys")).GetProperty("items")[0];
        Assert.True(item.TryGetProperty("lastUsedAt", out _));
    }

    private static async Task<System.Text.Json.JsonElement> Create(Server server, string name, string scope, DateTimeOffset? expiresAt = null) =>
        await (await server.Client.PostAsJsonAsync("/api/api-keys", new { name, scopes = new[] { scope }, expiresAt }, Json.Token)).ReadAsync(HttpStatusCode.Created);
}
