using System.Net;
using System.Net.Http.Json;

namespace Auterity.Server.Tests.Http;

public sealed class PagingTests
{
    [Theory]
    [InlineData(Backend.Sqlite)]
    [InlineData(Backend.Postgres)]
    public async Task List_PageByPage_ShowsEveryRowOnceNewestFirst(Backend backend)
    {
        await using var server = await Server.StartAsync(backend);
        for (var i = 0; i < 11; i++)
            await (await server.Client.PostAsJsonAsync("/api/api-keys", new { name = $"key {i}", scopes = new[] { "read" } }, Json.Token)).ReadAsync(HttpStatusCode.Created);

        var names = new List<string>();
        string? next = null;
        do
        {
            var page = await server.Client.GetJsonAsync($"/api/api-keys?limit=5&cursor={next}");
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.Text("name")));
            next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
        }
        while (next is not null);

        Assert.Equal(12, names.Count);
        Assert.Equal(Enumerable.Range(0, 11).Reverse().Select(i => $"key {i}"), names.Take(11));
    }

    [Fact]
    public async Task List_CursorAlteredOrOfAnotherTenant_IsRefused()
    {
        await using var server = await Server.StartAsync();
        var (other, _) = await server.AddTenantAsync("other");
        await (await server.Client.PostAsJsonAsync("/api/api-keys", new { name = "second", scopes = new[] { "read" } }, Json.Token)).ReadAsync(HttpStatusCode.Created);
        var cursor = (await server.Client.GetJsonAsync("/api/api-keys?limit=1")).Text("next");
        var altered = (cursor[0] == 'A' ? 'B' : 'A') + cursor[1..];

        using var mine = await server.Client.GetAsync($"/api/api-keys?cursor={altered}", Json.Token);
        using var theirs = await other.GetAsync($"/api/api-keys?cursor={cursor}", Json.Token);

        await mine.ReadProblemAsync(HttpStatusCode.BadRequest, "bad-request");
        await theirs.ReadProblemAsync(HttpStatusCode.BadRequest, "bad-request");
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("limit=many")]
    [InlineData("cursor=%F0%9F%98%80")]
    [InlineData("cursor=AAAA")]
    public async Task List_QueryOutOfRange_IsRefused(string query)
    {
        await using var server = await Server.StartAsync();

        using var response = await server.Client.GetAsync($"/api/api-keys?{query}", Json.Token);

        await response.ReadProblemAsync(HttpStatusCode.BadRequest, "bad-request");
    }
}
