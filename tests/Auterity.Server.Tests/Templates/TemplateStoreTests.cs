using System.Net;
using Auterity.Server.Tests.Workflows;

namespace Auterity.Server.Tests.Templates;

/// <summary>Templates of a tenant, on each database.</summary>
public abstract class TemplateStoreTests(SharedServer host)
{
    private HttpClient Client => host.Client;

    [Fact]
    public async Task Create_FromADocument_IsListedBeforeTheBuiltInOnes()
    {
        var created = await Client.CreateTemplateAsync(TemplateSamples.Greeting("Ångström greeting"));

        var found = (await Client.GetJsonAsync("/api/templates?search=ANGSTROM")).GetProperty("items").EnumerateArray().Single();
        Assert.Equal((created.Text("id"), "Samples", false, 1, 2, 1), (found.Text("id"), found.Text("category"), found.GetProperty("builtIn").GetBoolean(), found.GetProperty("version").GetInt32(), found.GetProperty("parameterCount").GetInt32(), found.GetProperty("testCount").GetInt32()));
        Assert.Equal(["data.set", "trigger.manual"], found.GetProperty("nodeTypes").EnumerateArray().Select(type => type.GetString()));
        Assert.DoesNotContain("0198c0de", created.GetProperty("document").GetRawText(), StringComparison.Ordinal);
        var all = (await Client.GetJsonAsync("/api/templates?limit=200")).GetProperty("items").EnumerateArray().Select(row => row.GetProperty("builtIn").GetBoolean()).ToList();
        Assert.Equal(all.Order(), all);
        Assert.Contains(true, all);
    }

    [Fact]
    public async Task List_PageByPage_ShowsEachOnce()
    {
        await Client.CreateTemplateAsync();
        await Client.CreateTemplateAsync();
        var ids = new List<string>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = await Client.GetJsonAsync($"/api/templates?limit=3&cursor={cursor}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(row => row.Text("id")));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal((await Client.GetJsonAsync("/api/templates?limit=200")).GetProperty("items").EnumerateArray().Select(row => row.Text("id")), ids);
    }

    [Fact]
    public async Task List_OfACategory_FindsBuiltInAndOwn()
    {
        await Client.CreateTemplateAsync(TemplateSamples.Greeting().Replace("\"Samples\"", "\"Data\"", StringComparison.Ordinal));

        var found = (await Client.GetJsonAsync("/api/templates?category=Data&limit=200")).GetProperty("items").EnumerateArray().ToList();

        Assert.All(found, row => Assert.Equal("Data", row.Text("category")));
        Assert.Equal([false, true], found.Select(row => row.GetProperty("builtIn").GetBoolean()).Distinct());
    }

    [Fact]
    public async Task Save_Twice_KeepsEveryVersion()
    {
        var id = (await Client.CreateTemplateAsync()).Text("id");
        await Client.SaveTemplateAsync(id, TemplateSamples.Greeting("Second"), "better");
        var same = await Client.SaveTemplateAsync(id, TemplateSamples.Greeting("Second"), "the same");

        var versions = (await Client.GetJsonAsync($"/api/templates/{id}/versions")).GetProperty("items").EnumerateArray().ToList();
        var first = await Client.GetJsonAsync($"/api/templates/{id}?version=1");

        Assert.Equal(2, same.GetProperty("version").GetInt32());
        Assert.Equal([2, 1], versions.Select(version => version.GetProperty("version").GetInt32()));
        Assert.Equal("better", versions[0].Text("note"));
        Assert.Equal(("Greeting", "Greeting", 1), (first.Text("name"), first.GetProperty("document").Text("name"), first.GetProperty("version").GetInt32()));
        Assert.Equal("Second", (await Client.GetJsonAsync($"/api/templates/{id}")).Text("name"));
        await (await Client.GetAsync($"/api/templates/{id}?version=9", Json.Token)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task RollBack_ToTheFirst_MakesItTheNewest()
    {
        var id = (await Client.CreateTemplateAsync()).Text("id");
        await Client.SaveTemplateAsync(id, TemplateSamples.Greeting("Second"));

        var back = await (await Client.PostJsonAsync($"/api/templates/{id}/rollback", """{"version":1}""")).ReadAsync(HttpStatusCode.OK);

        Assert.Equal((3, "Greeting", "Back to version 1"), (back.GetProperty("version").GetInt32(), back.Text("name"), back.Text("note")));
        await (await Client.PostJsonAsync($"/api/templates/{id}/rollback", """{"version":7}""")).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Save_OverSomebodyElsesChange_IsRefused()
    {
        using var created = await Client.PostJsonAsync("/api/templates", TemplateSamples.Document(TemplateSamples.Greeting()));
        var id = (await created.ReadAsync(HttpStatusCode.Created)).Text("id");
        await Client.SaveTemplateAsync(id, TemplateSamples.Greeting("Theirs"));

        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/templates/{id}") { Content = Flows.Body(TemplateSamples.Document(TemplateSamples.Greeting("Mine"))) };
        request.Headers.IfMatch.Add(created.Headers.ETag!);

        await (await Client.SendAsync(request, Json.Token)).ReadProblemAsync(HttpStatusCode.PreconditionFailed, "stale");
    }

    [Fact]
    public async Task Save_AtTheSameMoment_OneWinsAndNobodyGetsA500()
    {
        var id = (await Client.CreateTemplateAsync()).Text("id");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Client.PutAsync($"/api/templates/{id}", Flows.Body(TemplateSamples.Document(TemplateSamples.Greeting($"Name {n}"))), Json.Token)));

        Assert.All(answers, answer => Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.PreconditionFailed }));
        Assert.Equal(answers.Count(answer => answer.StatusCode == HttpStatusCode.OK) + 1, (await Client.GetJsonAsync($"/api/templates/{id}")).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Delete_ATemplate_TakesItsVersionsAndLeavesItsWorkflows()
    {
        var id = (await Client.CreateTemplateAsync()).Text("id");
        await Client.SaveTemplateAsync(id, TemplateSamples.Greeting("Second"));
        var workflow = await (await Client.PostJsonAsync($"/api/templates/{id}/instantiate", "{}")).ReadAsync(HttpStatusCode.Created);

        await (await Client.DeleteAsync($"/api/templates/{id}", Json.Token)).ReadAsync(HttpStatusCode.NoContent);

        await (await Client.GetAsync($"/api/templates/{id}", Json.Token)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await Client.GetAsync($"/api/templates/{id}/versions", Json.Token)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        Assert.Equal("Second", (await Client.GetJsonAsync($"/api/workflows/{workflow.Text("id")}")).Text("name"));
    }

    [Fact]
    public async Task Anything_OtherTenant_FindsNothing()
    {
        var id = (await Client.CreateTemplateAsync(TemplateSamples.Greeting("Mine alone"))).Text("id");
        var (other, _) = await host.Server.AddTenantAsync("templates-" + Guid.CreateVersion7().ToString("N"));

        await (await other.GetAsync($"/api/templates/{id}", Json.Token)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await other.PostJsonAsync($"/api/templates/{id}/instantiate", "{}")).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await other.DeleteAsync($"/api/templates/{id}", Json.Token)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        Assert.Empty((await other.GetJsonAsync("/api/templates?search=mine")).GetProperty("items").EnumerateArray());
        Assert.Equal(200, (int)(await other.GetAsync("/api/templates/webhook-relay", Json.Token)).StatusCode);
    }

    [Fact]
    public async Task Create_FromAWorkflow_LeavesBehindWhatIsNotForOthers()
    {
        var definition = """{"nodes":[{"id":"s","type":"trigger.manual","name":"Start","pin":[{"secret":1}]},{"id":"n","type":"data.set","name":"Percent","breakpoint":true,"credentials":{"auth":"0198c0de-0000-7000-8000-000000000001"},"parameters":{"fields":[{"name":"text","value":"100 %{sure} %%{too}"}]}}],"edges":[{"from":"s","to":"n"}]}""";
        var workflow = await (await Client.PostJsonAsync("/api/workflows", $$"""{"name":"Mine","description":"For me","layout":{"nodes":{"n":{"x":1,"y":2} } },"definition":{{definition}}}""")).ReadAsync(HttpStatusCode.Created);

        var created = await (await Client.PostJsonAsync("/api/templates", $$"""{"workflowId":"{{workflow.Text("id")}}","category":"Samples"}""")).ReadAsync(HttpStatusCode.Created);
        var made = await (await Client.PostJsonAsync($"/api/templates/{created.Text("id")}/instantiate", """{"name":"Again"}""")).ReadAsync(HttpStatusCode.Created);
        var copy = await Client.GetJsonAsync($"/api/workflows/{made.Text("id")}");

        Assert.Equal(("Mine", "For me", "Samples"), (created.Text("name"), created.Text("summary"), created.Text("category")));
        var nodes = copy.GetProperty("definition").GetProperty("nodes");
        Assert.Equal("100 %{sure} %%{too}", nodes[1].GetProperty("parameters").GetProperty("fields")[0].Text("value"));
        Assert.False(nodes[0].TryGetProperty("pin", out _) || nodes[1].TryGetProperty("credentials", out _) || (nodes[1].TryGetProperty("breakpoint", out var stops) && stops.GetBoolean()));
        Assert.Equal(2, copy.GetProperty("layout").GetProperty("nodes").GetProperty("n").GetProperty("y").GetInt32());
        await (await Client.PostJsonAsync("/api/templates", $$"""{"workflowId":"{{Guid.CreateVersion7()}}"}""")).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }
}

public sealed class SqliteTemplateStoreTests(DefaultServer host) : TemplateStoreTests(host), IClassFixture<DefaultServer>;

public sealed class PostgresTemplateStoreTests(DefaultPostgresServer host) : TemplateStoreTests(host), IClassFixture<DefaultPostgresServer>;
