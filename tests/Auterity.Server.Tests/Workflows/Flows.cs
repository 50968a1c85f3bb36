using System.Net;
using System.Text;
using System.Text.Json;

namespace Auterity.Server.Tests.Workflows;

/// <summary>Workflows to create, and the calls tests make again and again.</summary>
internal static class Flows
{
    public const string Sound = """{"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},{"id":"a","type":"flow.noop","name":"A"}],"edges":[{"from":"t","to":"a"}]}""";

    public static string Hook(string path, string method = "POST") =>
        $$$"""{"nodes":[{"id":"h","type":"trigger.webhook","name":"Hook","parameters":{"path":"{{{path}}}","methods":["{{{method}}}"]}}],"edges":[]}""";

    public static StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");

    public static Task<HttpResponseMessage> PostJsonAsync(this HttpClient client, string path, string json) => client.PostAsync(path, Body(json), Json.Token);

    /// <summary>Sends a large body only when the server wants it, so that a refusal is read and not met as a broken connection.</summary>
    public static async Task<HttpResponseMessage> PostWaryAsync(this HttpClient client, string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.ExpectContinue = true;
        return await client.SendAsync(request, Json.Token);
    }

    /// <summary>Creates a workflow and returns its view.</summary>
    public static async Task<JsonElement> CreateAsync(this HttpClient client, string definition = Sound, string name = "Flow") =>
        await (await client.PostJsonAsync("/api/workflows", $$"""{"name":{{JsonSerializer.Serialize(name)}},"definition":{{definition}}}""")).ReadAsync(HttpStatusCode.Created);

    /// <summary>Stores a credential and returns its id.</summary>
    public static async Task<string> CreateCredentialAsync(this HttpClient client, string type, string values) =>
        (await (await client.PostJsonAsync("/api/credentials", $$"""{"name":"Shop","type":"{{type}}","values":{{values}}}""")).ReadAsync(HttpStatusCode.Created)).Text("id");

    /// <summary>Publishes a workflow, runs it to its end, and returns the run.</summary>
    public static async Task<JsonElement> RunDefinitionAsync(this HttpClient client, string definition, string input = "{}")
    {
        var id = (await client.CreateAsync(definition)).Text("id");
        await client.PublishAsync(id);
        return await client.RunPublishedAsync(id, input);
    }

    public static async Task<JsonElement> RunPublishedAsync(this HttpClient client, string id, string input = "{}") =>
        await (await client.PostJsonAsync($"/api/workflows/{id}/runs?wait=60", $$"""{"input":{{input}}}""")).ReadAsync(HttpStatusCode.OK);

    /// <summary>The last activation of a node in a run.</summary>
    public static async Task<JsonElement> StepAsync(this HttpClient client, string run, string node) =>
        (await client.GetJsonAsync($"/api/runs/{run}/steps?node={node}")).GetProperty("steps").EnumerateArray().Last();

    public static async Task<JsonElement> PublishAsync(this HttpClient client, string id, string body = "{}") =>
        await (await client.PostJsonAsync($"/api/workflows/{id}/publish", body)).ReadAsync(HttpStatusCode.OK);

    /// <summary>Saves a draft.</summary>
    public static async Task<JsonElement> SaveAsync(this HttpClient client, string id, string definition) =>
        await (await client.PutAsync($"/api/workflows/{id}", Body($$"""{"definition":{{definition}}}"""), Json.Token)).ReadAsync(HttpStatusCode.OK);

    public static async Task<JsonElement> PatchAsync(this HttpClient client, string id, string body) =>
        await (await client.PatchAsync($"/api/workflows/{id}", Body(body), Json.Token)).ReadAsync(HttpStatusCode.OK);

    public static IEnumerable<string> Codes(this JsonElement view, string list = "faults") => view.GetProperty(list).EnumerateArray().Select(fault => fault.Text("code"));
}
