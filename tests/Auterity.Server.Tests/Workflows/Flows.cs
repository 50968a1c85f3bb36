using System.Net;
using System.Net.Http.Json;
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

    /// <summary>Creates a workflow and returns its view.</summary>
    public static async Task<JsonElement> CreateAsync(this HttpClient client, string definition = Sound, string name = "Flow") =>
        await (await client.PostJsonAsync("/api/workflows", $$"""{"name":{{JsonSerializer.Serialize(name)}},"definition":{{definition}}}""")).ReadAsync(HttpStatusCode.Created);

    public static async Task<JsonElement> PublishAsync(this HttpClient client, string id, string body = "{}") =>
        await (await client.PostJsonAsync($"/api/workflows/{id}/publish", body)).ReadAsync(HttpStatusCode.OK);

    /// <summary>Saves a draft.</summary>
    public static async Task<JsonElement> SaveAsync(this HttpClient client, string id, string definition) =>
        await (await client.PutAsync($"/api/workflows/{id}", Body($$"""{"definition":{{definition}}}"""), Json.Token)).ReadAsync(HttpStatusCode.OK);

    public static async Task<JsonElement> PatchAsync(this HttpClient client, string id, string body) =>
        await (await client.PatchAsync($"/api/workflows/{id}", Body(body), Json.Token)).ReadAsync(HttpStatusCode.OK);

    public static IEnumerable<string> Codes(this JsonElement view, string list = "faults") => view.GetProperty(list).EnumerateArray().Select(fault => fault.Text("code"));
}
