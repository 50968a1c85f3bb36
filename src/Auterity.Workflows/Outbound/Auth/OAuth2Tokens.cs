using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Auterity.Sdk;

namespace Auterity.Workflows.Outbound.Auth;

/// <summary>Where tokens that a person granted are kept between runs.</summary>
internal interface ITokenStore
{
    /// <summary>The credential as stored now; null when it is gone.</summary>
    Task<Credential?> FindAsync(Guid tenantId, Guid credentialId, CancellationToken cancellationToken);

    /// <summary>Takes the right to renew, for every process, until <paramref name="until"/>.</summary>
    /// <returns>The credential as it is stored now; null while somebody else is renewing.</returns>
    Task<Credential?> ClaimAsync(Guid tenantId, Credential credential, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Replaces these values of the credential and leaves the others; an empty text clears one.</summary>
    Task SaveAsync(Guid tenantId, Guid credentialId, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken);
}

/// <summary>Keeps OAuth 2 access tokens fresh: one renewal at a time for each credential, in this process and in all others.</summary>
/// <remarks>
/// <code>
/// token good? ──yes──▶ use it
///     │ no
/// join the renewal under way, or begin one that no caller's cancellation ends
///     └─ claim in the store ─ ask ─ store tokens, drop claim
/// </code>
/// A server that rotates refresh tokens takes the second use of one for theft and ends the grant: hence the claim, and hence a renewal is never cut off.
/// </remarks>
internal sealed class OAuth2Tokens(TokenRequests requests, TimeProvider time, ITokenStore store)
{
    /// <summary>Tokens are renewed this long before they end, because clocks differ and requests take time.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestRenewal = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ClaimPause = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, Slot> slots = new();

    /// <summary>A token for the credential; not the one the server just refused.</summary>
    /// <exception cref="NodeException"><c>credential-invalid</c> when the token server refuses, <c>connect-failed</c> when it cannot be reached; nothing was sent to the API.</exception>
    public async Task<string> GetAsync(Credential credential, Guid tenantId, string? refused, CancellationToken cancellationToken)
    {
        if (slots.Count > 10_000) slots.Clear();
        var slot = slots.GetOrAdd(KeyOf(credential, tenantId), _ => new Slot());
        Task<Token> renewal;
        lock (slot)
        {
            if (slot.Token is null && StoredIn(credential) is { } stored) slot.Take(stored);
            if (slot.Token is { } token && token.Value != refused && IsFresh(token)) return token.Value;
            renewal = slot.Renewal ??= Task.Run(() => RenewAsync(credential, tenantId, slot), CancellationToken.None);
        }

        return (await renewal.WaitAsync(cancellationToken)).Value;
    }

    /// <summary>Tokens fetched with the credential lately, for whoever must keep them from being shown.</summary>
    public IEnumerable<string> KnownFor(Guid tenantId, Credential credential) =>
        credential.Type.StartsWith("oauth2.", StringComparison.Ordinal) && slots.TryGetValue(KeyOf(credential, tenantId), out var slot) ? slot.Issued : [];

    private async Task<Token> RenewAsync(Credential credential, Guid tenantId, Slot slot)
    {
        using var limit = new CancellationTokenSource(LongestRenewal, time);
        try
        {
            var token = credential.Type == "oauth2.authorizationCode"
                ? await RefreshAsync(credential, tenantId, slot.Token?.Value, limit.Token)
                : await requests.SendAsync(Grants.Resolved(credential), Grants.FormOf(credential, time.GetUtcNow()), limit.Token);
            lock (slot) slot.Take(token);
            return token;
        }
        catch (OperationCanceledException e)
        {
            throw new NodeException($"The token server gave no answer within {LongestRenewal.TotalSeconds:0} seconds.", "connect-failed", inner: e) { NotSent = true };
        }
        finally
        {
            lock (slot) slot.Renewal = null;
        }
    }

    private async Task<Token> RefreshAsync(Credential credential, Guid tenantId, string? before, CancellationToken cancellationToken)
    {
        while (true)
        {
            // 1. Another process may have renewed and rotated the refresh token meanwhile: the stored one is the truth.
            var current = await store.FindAsync(tenantId, credential.Id, cancellationToken) ?? credential;
            if (StoredIn(current) is { } stored && stored.Value != before && IsFresh(stored)) return stored;
            if (current["needsReconnect"].Length > 0) throw Invalid($"The access has ended ({current["needsReconnect"]}). Open the credential and connect it again.");
            if (current["refreshToken"].Length == 0) throw Invalid("The access was never granted, or has ended and cannot be renewed. Open the credential and connect it again.");

            // 2. Whoever has the claim renews; the others look again.
            if (await store.ClaimAsync(tenantId, credential, time.GetUtcNow() + LongestRenewal, cancellationToken) is { } claimed)
                return await RefreshAsync(claimed, tenantId, cancellationToken);
            await Task.Delay(ClaimPause, time, cancellationToken);
        }
    }

    private async Task<Token> RefreshAsync(Credential claimed, Guid tenantId, CancellationToken cancellationToken)
    {
        try
        {
            var token = await requests.SendAsync(claimed, new() { ["grant_type"] = "refresh_token", ["refresh_token"] = claimed["refreshToken"] }, cancellationToken);
            await store.SaveAsync(tenantId, claimed.Id, StoredForm(token, claimed["refreshToken"]), CancellationToken.None);
            return token;
        }
        catch (NodeException e) when (TokenRequests.IsGrantOver(e))
        {
            await store.SaveAsync(tenantId, claimed.Id, new Dictionary<string, string> { ["needsReconnect"] = "the server ended the grant", ["renewingUntil"] = "" }, CancellationToken.None);
            throw Invalid($"{e.Message} Open the credential and connect it again.");
        }
        catch
        {
            await store.SaveAsync(tenantId, claimed.Id, new Dictionary<string, string> { ["renewingUntil"] = "" }, CancellationToken.None);
            throw;
        }
    }

    /// <summary>A token as the credential keeps it.</summary>
    public static Dictionary<string, string> StoredForm(Token token, string? refreshBefore) => new()
    {
        ["accessToken"] = token.Value,
        ["refreshToken"] = token.Refresh ?? refreshBefore ?? "",
        ["expiresAt"] = token.Until.ToString("O", CultureInfo.InvariantCulture),
        ["renewingUntil"] = "",
        ["needsReconnect"] = "",
    };

    private bool IsFresh(Token token) => token.Until > time.GetUtcNow() + Margin;

    private static Token? StoredIn(Credential credential) => credential["accessToken"] is { Length: > 0 } value
        ? new Token(value, DateTimeOffset.TryParse(credential["expiresAt"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) ? until : DateTimeOffset.MaxValue - Margin)
        : null;

    private static NodeException Invalid(string message) => new(message, "credential-invalid", retryable: false) { NotSent = true };

    /// <summary>Everything a person may write, and when they connected it: after any change, tokens of before are not used.</summary>
    private static string KeyOf(Credential credential, Guid tenantId) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        [tenantId.ToString(), credential.Id.ToString(), credential.Type, .. Grants.KeyFields.Select(field => credential[field])]))));

    private sealed class Slot
    {
        public Token? Token { get; private set; }

        /// <summary>The renewal under way; null for none.</summary>
        public Task<Token>? Renewal { get; set; }

        /// <summary>Newest first. Replaced whole, so that it is read without the lock.</summary>
        public IReadOnlyList<string> Issued { get; private set; } = [];

        public void Take(Token token)
        {
            Token = token;
            Issued = [.. new[] { token.Value, token.Refresh }.OfType<string>(), .. Issued.Take(6)];
        }
    }
}
