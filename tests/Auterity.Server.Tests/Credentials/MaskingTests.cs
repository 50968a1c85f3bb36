using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Server.Tests.Workflows;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Plan;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Server.Tests.Credentials;

/// <summary>What a vendor echoes and a careless node tells must not reach people, logs or the disk.</summary>
public sealed class MaskingTests
{
    private const string Secret = "hunter22+/very \"secret\"";

    public static TheoryData<string, string> Credentials => new()
    {
        { "http.basic", JsonSerializer.Serialize(new { user = "ann", password = Secret }) },
        { "http.bearer", JsonSerializer.Serialize(new { token = Secret }) },
        { "http.header", JsonSerializer.Serialize(new { name = "X-Key", value = Secret }) },
        { "http.query", JsonSerializer.Serialize(new { name = "key", value = Secret }) },
        { "http.custom", JsonSerializer.Serialize(new { json = JsonSerializer.Serialize(new { headers = new Dictionary<string, string> { ["X-Key"] = "Token " + Secret }, query = new { key = Secret } }) }) },
    };

    [Theory, MemberData(nameof(Credentials))]
    public async Task Request_VendorEchoesTheSecretInItsError_NobodySeesIt(string type, string values)
    {
        await using var vendor = await Vendor.StartAsync(context => EchoAsync(context, StatusCodes.Status401Unauthorized));
        var log = new LogLines();
        using var folder = new TemporaryFolder();
        await using var server = await Server.StartAsync(folder: folder, configure: log.Attach, settings: [Vendor.Allowed]);
        var credential = await server.Client.CreateCredentialAsync(type, values);

        var (run, seen) = await RunFailingAsync(server, Request(vendor, credential));

        Assert.Contains("•••", run.GetProperty("error").GetRawText(), StringComparison.Ordinal);
        Leaks.AssertNone("the API", seen, Secret);
        Leaks.AssertNone("the log", log.Text, Secret);
        Leaks.AssertNoneStored(folder.Path, Secret);
    }

    [Fact]
    public async Task Request_VendorEchoesAFetchedToken_NobodySeesIt()
    {
        const string Token = "fetched-token-0123456789";
        await using var vendor = await Vendor.StartAsync(context => context.Request.Path == "/token"
            ? context.Response.WriteAsJsonAsync(new { access_token = Token, expires_in = 3600 })
            : EchoAsync(context, StatusCodes.Status403Forbidden));
        using var folder = new TemporaryFolder();
        await using var server = await Server.StartAsync(folder: folder, settings: [Vendor.Allowed]);
        var credential = await server.Client.CreateCredentialAsync("oauth2.clientCredentials", JsonSerializer.Serialize(new { tokenUrl = vendor.At("/token"), clientId = "app", clientSecret = Secret }));

        var (_, seen) = await RunFailingAsync(server, Request(vendor, credential));

        Leaks.AssertNone("the API", seen, Secret, Token);
        Leaks.AssertNoneStored(folder.Path, Secret, Token);
    }

    [Fact]
    public async Task Step_TellsItsSecretEverywhere_NobodySeesIt()
    {
        var log = new LogLines();
        using var folder = new TemporaryFolder();
        var progress = new ConcurrentQueue<string>();
        await using var server = await Server.StartAsync(folder: folder, configure: builder => Blabbing(builder, log));
        server.Services.GetRequiredService<RunProgress>().OnProgress += (_, _, _, _, message) => progress.Enqueue(message ?? "");
        var credential = await server.Client.CreateCredentialAsync("http.basic", JsonSerializer.Serialize(new { user = "ann", password = Secret }));

        var (run, seen) = await RunFailingAsync(server, $$$"""
            {"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},{"id":"b","type":"test.blab","name":"Blab","parameters":{"note":"={{ 'a ' + $secrets.shop }}"},"credentials":{"auth":"{{{credential}}}"}}],
             "edges":[{"from":"t","to":"b"}]}
            """);

        Assert.Equal("blabbed", run.GetProperty("error").Text("code"));
        Assert.Contains("progress", Assert.Single(progress), StringComparison.Ordinal);
        Assert.Contains("log •••", seen, StringComparison.Ordinal);
        Leaks.AssertNone("progress", string.Join('\n', progress), Secret);
        Leaks.AssertNone("the API", seen, Secret, ShopSecret);
        Leaks.AssertNone("the log", log.Text, Secret, ShopSecret);
        Leaks.AssertNoneStored(folder.Path, Secret, ShopSecret);
    }

    [Fact]
    public async Task Steps_OfAnEffect_ShowItsParametersEvaluatedAndMasked()
    {
        await using var server = await Server.StartAsync(configure: builder => Blabbing(builder, new LogLines()));
        var credential = await server.Client.CreateCredentialAsync("http.basic", """{"user":"ann","password":"hunter22"}""");

        var (_, steps) = await RunAsync(server, $$$"""
            {"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},
              {"id":"b","type":"test.blab","name":"Blab","parameters":{"note":"={{ $json.n + ' ' + $secrets.shop }}","then":"echo"},"credentials":{"auth":"{{{credential}}}"}},
              {"id":"s","type":"data.set","name":"Pure","parameters":{"fields":[{"name":"x","type":"string","value":"={{ 1 + 1 }}"}]}}],
             "edges":[{"from":"t","to":"b"},{"from":"b","to":"s"}]}
            """, """[{"n":"one"},{"n":"two"}]""");

        var blab = Step(steps, "b");
        Assert.Equal(["one •••", "two •••"], blab.GetProperty("parameters").EnumerateObject().Select(unit => unit.Value.Text("note")));
        Assert.False(Step(steps, "s").TryGetProperty("parameters", out var pure) && pure.ValueKind != JsonValueKind.Null);
    }

    [Fact]
    public async Task Steps_OutputWithACredentialsSecret_IsFlagged()
    {
        await using var vendor = await Vendor.StartAsync(context => EchoAsync(context, StatusCodes.Status200OK));
        await using var server = await Server.StartAsync(settings: [Vendor.Allowed]);
        var credential = await server.Client.CreateCredentialAsync("http.bearer", """{"token":"hunter22-very-secret"}""");

        var (_, steps) = await RunAsync(server, Request(vendor, credential), "{}");
        var (_, quiet) = await RunAsync(server, Request(vendor, credential).Replace("/echo", "/quiet", StringComparison.Ordinal), "{}");

        Assert.Equal("secret-in-output", Assert.Single(Step(steps, "r").GetProperty("warnings").EnumerateArray()).Text("code"));
        Assert.False(Step(quiet, "r").TryGetProperty("warnings", out var none) && none.ValueKind != JsonValueKind.Null);
    }

    [Fact]
    public async Task Hook_CallerProvesItself_TheProofIsNotStored()
    {
        using var folder = new TemporaryFolder();
        await using var server = await Server.StartAsync(folder: folder);
        var credential = await server.Client.CreateCredentialAsync("http.header", JsonSerializer.Serialize(new { name = "X-Hook-Key", value = "hook-key-0123456789" }));
        var flow = await server.Client.CreateAsync($$$"""
            {"nodes":[{"id":"h","type":"trigger.webhook","name":"Hook","parameters":{"path":"proof","auth":"header","respond":"whenFinished"},"credentials":{"auth":"{{{credential}}}"}}],"edges":[]}
            """);
        await server.Client.PublishAsync(flow.Text("id"));
        using var call = new HttpRequestMessage(HttpMethod.Post, "/hooks/proof") { Content = Flows.Body("""{"n":1}""") };
        call.Headers.Add("X-Hook-Key", "hook-key-0123456789");

        var answer = await server.Anonymous.SendAsync(call, Json.Token);

        Assert.Equal("•••", (await answer.ReadAsync(HttpStatusCode.OK)).GetProperty("headers").Text("x-hook-key"));
        Leaks.AssertNoneStored(folder.Path, "hook-key-0123456789");
    }

    private const string ShopSecret = "shop-secret-0123456789";

    private static void Blabbing(WebApplicationBuilder builder, LogLines log)
    {
        log.Attach(builder);
        builder.Services.AddNodeCatalog(typeof(BlabNode).Assembly);
        builder.Services.AddSingleton<TenantServices>();
        builder.Services.AddSingleton<StepServices>(provider => new WithSecrets(provider.GetRequiredService<TenantServices>()));
    }

    /// <summary>Answers with everything it was sent, in its status line, a header and the body.</summary>
    private static Task EchoAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        if (context.Request.Path == "/quiet") return context.Response.WriteAsJsonAsync(new { ok = true });
        var sent = string.Join(' ', [.. context.Request.Headers.Where(header => header.Key is "Authorization" or "X-Key").Select(header => header.Value.ToString()), context.Request.QueryString.Value, context.Request.Query["key"].ToString()]);
        context.Response.Headers["X-Echo"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(sent));
        return context.Response.WriteAsJsonAsync(new { message = $"refused {sent}", sent, list = new[] { sent }, encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(sent)), url = Uri.EscapeDataString(sent) });
    }

    private static string Request(Vendor vendor, string credential) => $$$"""
        {"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},
          {"id":"r","type":"http.request","name":"Request","parameters":{"url":"{{{vendor.At("/echo")}}}"},"credentials":{"auth":"{{{credential}}}"}}],
         "edges":[{"from":"t","to":"r"}]}
        """;

    /// <summary>Runs a workflow that fails, with an error workflow behind it; everything the API tells about both.</summary>
    private static async Task<(JsonElement Run, string Seen)> RunFailingAsync(Server server, string definition)
    {
        var handler = await server.Client.CreateAsync("""{"nodes":[{"id":"e","type":"trigger.error","name":"Error"}],"edges":[]}""", "Handler");
        await server.Client.PublishAsync(handler.Text("id"));
        var closing = definition.TrimEnd().LastIndexOf('}');
        var (run, _) = await RunAsync(server, definition.TrimEnd()[..closing] + $$$""","settings":{"errorWorkflow":"{{{handler.Text("id")}}}"}}""", "{}");
        Assert.Equal("failed", run.Text("status"));
        var seen = new StringBuilder(run.GetRawText());
        JsonElement runs;
        do runs = await server.Client.GetJsonAsync("/api/runs"); // the handler's run is there before this one ends
        while (runs.GetProperty("items").EnumerateArray().Any(item => item.Text("status") is "running" or "queued"));
        Assert.Equal(2, runs.GetProperty("items").GetArrayLength());
        seen.Append(runs.GetRawText());
        foreach (var id in runs.GetProperty("items").EnumerateArray().Select(item => item.Text("id")))
            seen.Append(await server.Client.GetStringAsync($"/api/runs/{id}", Json.Token)).Append(await server.Client.GetStringAsync($"/api/runs/{id}/steps", Json.Token));
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/api/runs?text=refused", Json.Token)).StatusCode);
        return (run, seen.ToString());
    }

    private static async Task<(JsonElement Run, JsonElement Steps)> RunAsync(Server server, string definition, string input)
    {
        var run = await server.Client.RunDefinitionAsync(definition, input);
        return (run, await server.Client.GetJsonAsync($"/api/runs/{run.Text("id")}/steps"));
    }

    private static JsonElement Step(JsonElement steps, string node) => steps.GetProperty("steps").EnumerateArray().Single(step => step.Text("nodeId") == node);

    /// <summary>The server's services, and a value for <c>$secrets.shop</c>.</summary>
    private sealed class WithSecrets(StepServices inner) : StepServices
    {
        public override IBlobs BlobsOf(Guid tenantId) => inner.BlobsOf(tenantId);

        public override ReadOnlyMemory<byte> ReadPayload(Guid tenantId, string id) => inner.ReadPayload(tenantId, id);

        public override IStateStore StateOf(Guid tenantId, Guid workflowId) => inner.StateOf(tenantId, workflowId);

        public override ValueTask<Credential> CredentialAsync(Guid tenantId, Guid credentialId, CredentialSlotAttribute slot, CancellationToken cancellationToken) =>
            inner.CredentialAsync(tenantId, credentialId, slot, cancellationToken);

        public override IEnumerable<string> SecretsOf(Guid tenantId, Credential credential) => inner.SecretsOf(tenantId, credential);

        public override Uri ResumeUrl(Guid tenantId, Guid runId) => inner.ResumeUrl(tenantId, runId);

        public override Uri ResumeUrl(Guid tenantId, Guid runId, string nodeId, int activation) => inner.ResumeUrl(tenantId, runId, nodeId, activation);

        public override JsonElement? Root(WorkflowIdentity workflow, string name) => inner.Root(workflow, name);

        public override string? Secret(Guid tenantId, string name) => name == "shop" ? ShopSecret : null;

        public override void Progress(Guid tenantId, Guid runId, int activation, double fraction, string? message) => inner.Progress(tenantId, runId, activation, fraction, message);
    }
}
