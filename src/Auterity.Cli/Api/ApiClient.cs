using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Cli.Profiles;

namespace Auterity.Cli.Api;

/// <summary>The server's API: answers are JSON as it came, everything else is a <see cref="Failure"/> with the server's own words.</summary>
internal sealed class ApiClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    /// <summary>Bodies from here on ask first whether they are welcome, so that a refusal is read and not lost in a broken connection.</summary>
    private const int LargeBody = 1_000_000;

    private readonly HttpClient http;
    private readonly TimeProvider time;

    public ApiClient(Connection connection, TimeProvider time)
    {
        this.time = time;
        Url = connection.Url;
        ApiKey = connection.ApiKey;
        http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5), AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromSeconds(10) })
        {
            BaseAddress = new Uri(Url.ToString().TrimEnd('/') + "/"), Timeout = Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("auterity-cli", typeof(ApiClient).Assembly.GetName().Version!.ToString(3)));
        if (ApiKey is not null) http.DefaultRequestHeaders.Add("X-Api-Key", ApiKey);
    }

    public Uri Url { get; }

    public string? ApiKey { get; }

    public Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(new ApiRequest(HttpMethod.Get, path), cancellationToken);

    public Task<JsonElement> PostAsync(string path, JsonNode? body, CancellationToken cancellationToken) => SendAsync(new ApiRequest(HttpMethod.Post, path) { Body = body ?? new JsonObject() }, cancellationToken);

    /// <summary>A list, page by page, until it ends or <paramref name="most"/> rows have come.</summary>
    public async Task<List<JsonElement>> ListAsync(string path, int most, CancellationToken cancellationToken)
    {
        var rows = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await GetAsync(ApiPath.With(path, ("limit", Math.Min(200, most - rows.Count).ToString(System.Globalization.CultureInfo.InvariantCulture)), ("cursor", cursor)), cancellationToken);
            rows.AddRange(page.List("items"));
            cursor = page.Text("next");
        }
        while (cursor is not null && rows.Count < most);
        return rows;
    }

    /// <summary>The answer's body; undefined when it has none.</summary>
    public async Task<JsonElement> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (status, contentType, body) = await ExchangeAsync(request, cancellationToken);
        if ((int)status is >= 200 and < 300 && body.Length == 0) return default;
        try
        {
            var json = JsonDocument.Parse(body, Deep).RootElement;
            return (int)status is >= 200 and < 300 || request.TakesAnyStatus ? json : throw ApiProblem.Of(status, json);
        }
        catch (JsonException)
        {
            throw ApiProblem.NotOurs(status, contentType, Url);
        }
    }

    /// <summary>The answer as it came.</summary>
    public async Task<byte[]> DownloadAsync(string path, CancellationToken cancellationToken)
    {
        var (status, contentType, body) = await ExchangeAsync(new ApiRequest(HttpMethod.Get, path), cancellationToken);
        if ((int)status is >= 200 and < 300) return body;
        try
        {
            throw ApiProblem.Of(status, JsonDocument.Parse(body, Deep).RootElement);
        }
        catch (JsonException)
        {
            throw ApiProblem.NotOurs(status, contentType, Url);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<(HttpStatusCode Status, string? ContentType, byte[] Body)> ExchangeAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var limit = Patience + request.Waits;
        using var timer = new CancellationTokenSource(limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        using var message = Message(request);
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            return (response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync(linked.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new Failure(ExitCode.Unreachable, $"{Url} gave no answer within {limit.TotalSeconds:0} seconds.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw ApiProblem.Unreachable(Url, e);
        }
    }

    private static HttpRequestMessage Message(ApiRequest request)
    {
        var message = new HttpRequestMessage(request.Method, request.Path);
        var bytes = request.Bytes ?? (request.Body is { } body ? Encoding.UTF8.GetBytes(body.ToJsonString()) : null);
        if (bytes is not null)
        {
            message.Content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            message.Headers.ExpectContinue = bytes.Length >= LargeBody;
        }

        if (request.IfMatch is { } revision) message.Headers.TryAddWithoutValidation("If-Match", $"\"{revision}\"");
        if (request.Key is { } key) message.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return message;
    }
}

/// <summary>A request; paths are relative to the server's address.</summary>
internal sealed record ApiRequest(HttpMethod Method, string Path)
{
    public JsonNode? Body { get; init; }

    /// <summary>The body as bytes, instead of <see cref="Body"/>.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>The revision the change is meant for; null for any.</summary>
    public int? IfMatch { get; init; }

    /// <summary>Makes a repetition safe.</summary>
    public string? Key { get; init; }

    /// <summary>How long the server was asked to wait before it answers.</summary>
    public TimeSpan Waits { get; init; }

    /// <summary>Whether JSON with an error status is an answer too.</summary>
    public bool TakesAnyStatus { get; init; }
}
