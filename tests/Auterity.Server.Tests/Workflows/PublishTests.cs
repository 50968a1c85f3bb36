using System.Net;
using Auterity.Platform.Data;
using Auterity.Platform.Tenancy;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Definitions.Hooks;
using Auterity.Workflows.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Auterity.Server.Tests.Workflows;

public sealed class PublishTests(DefaultServer server) : IClassFixture<DefaultServer>
{
    private readonly HttpClient client = server.Client;

    private const string Renamed = """{"nodes":[{"id":"t","type":"trigger.manual","name":"Begin"}],"edges":[]}""";

    [Fact]
    public async Task Publish_SameContentAgain_GivesTheSameVersion()
    {
        var id = (await client.CreateAsync()).Text("id");
        var first = await client.PublishAsync(id, """{"note":"first","name":"1.0"}""");
        await client.SaveAsync(id, """{"edges":[{"to":"a","from":"t"}],"nodes":[{"type":"trigger.manual","id":"t","name":"Start","notes":"new"},{"id":"a","type":"flow.noop","name":"A","policy":{}}]}""");

        var second = await client.PublishAsync(id);

        Assert.Equal((1, first.Text("hash")), (second.GetProperty("version").GetInt32(), second.Text("hash")));
        Assert.Single((await client.GetJsonAsync($"/api/workflows/{id}/versions")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Publish_OtherContent_GivesTheNextVersionAndLeavesTheFirstAlone()
    {
        var id = (await client.CreateAsync()).Text("id");
        await client.PublishAsync(id, """{"note":"first","name":"1.0"}""");
        await client.SaveAsync(id, Renamed);
        var changed = await client.GetJsonAsync($"/api/workflows/{id}");

        var second = await client.PublishAsync(id);

        Assert.True(changed.GetProperty("hasChanges").GetBoolean());
        Assert.Equal(2, second.GetProperty("version").GetInt32());
        Assert.Equal([2, 1], (await client.GetJsonAsync($"/api/workflows/{id}/versions")).GetProperty("items").EnumerateArray().Select(version => version.GetProperty("version").GetInt32()));
        var first = await client.GetJsonAsync($"/api/workflows/{id}/versions/1");
        Assert.Equal(("first", "1.0", "Start"), (first.Text("note"), first.Text("name"), first.GetProperty("definition").GetProperty("nodes")[0].Text("name")));
        Assert.False((await client.GetJsonAsync($"/api/workflows/{id}")).GetProperty("hasChanges").GetBoolean());
    }

    [Fact]
    public async Task Publish_OtherCredential_IsAVersionOfTheSameHash()
    {
        var one = await client.CreateCredentialAsync("http.basic", """{"user":"a","password":"b"}""");
        var other = await client.CreateCredentialAsync("http.basic", """{"user":"a","password":"c"}""");
        string Definition(string credential) => $$$"""{"nodes":[{"id":"h","type":"trigger.webhook","name":"H","parameters":{"path":"credential-version"},"credentials":{"auth":"{{{credential}}}"}}]}""";
        var id = (await client.CreateAsync(Definition(one))).Text("id");
        var first = await client.PublishAsync(id);
        await client.SaveAsync(id, Definition(other));

        var second = await client.PublishAsync(id);

        Assert.Equal((2, first.Text("hash")), (second.GetProperty("version").GetInt32(), second.Text("hash")));
    }

    [Fact]
    public async Task Publish_FaultyDraft_IsRefusedWithEveryFault()
    {
        var id = (await client.CreateAsync("""{"nodes":[{"id":"t","type":"trigger.manual","name":"T"},{"id":"n","type":"no.such","name":"T"}],"edges":[{"from":"t","to":"x"}]}""")).Text("id");

        var problem = await (await client.PostJsonAsync($"/api/workflows/{id}/publish", "{}")).ReadProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-definition");

        Assert.Equal(["duplicate-name", "unknown-type", "unknown-edge-end", "unreachable"], problem.Codes());
        Assert.False((await client.GetJsonAsync($"/api/workflows/{id}")).TryGetProperty("publishedVersion", out _));
    }

    [Fact]
    public async Task Publish_Stub_IsRefusedUnlessAllowed()
    {
        var id = (await client.CreateAsync("""{"nodes":[{"id":"t","type":"trigger.manual","name":"T"},{"id":"s","type":"n8n.stub","name":"S","parameters":{"type":"x.telegram"}}],"edges":[{"from":"t","to":"s"}]}""")).Text("id");

        await (await client.PostJsonAsync($"/api/workflows/{id}/publish", "{}")).ReadProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-definition");
        var published = await (await client.PostJsonAsync($"/api/workflows/{id}/publish?allowStubs=true", "{}")).ReadAsync(HttpStatusCode.OK);

        Assert.Equal(["stub"], published.Codes("warnings"));
    }

    [Fact]
    public async Task Publish_WithoutABody_Works()
    {
        var id = (await client.CreateAsync()).Text("id");

        Assert.Equal(1, (await (await client.PostAsync($"/api/workflows/{id}/publish", null, Json.Token)).ReadAsync(HttpStatusCode.OK)).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task RollBack_ToAnOlderVersion_MakesItTheNewestAndTheDraft()
    {
        var id = (await client.CreateAsync()).Text("id");
        var first = await client.PublishAsync(id);
        await client.SaveAsync(id, Renamed);
        await client.PublishAsync(id);

        var back = await (await client.PostJsonAsync($"/api/workflows/{id}/rollback", """{"version":1}""")).ReadAsync(HttpStatusCode.OK);

        Assert.Equal((3, first.Text("hash")), (back.GetProperty("version").GetInt32(), back.Text("hash")));
        Assert.Equal("Start", (await client.GetJsonAsync($"/api/workflows/{id}")).GetProperty("definition").GetProperty("nodes")[0].Text("name"));
        await (await client.PostJsonAsync($"/api/workflows/{id}/rollback", """{"version":9}""")).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData(Backend.Sqlite)]
    [InlineData(Backend.Postgres)]
    public async Task Publish_ManyAtOnce_MakesOneVersion(Backend backend)
    {
        await using var own = await Server.StartAsync(backend);
        var id = (await own.Client.CreateAsync()).Text("id");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => own.Client.PostJsonAsync($"/api/workflows/{id}/publish", "{}")));

        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.PreconditionFailed, answer.StatusCode.ToString()));
        Assert.Single((await own.Client.GetJsonAsync($"/api/workflows/{id}/versions")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData(Backend.Sqlite)]
    [InlineData(Backend.Postgres)]
    public async Task Publish_SameAddressAtOnce_GivesItToOne(Backend backend)
    {
        await using var own = await Server.StartAsync(backend);
        var ids = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ => (await own.Client.CreateAsync(Flows.Hook("contested"))).Text("id")));

        var answers = await Task.WhenAll(ids.Select(id => own.Client.PostJsonAsync($"/api/workflows/{id}/publish", "{}")));

        var winner = ids[Array.FindIndex(answers, answer => answer.StatusCode == HttpStatusCode.OK)];
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.PreconditionFailed or HttpStatusCode.UnprocessableEntity, answer.StatusCode.ToString()));
        Assert.Equal(winner, (await MatchAsync("POST", "contested", own))?.Hook.WorkflowId.ToString());
    }

    [Fact]
    public async Task Activate_Hooks_AreThereOnlyWhileActive()
    {
        var id = (await client.CreateAsync(Flows.Hook("active/{id}"))).Text("id");
        var before = await MatchAsync("POST", "active/7");

        await client.PublishAsync(id);
        var published = await MatchAsync("POST", "active/7");
        await client.PatchAsync(id, """{"active":false}""");
        var off = await MatchAsync("POST", "active/7");
        await client.PublishAsync(id);
        var stillOff = await MatchAsync("POST", "active/7");
        await client.PatchAsync(id, """{"active":true}""");
        var on = await MatchAsync("POST", "active/7");
        await (await client.PostJsonAsync($"/api/workflows/{id}/archive", "")).ReadAsync(HttpStatusCode.OK);

        Assert.Equal((Guid.Parse(id), "h", 1, "7"), (published!.Hook.WorkflowId, published.Hook.NodeId, published.Hook.Version, published.Values["id"]));
        Assert.NotNull(on);
        Assert.All([before, off, stillOff, await MatchAsync("POST", "active/7")], Assert.Null);
    }

    [Fact]
    public async Task Activate_AddressOfAnotherWorkflow_IsRefusedAndNamesIt()
    {
        await client.PublishAsync((await client.CreateAsync(Flows.Hook("taken/{x}"), "The first")).Text("id"));
        var second = (await client.CreateAsync(Flows.Hook("taken/:y"), "The second")).Text("id");

        var refused = await (await client.PostJsonAsync($"/api/workflows/{second}/publish", "{}")).ReadProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-definition");
        await client.PublishAsync(second, """{"activate":false}""");
        var conflict = await (await client.PatchAsync($"/api/workflows/{second}", Flows.Body("""{"active":true}"""), Json.Token)).ReadProblemAsync(HttpStatusCode.Conflict, "hook-taken");

        Assert.Equal(["hook-taken"], refused.Codes());
        Assert.Contains("The first", conflict.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(["hook-taken"], (await (await client.PostJsonAsync($"/api/workflows/{second}/validate", "")).ReadAsync(HttpStatusCode.OK)).Codes());
    }

    [Fact]
    public async Task Activate_OtherTenantsAddress_IsFree()
    {
        var (other, _) = await server.Server.AddTenantAsync("publish-other");
        await client.PublishAsync((await client.CreateAsync(Flows.Hook("shared"))).Text("id"));

        await other.PublishAsync((await other.CreateAsync(Flows.Hook("shared"))).Text("id"));
    }

    [Fact]
    public async Task Restart_Hooks_AreFoundAgain()
    {
        using var folder = new TemporaryFolder();
        string id;
        await using (var first = await Server.StartAsync(folder: folder))
        {
            id = (await first.Client.CreateAsync(Flows.Hook("again"))).Text("id");
            await first.Client.PublishAsync(id);
        }

        await using var second = await Server.StartAsync(folder: folder);

        Assert.Equal(id, (await MatchAsync("POST", "again", second))?.Hook.WorkflowId.ToString());
    }

    [Fact]
    public async Task Archive_Workflow_CannotBeEditedUntilItIsBack()
    {
        var id = (await client.CreateAsync()).Text("id");
        await (await client.PostJsonAsync($"/api/workflows/{id}/archive", "")).ReadAsync(HttpStatusCode.OK);

        await (await client.PostJsonAsync($"/api/workflows/{id}/publish", "{}")).ReadProblemAsync(HttpStatusCode.Conflict, "archived");
        await (await client.PutAsync($"/api/workflows/{id}", Flows.Body("""{"definition":{}}"""), Json.Token)).ReadProblemAsync(HttpStatusCode.Conflict, "archived");
        await (await client.PostJsonAsync($"/api/workflows/{id}/unarchive", "")).ReadAsync(HttpStatusCode.OK);

        await client.PublishAsync(id);
    }

    [Fact]
    public async Task Activate_WithoutAVersion_IsRefused()
    {
        var id = (await client.CreateAsync()).Text("id");

        await (await client.PatchAsync($"/api/workflows/{id}", Flows.Body("""{"active":true}"""), Json.Token)).ReadProblemAsync(HttpStatusCode.Conflict, "not-published");
    }

    [Fact]
    public async Task Store_PublishedVersion_IsFoundByItsReferenceAlsoAfterDeletion()
    {
        var id = Guid.Parse((await client.CreateAsync(name: "Stored")).Text("id"));
        await client.PublishAsync(id.ToString());
        var store = server.Server.Services.GetRequiredService<DefinitionStore>();
        var tenant = await TenantAsync();
        var reference = await store.FindPublishedAsync(tenant, id, Json.Token);

        await client.DeleteAsync($"/api/workflows/{id}", Json.Token);

        Assert.Equal("Stored", (await store.FindAsync(reference!, Json.Token))?.Identity.Name);
        Assert.Null(await store.FindPublishedAsync(tenant, id, Json.Token));
        Assert.Null(await store.FindAsync(reference! with { TenantId = Guid.CreateVersion7() }, Json.Token));
    }

    [Fact]
    public async Task Store_DraftKeptTwice_IsOneAndReadsTheSame()
    {
        var store = server.Server.Services.GetRequiredService<DefinitionStore>();
        var definition = DefinitionJson.Read(System.Text.Encoding.UTF8.GetBytes(Flows.Sound));
        var tenant = await TenantAsync();

        var references = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.KeepDraftAsync(tenant, Guid.CreateVersion7(), definition, Json.Token)));

        Assert.Single(references.Select(reference => Convert.ToHexString(reference.Hash)).Distinct());
        Assert.Equal(2, (await store.FindAsync(references[0], Json.Token))?.Definition.Nodes.Count);
    }

    [Fact]
    public async Task Delete_WhileARunIsAlive_IsRefused()
    {
        var id = (await client.CreateAsync()).Text("id");
        await AddRunAsync(Guid.Parse(id), RunStatus.Waiting);

        var problem = await (await client.DeleteAsync($"/api/workflows/{id}", Json.Token)).ReadProblemAsync(HttpStatusCode.Conflict, "runs-alive");

        Assert.Contains("1 run", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_DeletedWorkflows_GoOnceTheirRunsAreGone()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        await using var own = await Server.StartAsync(configure: builder => builder.Services.AddSingleton<TimeProvider>(time));
        var (kept, gone, alive) = (await NewAsync(), await NewAsync(), await NewAsync());
        await AddRunAsync(kept, RunStatus.Succeeded, own);
        foreach (var id in new[] { kept, gone }) await own.Client.DeleteAsync($"/api/workflows/{id}", Json.Token);
        time.Advance(TimeSpan.FromHours(2));

        await own.Services.GetRequiredService<DefinitionSweep>().SweepAsync(Json.Token);

        await using var db = own.Services.GetRequiredService<AuterityDbFactory>().Create(TenantScope.Tenant(await TenantAsync(own)));
        Assert.Equal([kept, alive], await db.Set<WorkflowRow>().OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(Json.Token));
        Assert.Equal([kept, alive], await db.Set<VersionRow>().OrderBy(row => row.WorkflowId).Select(row => row.WorkflowId).ToListAsync(Json.Token));

        async Task<Guid> NewAsync()
        {
            var id = (await own.Client.CreateAsync()).Text("id");
            await own.Client.PublishAsync(id);
            time.Advance(TimeSpan.FromSeconds(1));
            return Guid.Parse(id);
        }
    }

    private async Task AddRunAsync(Guid workflow, RunStatus status, Server? other = null)
    {
        await using var db = (other ?? server.Server).Services.GetRequiredService<AuterityDbFactory>().Create(TenantScope.Tenant(await TenantAsync(other)));
        db.Add(new RunRow { Id = RunId.New(DateTimeOffset.UnixEpoch.AddYears(60), 0), WorkflowId = workflow, DefinitionHash = new byte[32], Trigger = "t", Status = status, Shard = 4000 });
        await db.SaveChangesAsync(Json.Token);
    }

    private async Task<HookMatch?> MatchAsync(string method, string path, Server? other = null) =>
        (other ?? server.Server).Services.GetRequiredService<HookRoutes>().Match(await TenantAsync(other), method, path);

    private async Task<Guid> TenantAsync(Server? other = null) =>
        (await (other ?? server.Server).Services.GetRequiredService<ApiKeys>().FindAsync(Server.Key, Json.Token))!.TenantId;
}
