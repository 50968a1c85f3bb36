using System.Net;
using System.Text.Json;

namespace Auterity.Server.Tests.Workflows;

public sealed class WorkflowListTests
{
    [Theory]
    [InlineData(Backend.Sqlite)]
    [InlineData(Backend.Postgres)]
    public async Task List_WithFilters_FindsWhatIsMeant(Backend backend)
    {
        await using var server = await Server.StartAsync(backend);
        var client = server.Client;
        var ids = new Dictionary<string, string>();
        foreach (var (name, tags) in new[] { ("Ångström 100%", "[\"a\",\"b\"]"), ("Orders", "[\"ab\"]"), ("Invoices_x", "[\"b\"]") })
            ids[name] = (await (await client.PostJsonAsync("/api/workflows", $$"""{"name":"{{name}}","description":"about {{name}} and ÉCLAIRS","tags":{{tags}},"definition":{{Flows.Sound}}}""")).ReadAsync(HttpStatusCode.Created)).Text("id");
        await client.PublishAsync(ids["Orders"]);
        await (await client.PostJsonAsync($"/api/workflows/{ids["Invoices_x"]}/archive", "")).ReadAsync(HttpStatusCode.OK);

        async Task<string> Names(string query) => string.Join(' ', (await client.GetJsonAsync("/api/workflows" + query)).GetProperty("items").EnumerateArray().Select(item => item.Text("name")));

        Assert.Equal("Orders Ångström 100%", await Names(""));
        Assert.Equal("Ångström 100%", await Names("?search=angstrom"));
        Assert.Equal("Ångström 100%", await Names("?search=100%25"));
        Assert.Equal("", await Names("?search=%25x"));
        Assert.Equal("Orders Ångström 100%", await Names("?search=eclairs"));
        Assert.Equal("Ångström 100%", await Names("?tag=b"));
        Assert.Equal("", await Names("?tag=_"));
        Assert.Equal("Invoices_x", await Names("?archived=true"));
        Assert.Equal("Orders", await Names("?active=true"));
        Assert.Equal("Ångström 100%", await Names("?active=false"));
    }

    [Fact]
    public async Task List_ManyPages_ShowsEachWorkflowOnce()
    {
        await using var server = await Server.StartAsync();
        for (var i = 0; i < 7; i++) await server.Client.CreateAsync(name: $"{i}");

        var names = new List<string>();
        string? next = "";
        while (next is not null)
        {
            var page = await server.Client.GetJsonAsync($"/api/workflows?limit=3&cursor={next}");
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.Text("name")));
            next = page.TryGetProperty("next", out var cursor) && cursor.ValueKind == JsonValueKind.String ? cursor.GetString() : null;
        }

        Assert.Equal(["6", "5", "4", "3", "2", "1", "0"], names);
    }
}
