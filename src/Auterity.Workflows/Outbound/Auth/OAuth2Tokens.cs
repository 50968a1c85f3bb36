using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Outbound.Auth;

/// <summary>Where tokens that were renewed are kept between runs.</summary>
internal interface ITokenStore
{
    /// <summary>The credential as stored now; null when it is gone.</summary>
    Task<Credential?> FindAsync(Guid tenantId, Guid credentialId, CancellationToken cancellationToken);

    /// <summary>Replaces these values of the credential and leaves the others.</summary>
    Task SaveAsync(Guid tenantId, Guid credentialId, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken);
}

/// <summary>Fetches, caches and renews OAuth 2 access tokens; one request at a time for each credential.</summary>
internal sealed class OAuth2Tokens(OutboundHttp http, TimeProvider time, ITokenStore store)
{
    /// <summary>Tokens are renewed this long before they end, because clocks differ and requests take time.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Slot> slots = new();

    /// <summary>A token for the credential; not the one the server just refused.</summary>
    /// <exception cref="NodeException"><c>credential-invalid</c> when the token server refuses, <c>connect-failed</c> when it cannot be reached; nothing was sent to the API.</exception>
    public async Task<string> GetAsync(Credential credential, Guid tenantId, string? refused, CancellationToken cancellationToken)
    {
        if (slots.Count > 10_000) slots.Clear();
        var slot = slots.GetOrAdd(KeyOf(credential, tenantId), _ => new Slot());
        await slot.Gate.WaitAsync(cancellationToken);
        try
        {
            slot.Token ??= StoredIn(credential);
            if (slot.Token is { } token && token.Value != refused && token.Until > time.GetUtcNow() + Margin) return token.Value;
            slot.Token = await RenewAsync(credential, tenantId, slot, cancellationToken);
            return slot.Token.Value;
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    private async Task<Token> RenewAsync(Credential credential, Guid tenantId, Slot slot, CancellationToken cancellationToken)
    {
        if (credential.Type == "oauth2.clientCredentials") return await RequestAsync(credential, new() { ["grant_type"] = "client_credentials" }, cancellationToken);

        // Another process may have renewed and rotated the refresh token meanwhile: the stored one is the truth.
        var current = await store.FindAsync(tenantId, credential.Id, cancellationToken) ?? credential;
        if (StoredIn(current) is { } stored && stored.Value != slot.Token?.Value && stored.Value != StoredIn(credential)?.Value && stored.Until > time.GetUtcNow() + Margin) return stored;
        if (current["refreshToken"].Length == 0)
            throw Invalid("The access was never granted, or has ended and cannot be renewed. Open the credential and connect it again.");
        var token = await RequestAsync(current, new() { ["grant_type"] = "refresh_token", ["refresh_token"] = current["refreshToken"] }, cancellationToken);
        await store.SaveAsync(tenantId, credential.Id, new Dictionary<string, string>
        {
            ["accessToken"] = token.Value,
            ["refreshToken"] = token.Refresh ?? current["refreshToken"],
            ["expiresAt"] = token.Until.ToString("O", CultureInfo.InvariantCulture),
        }, cancellationToken);
        return token;
    }

    private async Task<Token> RequestAsync(Credential credential, Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(credential["tokenUrl"], UriKind.Absolute, out var url)) throw Invalid("Its token URL is not an address.");
        if (credential["scope"].Length > 0) form["scope"] = credential["scope"];
        if (credential["audience"].Length > 0) form["audience"] = credential["audience"];
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        if (credential["authentication"] == "body") (form["client_id"], form["client_secret"]) = (credential["clientId"], credential["clientSecret"]);
        else request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(
            $"{Uri.EscapeDataString(credential["clientId"])}:{Uri.EscapeDataString(credential["clientSecret"])}")));
        request.Headers.Accept.ParseAdd("application/json");
        request.Content = new FormUrlEncodedContent(form);
        try
        {
            using var response = await http.SendAsync(request, null, cancellationToken);
            var body = await BoundedBody.ReadAsync(response.Content, 1 << 20, cancellationToken);
            return TokenOf(url, (int)response.StatusCode, body);
        }
        catch (HttpRequestException e)
        {
            throw new NodeException($"The token server {HttpSender.Shown(url)} cannot be reached: {e.Message}", "connect-failed", inner: e) { NotSent = true };
        }
    }

    private Token TokenOf(Uri url, int status, ReadOnlyMemory<byte> body)
    {
        JsonElement json = default;
        try
        {
            using var document = JsonDocument.Parse(body, JsonDefaults.Document);
            json = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Reported below with the status.
        }

        var found = json.ValueKind == JsonValueKind.Object;
        if (status is >= 200 and < 300 && found && Text(json, "access_token") is { Length: > 0 } value)
        {
            var seconds = json.TryGetProperty("expires_in", out var lifetime) && double.TryParse(lifetime.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 0, 31_536_000) : 3600;
            return new Token(value, time.GetUtcNow().AddSeconds(seconds), Text(json, "refresh_token"));
        }

        var reason = found ? Text(json, "error_description") ?? Text(json, "error") : null;
        throw new NodeException($"The token server {HttpSender.Shown(url)} answered {status}{(reason is null ? "" : $": {reason}")}. Check the credential.", "credential-invalid", retryable: status >= 500 || status == 429) { NotSent = true };
    }

    private static Token? StoredIn(Credential credential) => credential["accessToken"] is { Length: > 0 } value
        ? new Token(value, DateTimeOffset.TryParse(credential["expiresAt"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) ? until : DateTimeOffset.MaxValue - Margin, null)
        : null;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static NodeException Invalid(string message) => new(message, "credential-invalid", retryable: false) { NotSent = true };

    private static string KeyOf(Credential credential, Guid tenantId) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        tenantId, credential.Id, credential.Type, credential["tokenUrl"], credential["clientId"], credential["clientSecret"], credential["scope"], credential["audience"]))));

    private sealed class Slot
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public Token? Token { get; set; }
    }

    private sealed record Token(string Value, DateTimeOffset Until, string? Refresh);
}
