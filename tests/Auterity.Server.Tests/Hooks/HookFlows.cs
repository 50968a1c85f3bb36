using System.Net.Http.Headers;
using System.Text.Json;
using Auterity.Server.Tests.Runs;

namespace Auterity.Server.Tests.Hooks;

/// <summary>Workflows behind hooks.</summary>
internal static class HookFlows
{
    /// <summary>Publishes a hook that answers with what it received; returns its path.</summary>
    /// <param name="parameters">More members of the trigger's parameters, each followed by a comma.</param>
    public static async Task<(string Path, string Workflow)> HookAsync(
        this HttpClient client, string parameters = "", string? path = null, string respond = "whenFinished", string nodes = "", string edges = "", string node = "", string settings = "{}")
    {
        path ??= "h" + Guid.CreateVersion7().ToString("N");
        var definition = $$"""
            {"nodes":[{"id":"h","type":"trigger.webhook","name":"Hook","parameters":{ {{parameters}} "path":"{{path}}","respond":"{{respond}}"}{{node}}}{{nodes}}],"edges":[{{edges}}],"settings":{{settings}}}
            """;
        return (path, await client.PublishedAsync(definition, "Hook " + path));
    }

    public static Task<HttpResponseMessage> CallAsync(this HttpClient client, string path, string method = "POST", HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return client.SendAsync(request, Json.Token);
    }

    public static ByteArrayContent Bytes(byte[] bytes, string? type)
    {
        var content = new ByteArrayContent(bytes);
        if (type is not null) content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    /// <summary>Stores a credential and returns its id.</summary>
    public static async Task<string> CredentialAsync(this HttpClient client, string type, string values) =>
        (await (await client.PostAsync("/api/credentials", Workflows.Flows.Body($$"""{"name":"c","type":"{{type}}","values":{{values}}}"""), Json.Token)).ReadAsync(System.Net.HttpStatusCode.Created)).Text("id");

    /// <summary>Runs of a workflow, newest first.</summary>
    public static async Task<JsonElement[]> RunsOfAsync(this HttpClient client, string workflow) =>
        [.. (await client.GetJsonAsync($"/api/runs?workflowId={workflow}")).GetProperty("items").EnumerateArray()];
}
