using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Server.Tests;

internal static class Json
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<JsonElement> GetJsonAsync(this HttpClient client, string path) => await client.GetFromJsonAsync<JsonElement>(path, Token);

    /// <summary>The answer's body, after checking its status.</summary>
    public static async Task<JsonElement> ReadAsync(this HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode}: {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text, JsonDefaults.Document).RootElement;
    }

    /// <summary>The problem, after checking its status, code, content type and trace id.</summary>
    public static async Task<JsonElement> ReadProblemAsync(this HttpResponseMessage response, HttpStatusCode expected, string code)
    {
        var problem = await response.ReadAsync(expected);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("/problems/" + code, problem.GetProperty("type").GetString());
        Assert.Matches("^[0-9a-f]{32}$", problem.GetProperty("traceId").GetString());
        return problem;
    }

    public static string Text(this JsonElement json, string property) => json.GetProperty(property).GetString()!;
}
