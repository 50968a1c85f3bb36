using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Auterity.Bench.Servers;

/// <summary>A server's API, as far as the bench needs it.</summary>
internal sealed class ApiClient : IDisposable
{
    public const string Key = "bench-administrator-key-0123456789";

    private readonly HttpClient http;

    public ApiClient(Uri address)
    {
        http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    /// <summary>Creates a workflow and publishes it.</summary>
    public async Task<Guid> PublishAsync(Flow flow)
    {
        var created = await PostAsync("/api/workflows", $$"""{"name":{{JsonSerializer.Serialize(flow.Name)}},"definition":{{flow.Definition}}}""");
        var id = created.GetProperty("id").GetGuid();
        await PostAsync($"/api/workflows/{id}/publish", "{}");
        return id;
    }

    /// <exception cref="HttpRequestException">The server refused; the message has its answer.</exception>
    public async Task<JsonElement> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : throw new HttpRequestException($"{path}: {(int)answer.StatusCode} {text}");
    }

    public async Task<JsonElement> GetAsync(string path) => JsonDocument.Parse(await TextAsync(path)).RootElement;

    public Task<string> TextAsync(string path) => http.GetStringAsync(new Uri(path, UriKind.Relative));

    /// <summary>Whether the server takes work.</summary>
    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Dispose() => http.Dispose();
}
