using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Outbound.Auth;

/// <summary>What a token server gave.</summary>
/// <param name="Value">The access token.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Refresh">Token to renew it with; null when there is none, or the one before stays.</param>
/// <param name="Scope">What was granted, where the server says so.</param>
/// <param name="IdToken">Who granted it, as a JSON web token; null when the server does not say.</param>
internal sealed record Token(string Value, DateTimeOffset Until, string? Refresh = null, string? Scope = null, string? IdToken = null);

/// <summary>Asks token servers, through the guard.</summary>
internal sealed class TokenRequests(OutboundHttp http, TimeProvider time)
{
    private const int LargestAnswer = 1 << 20;

    /// <summary>Asks for a token with a grant.</summary>
    /// <param name="credential">Says where, and as which client.</param>
    /// <param name="form">The grant and what belongs to it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NodeException"><c>credential-invalid</c> when the server refuses, with its <c>error</c> in the details; <c>connect-failed</c> when it cannot be reached.</exception>
    public async Task<Token> SendAsync(Credential credential, Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        var url = AddressOf(credential["tokenUrl"], "token URL");
        var (status, body) = await PostAsync(credential, url, form, cancellationToken);
        return TokenOf(url, status, body);
    }

    /// <summary>Tells the server that a token is not used any more (RFC 7009).</summary>
    /// <exception cref="NodeException">It refused, or cannot be reached.</exception>
    public async Task RevokeAsync(Credential credential, string token, CancellationToken cancellationToken)
    {
        var url = AddressOf(credential["revocationUrl"], "revocation URL");
        var (status, _) = await PostAsync(credential, url, new() { ["token"] = token }, cancellationToken);
        if (status >= 400) throw new NodeException($"{HttpSender.Shown(url)} answered {status} to the revocation.", "credential-invalid", retryable: false);
    }

    /// <summary>Whether the server says that the grant itself is over: only a person can give a new one.</summary>
    public static bool IsGrantOver(NodeException e) =>
        e.Error.Details is { ValueKind: JsonValueKind.Object } details && details.TryGetProperty("error", out var error) && error.ValueEquals("invalid_grant");

    private async Task<(int Status, ReadOnlyMemory<byte> Body)> PostAsync(Credential credential, Uri url, Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        Identify(request, credential, form);
        request.Headers.Accept.ParseAdd("application/json");
        request.Content = new FormUrlEncodedContent(form);
        try
        {
            using var response = await http.SendAsync(request, null, cancellationToken);
            return ((int)response.StatusCode, await BoundedBody.ReadAsync(response.Content, LargestAnswer, cancellationToken));
        }
        catch (HttpRequestException e)
        {
            throw new NodeException($"The token server {HttpSender.Shown(url)} cannot be reached: {e.Message}", "connect-failed", inner: e) { NotSent = true };
        }
    }

    /// <summary>Who asks: a client with a secret in the header or the body, or a public one by its name alone.</summary>
    private static void Identify(HttpRequestMessage request, Credential credential, Dictionary<string, string> form)
    {
        if (credential["clientId"].Length == 0) return;
        if (credential["authentication"] is "body" or "none" || credential["clientSecret"].Length == 0)
        {
            form["client_id"] = credential["clientId"];
            if (credential["authentication"] != "none" && credential["clientSecret"].Length > 0) form["client_secret"] = credential["clientSecret"];
            return;
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(
            $"{Uri.EscapeDataString(credential["clientId"])}:{Uri.EscapeDataString(credential["clientSecret"])}")));
    }

    private Token TokenOf(Uri url, int status, ReadOnlyMemory<byte> body)
    {
        var json = Parse(body);
        if (status is >= 200 and < 300 && Text(json, "access_token") is { Length: > 0 } value)
        {
            var seconds = json.TryGetProperty("expires_in", out var lifetime) && double.TryParse(lifetime.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 0, 31_536_000) : 3600;
            return new Token(value, time.GetUtcNow().AddSeconds(seconds), Text(json, "refresh_token"), Text(json, "scope"), Text(json, "id_token"));
        }

        var (error, description) = (Text(json, "error"), Text(json, "error_description"));
        throw new NodeException($"The token server {HttpSender.Shown(url)} answered {status}{((description ?? error) is { } reason ? $": {reason}" : "")}. Check the credential.",
            "credential-invalid", retryable: status >= 500 || status == 429, error is null ? null : JsonSerializer.SerializeToElement(new { error }))
        { NotSent = true };
    }

    /// <summary>The answer's object; an empty one for anything else, which is then reported by its status.</summary>
    private static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, JsonDefaults.Document);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // No JSON: an error page of something in between.
        }

        return JsonSerializer.SerializeToElement(new { });
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Uri AddressOf(string text, string field) => Uri.TryCreate(text, UriKind.Absolute, out var url) ? url
        : throw new NodeException($"The credential's {field} is not an address.", "credential-invalid", retryable: false) { NotSent = true };
}
