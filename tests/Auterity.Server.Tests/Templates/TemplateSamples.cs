using System.Net;
using System.Text.Json;
using Auterity.Server.Tests.Workflows;

namespace Auterity.Server.Tests.Templates;

/// <summary>Templates to create, and the calls tests make again and again.</summary>
internal static class TemplateSamples
{
    /// <summary>Greets with a word that is to be filled in.</summary>
    public static string Greeting(string name = "Greeting", string expected = "Hello Ann") => $$$"""
        {"name":"{{{name}}}","summary":"Greets whoever calls.","category":"Samples",
         "parameters":{"type":"object","properties":{"greeting":{"type":"string","default":"Hello"},"times":{"type":"integer","minimum":1,"maximum":3} } },
         "definition":{"nodes":[{"id":"s","type":"trigger.manual","name":"Start"},
           {"id":"g","type":"data.set","name":"Greet","credentials":{"auth":"0198c0de-0000-7000-8000-000000000001"},"parameters":{"fields":[{"name":"text","value":"=%{greeting} {{ $json.name }}"},{"name":"times","value":"%{times}"}],"includeOther":"none"}}],"edges":[{"from":"s","to":"g"}]},
         "layout":{"nodes":{"s":{"x":80,"y":240} } },
         "tests":[{"name":"Greets","parameters":{"times":2},"input":{"name":"Ann"},"expect":{"output":{"text":"{{{expected}}}","times":2} } }]}
        """;

    /// <summary>A template with one node and one test.</summary>
    public static string With(string node, string test = "", string edges = """[{"from":"s","to":"n"}]""") => $$"""
        {"name":"One","summary":"","category":"Samples","definition":{"nodes":[{"id":"s","type":"trigger.manual","name":"Start"},{{node}}],"edges":{{edges}}},"tests":[{{test}}]}
        """;

    public static string Document(string document) => $$"""{"document":{{document}}}""";

    public static async Task<JsonElement> CreateTemplateAsync(this HttpClient client, string? document = null) =>
        await (await client.PostJsonAsync("/api/templates", Document(document ?? Greeting()))).ReadAsync(HttpStatusCode.Created);

    public static async Task<JsonElement> SaveTemplateAsync(this HttpClient client, string id, string document, string note = "") =>
        await (await client.PutAsync($"/api/templates/{id}", Flows.Body($$"""{"document":{{document}},"note":"{{note}}"}"""), Json.Token)).ReadAsync(HttpStatusCode.OK);

    public static async Task<JsonElement> TestAsync(this HttpClient client, string document) =>
        await (await client.PostJsonAsync("/api/templates/test", Document(document))).ReadAsync(HttpStatusCode.OK);
}
