using System.Net;
using Auterity.Server.Tests.Hooks;
using Auterity.Server.Tests.Runs;

namespace Auterity.Server.Tests.Workflows;

/// <summary>What a definition names outside itself is checked when it is published, all at once, each fault with its node and field.</summary>
public abstract class ReferenceTests(SharedServer host)
{
    private const string Nobody = "01890000-0000-7000-8000-000000000000";

    private const string Called = """{"nodes":[{"id":"c","type":"trigger.workflow","name":"Called"}]}""";

    private const string OnError = """{"nodes":[{"id":"e","type":"trigger.error","name":"On error"}]}""";

    private HttpClient Client => host.Client;

    [Fact]
    public async Task Publish_NamingWhatDoesNotExist_IsRefusedWithEveryFault()
    {
        var id = (await Client.CreateAsync(Naming(Nobody, Nobody, Nobody))).Text("id");

        var problem = await (await Client.PostJsonAsync($"/api/workflows/{id}/publish", "{}")).ReadProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-definition");

        Assert.Equal(
            [("credentials.auth", "credential-unknown", "h"), ("parameters.workflowId", "unknown-workflow", "c"), ("settings.errorWorkflow", "unknown-workflow", null)],
            problem.GetProperty("faults").EnumerateArray().Where(fault => fault.Text("severity") == "error").Select(fault => (fault.Text("field"), fault.Text("code"), fault.TryGetProperty("nodeId", out var node) ? node.GetString() : null)));
    }

    [Fact]
    public async Task Publish_NamingWhatExists_Works()
    {
        var credential = await Client.CredentialAsync("http.basic", """{"user":"a","password":"b"}""");
        var id = (await Client.CreateAsync(Naming(credential, await Client.PublishedAsync(Called), await Client.PublishedAsync(OnError)))).Text("id");

        Assert.Empty((await Client.PublishAsync(id)).GetProperty("warnings").EnumerateArray());
    }

    [Fact]
    public async Task Publish_NamingWhatCannotAnswerYet_Warns()
    {
        var credential = await Client.CredentialAsync("http.basic", """{"user":"a","password":"b"}""");
        var draft = (await Client.CreateAsync(Called)).Text("id");
        var id = (await Client.CreateAsync(Naming(credential, draft, await Client.PublishedAsync(Called)))).Text("id");

        Assert.Equal(["workflow-not-published", "workflow-trigger"], (await Client.PublishAsync(id)).Codes("warnings"));
    }

    [Fact]
    public async Task Publish_CredentialOfAnotherType_IsRefused()
    {
        var credential = await Client.CredentialAsync("smtp", """{"host":"mail.example","user":"a","password":"b"}""");
        var id = (await Client.CreateAsync($$$"""{"nodes":[{"id":"h","type":"trigger.webhook","name":"Hook","parameters":{"path":"x{{{Guid.CreateVersion7():N}}}"},"credentials":{"auth":"{{{credential}}}"}}]}""")).Text("id");

        var problem = await (await Client.PostJsonAsync($"/api/workflows/{id}/publish", "{}")).ReadProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-definition");

        Assert.Equal(["credential-type"], problem.Codes());
    }

    [Fact]
    public async Task Publish_NamingThingsOfAnotherTenant_IsRefused()
    {
        var (other, _) = await host.Server.AddTenantAsync("ref" + Guid.CreateVersion7().ToString("N"));
        var credential = await other.CredentialAsync("http.basic", """{"user":"a","password":"b"}""");
        var id = (await Client.CreateAsync(Naming(credential, await other.PublishedAsync(Called), await other.PublishedAsync(OnError)))).Text("id");

        var problem = await (await Client.PostJsonAsync($"/api/workflows/{id}/publish", "{}")).ReadProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-definition");

        Assert.Equal(["credential-unknown", "unknown-workflow", "unknown-workflow"], problem.Codes());
    }

    [Fact]
    public async Task Validate_DraftAndDefinition_TellTheSameFaults()
    {
        var definition = Naming(Nobody, Nobody, Nobody);
        var id = (await Client.CreateAsync(definition)).Text("id");

        var draft = await (await Client.PostJsonAsync($"/api/workflows/{id}/validate", "{}")).ReadAsync(HttpStatusCode.OK);
        var sent = await (await Client.PostJsonAsync("/api/workflows/validate", $$"""{"definition":{{definition}}}""")).ReadAsync(HttpStatusCode.OK);

        Assert.Equal((false, draft.GetProperty("faults").GetRawText()), (sent.GetProperty("valid").GetBoolean(), sent.GetProperty("faults").GetRawText()));
        Assert.Equal(["credential-unknown", "unknown-workflow", "unknown-workflow"], draft.Codes());
    }

    [Fact]
    public async Task Validate_TakenHook_IsTold()
    {
        var (path, _) = await Client.HookAsync();

        var sent = await (await Client.PostJsonAsync("/api/workflows/validate", $$"""{"definition":{{Flows.Hook(path)}}}""")).ReadAsync(HttpStatusCode.OK);

        Assert.Equal(["hook-taken"], sent.Codes());
    }

    [Fact]
    public async Task Archive_AndRollBack_LeaveRunsAlone()
    {
        var id = await Client.PublishedAsync(RunFlows.Waiting);
        var run = await Client.RunAsync(id);
        await host.Server.UntilStatusAsync(Client, run, "waiting");
        await Client.SaveAsync(id, RunFlows.Double);
        await Client.PublishAsync(id);
        await (await Client.PostJsonAsync($"/api/workflows/{id}/rollback", """{"version":1}""")).ReadAsync(HttpStatusCode.OK);
        await (await Client.DeleteAsync($"/api/workflows/{id}", Json.Token)).ReadProblemAsync(HttpStatusCode.Conflict, "runs-alive");
        await (await Client.PostAsync($"/api/workflows/{id}/archive", null, Json.Token)).ReadAsync(HttpStatusCode.OK);

        await (await Client.StartAsync(id)).ReadProblemAsync(HttpStatusCode.Conflict, "archived");
        await (await Client.ActAsync(run, "signal", """{"name":"go"}""")).ReadAsync(HttpStatusCode.OK);
        var end = await Client.EndOfAsync(run);

        Assert.Equal(("succeeded", 1), (end.Text("status"), end.GetProperty("version").GetInt32()));
        Assert.Equal(HttpStatusCode.NoContent, (await Client.DeleteAsync($"/api/workflows/{id}", Json.Token)).StatusCode);
        Assert.Equal("succeeded", (await Client.GetJsonAsync($"/api/runs/{run}")).Text("status"));
        await (await Client.StartAsync(id)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await Client.PostJsonAsync($"/api/workflows/{id}/test-runs", "{}")).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    /// <summary>A workflow that names a credential, another workflow and an error workflow.</summary>
    private static string Naming(string credential, string called, string onError) => $$$"""
        {"nodes":[{"id":"h","type":"trigger.webhook","name":"Hook","parameters":{"path":"x{{{Guid.CreateVersion7():N}}}","auth":"basic"},"credentials":{"auth":"{{{credential}}}"}},
          {"id":"c","type":"flow.workflow","name":"Call","parameters":{"workflowId":"{{{called}}}"}}],
         "edges":[{"from":"h","to":"c"}],"settings":{"errorWorkflow":"{{{onError}}}"}}
        """;
}

public sealed class SqliteReferenceTests(DefaultServer host) : ReferenceTests(host), IClassFixture<DefaultServer>;

public sealed class PostgresReferenceTests(DefaultPostgresServer host) : ReferenceTests(host), IClassFixture<DefaultPostgresServer>;
