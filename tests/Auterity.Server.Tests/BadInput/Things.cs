using System.Net;
using Auterity.Server.Tests.Hooks;
using Auterity.Server.Tests.Runs;
using Auterity.Server.Tests.Workflows;

namespace Auterity.Server.Tests.BadInput;

/// <summary>One of everything that has an id, so that operations meet something that is there.</summary>
internal sealed record Things(string Workflow, string Run, string Credential, string ApiKey, string Blob, string Template)
{
    public const string Nobody = "01890000-0000-7000-8000-000000000000";

    public static async Task<Things> CreateAsync(Server server)
    {
        var client = server.Client;
        var workflow = await client.PublishedAsync(RunFlows.Waiting);
        var run = await client.RunAsync(workflow);
        await server.UntilStatusAsync(client, run, "waiting");
        var key = await (await client.PostJsonAsync("/api/api-keys", """{"name":"k","scopes":["read"]}""")).ReadAsync(HttpStatusCode.Created);
        var blob = await (await client.PostAsync("/api/blobs", HookFlows.Bytes("x"u8.ToArray(), "text/plain"), Json.Token)).ReadAsync(HttpStatusCode.Created);
        var template = await (await client.PostJsonAsync("/api/templates", $$"""{"workflowId":"{{workflow}}"}""")).ReadAsync(HttpStatusCode.Created);
        return new(workflow, run, await client.CredentialAsync("http.basic", """{"user":"a","password":"b"}"""), key.TryGetProperty("id", out var id) ? id.GetString()! : key.GetProperty("apiKey").Text("id"), blob.Text("id"), template.Text("id"));
    }

    /// <summary>The path with an id for each parameter.</summary>
    public string PathOf(Operation operation) => operation.Path
        .Replace("{sha256}", Blob, StringComparison.Ordinal)
        .Replace("{version}", "1", StringComparison.Ordinal)
        .Replace("{type}", "flow.noop", StringComparison.Ordinal)
        .Replace("{id}", IdFor(operation.Path), StringComparison.Ordinal);

    private string IdFor(string path) => path switch
    {
        _ when path.StartsWith("/api/workflows", StringComparison.Ordinal) => Workflow,
        _ when path.StartsWith("/api/runs", StringComparison.Ordinal) => Run,
        _ when path.StartsWith("/api/credentials", StringComparison.Ordinal) => Credential,
        _ when path.StartsWith("/api/templates", StringComparison.Ordinal) => Template,
        _ when path.StartsWith("/api/api-keys", StringComparison.Ordinal) => ApiKey,
        _ => Nobody,
    };
}
