using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Auterity.Platform.Tenancy;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;
using Auterity.Workflows.Outbound.Auth;

namespace Auterity.Workflows.Credentials;

/// <summary>Lets a person grant access to their account at a provider: authorization code with PKCE.</summary>
/// <remarks>
/// <code>
/// connect:  nonce + verifier ─ sealed into the credential ─▶ link to the provider, with a signed state
/// callback: state signed? in time? ─ nonce taken out of the credential (once) ─ code for tokens ─ sealed into the credential
/// </code>
/// </remarks>
internal sealed class OAuth2Consent(CredentialStore store, TokenRequests requests, CredentialSecrets secrets, ServerKeys keys, TimeProvider time)
{
    public const string Type = "oauth2.authorizationCode";
    public const string CallbackPath = "/oauth2/callback";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>A link that asks the person for access; a link made before for the same credential works no more.</summary>
    /// <param name="credential">The credential to connect.</param>
    /// <param name="tenantId">Whose it is.</param>
    /// <param name="callback">Where the provider sends the person afterwards; it must know this address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NodeException"><c>credential-invalid</c> when its authorization URL is none.</exception>
    public async Task<(Uri Url, DateTimeOffset ExpiresAt)> BeginAsync(Credential credential, Guid tenantId, Uri callback, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(credential["authorizationUrl"], UriKind.Absolute, out var provider) || provider.Scheme is not ("https" or "http"))
            throw HttpAuth.Unusable("Its authorization URL is not an address.");
        var pending = new Pending(Guid.CreateVersion7(), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)), callback, time.GetUtcNow() + Lifetime);
        await store.SaveAsync(tenantId, credential.Id, new Dictionary<string, string> { ["pending"] = JsonSerializer.Serialize(pending) }, cancellationToken);
        var state = new ConsentState(tenantId, credential.Id, pending.Nonce, pending.Until).Sign(await KeyAsync(cancellationToken));
        return (UrlQuery.Append(provider, ParametersOf(credential, pending, state)), pending.Until);
    }

    /// <summary>Takes what the provider sent back.</summary>
    public async Task<ConsentOutcome> FinishAsync(string? state, string? code, string? error, CancellationToken cancellationToken)
    {
        // 1. Is it ours, in time, and not used yet?
        if (ConsentState.Read(state, await KeyAsync(cancellationToken)) is not { } ours) return ConsentOutcome.Failed("This link is not one of ours, or it was cut off. Begin again.");
        if (ours.ExpiresAt <= time.GetUtcNow()) return ConsentOutcome.Failed("It took too long. Begin again.");
        if (await TakeAsync(ours, cancellationToken) is not var (credential, pending)) return ConsentOutcome.Failed("This link was used already, or a newer one took its place. Begin again.");

        // 2. Did the person say yes?
        if (error is not null) return ConsentOutcome.Failed($"The provider gave no access: {(error.Length > 200 ? error[..200] : error)}.");
        if (string.IsNullOrEmpty(code)) return ConsentOutcome.Failed("The provider sent no code. Begin again.");

        // 3. The code for tokens. It works once, so nothing may end this half-way.
        try
        {
            var token = await requests.SendAsync(credential, new()
            {
                ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = pending.Callback.OriginalString, ["code_verifier"] = pending.Verifier,
            }, CancellationToken.None);
            await store.SaveAsync(ours.TenantId, ours.CredentialId, Connected(token, credential), CancellationToken.None);
            return ConsentOutcome.Connected;
        }
        catch (NodeException e)
        {
            return ConsentOutcome.Failed(secrets.MaskOf(ours.TenantId, credential).Mask(e.Message));
        }
    }

    /// <summary>Forgets the tokens, and tells the provider if it has an address for that.</summary>
    /// <returns>Why the provider could not be told; null when it was, or has no such address.</returns>
    public async Task<string?> DisconnectAsync(Credential credential, Guid tenantId, CancellationToken cancellationToken)
    {
        string? trouble = null;
        try
        {
            var token = credential["refreshToken"].Length > 0 ? credential["refreshToken"] : credential["accessToken"];
            if (token.Length > 0 && credential["revocationUrl"].Length > 0) await requests.RevokeAsync(credential, token, cancellationToken);
        }
        catch (NodeException e)
        {
            trouble = secrets.MaskOf(tenantId, credential).Mask(e.Message);
        }

        string[] fields = ["accessToken", "refreshToken", "expiresAt", "grantedScope", "connectedAs", "connectedAt", "needsReconnect", "renewingUntil", "pending"];
        await store.SaveAsync(tenantId, credential.Id, fields.ToDictionary(field => field, _ => ""), CancellationToken.None);
        return trouble;
    }

    private ValueTask<byte[]> KeyAsync(CancellationToken cancellationToken) => keys.GetAsync("oauth2-state", cancellationToken);

    /// <summary>Takes the pending consent out of the credential: of two callbacks with one state only the first finds it.</summary>
    private async Task<(Credential Credential, Pending Pending)?> TakeAsync(ConsentState state, CancellationToken cancellationToken)
    {
        Pending? taken = null;
        var before = await store.UpdateAsync(state.TenantId, state.CredentialId, credential =>
        {
            taken = credential["pending"].Length == 0 ? null : JsonSerializer.Deserialize<Pending>(credential["pending"]);
            return taken is null || taken.Nonce != state.Nonce ? null : new Dictionary<string, string> { ["pending"] = "" };
        }, cancellationToken);
        return before is null || taken is null ? null : (before, taken);
    }

    private Dictionary<string, string> Connected(Token token, Credential credential)
    {
        var values = OAuth2Tokens.StoredForm(token, null);
        values["connectedAt"] = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        values["connectedAs"] = WhoIn(token.IdToken) ?? "";
        values["grantedScope"] = token.Scope ?? credential["scope"];
        return values;
    }

    private static List<KeyValuePair<string, string>> ParametersOf(Credential credential, Pending pending, string state)
    {
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(pending.Verifier)));
        List<KeyValuePair<string, string>> parameters =
        [
            new("response_type", "code"), new("client_id", credential["clientId"]), new("redirect_uri", pending.Callback.OriginalString),
            new("state", state), new("code_challenge", challenge), new("code_challenge_method", "S256"),
        ];
        if (credential["scope"].Length > 0) parameters.Add(new("scope", credential["scope"]));
        if (credential["audience"].Length > 0) parameters.Add(new("audience", credential["audience"]));
        var ours = parameters.Select(pair => pair.Key).ToHashSet();
        parameters.AddRange(UrlQuery.Parse(credential["authorizationParameters"]).Where(pair => !ours.Contains(pair.Key)));
        return parameters;
    }

    /// <summary>Who granted the access, for people. The token came straight from the token server, so its signature adds nothing.</summary>
    private static string? WhoIn(string? idToken)
    {
        if (idToken?.Split('.') is not [_, var body, _]) return null;
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(body));
            foreach (var name in new[] { "email", "preferred_username", "name", "sub" })
                if (claims.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
                    return value.GetString();
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            // A provider with tokens of its own kind: then nobody is named.
        }

        return null;
    }

    /// <summary>A consent under way, kept in the credential until its callback.</summary>
    private sealed record Pending(Guid Nonce, string Verifier, Uri Callback, DateTimeOffset Until);
}

/// <summary>How a consent ended.</summary>
/// <param name="Trouble">What went wrong, in a sentence; null when access was granted.</param>
internal sealed record ConsentOutcome(string? Trouble)
{
    public static ConsentOutcome Connected { get; } = new((string?)null);

    public static ConsentOutcome Failed(string trouble) => new(trouble);
}
