using System.Net.Http.Headers;
using Auterity.Sdk;

namespace Auterity.Workflows.Outbound.Auth;

/// <summary>A request about to be sent, and the credential that signs it.</summary>
/// <param name="Message">The request; schemes change it in place.</param>
/// <param name="Credential">Decrypted values.</param>
/// <param name="Challenge">What the server answered to the first try; null on the first try.</param>
/// <param name="TenantId">Whose it is; cached tokens are kept apart by it.</param>
internal sealed record AuthRequest(HttpRequestMessage Message, Credential Credential, AuthChallenge? Challenge, Guid TenantId);

/// <summary>The challenges of a 401 answer.</summary>
/// <param name="Offered">Schemes the server offers.</param>
/// <param name="RefusedToken">The token of the refused request; null when it had none.</param>
internal sealed record AuthChallenge(IReadOnlyList<AuthenticationHeaderValue> Offered, string? RefusedToken = null);

/// <summary>How one credential type signs requests.</summary>
internal interface IAuthScheme
{
    /// <summary>Credential type it serves.</summary>
    string Type { get; }

    ValueTask ApplyAsync(AuthRequest request, CancellationToken cancellationToken);

    /// <summary>Whether a second try after a 401 can succeed.</summary>
    bool CanAnswer(AuthChallenge challenge) => false;
}

/// <summary>Signs requests with the scheme of their credential, and keeps credentials to the hosts they were made for.</summary>
internal sealed class HttpAuth(IEnumerable<IAuthScheme> schemes)
{
    private readonly Dictionary<string, IAuthScheme> byType = schemes.ToDictionary(scheme => scheme.Type);

    /// <exception cref="NodeException"><c>credential-invalid</c> when the type signs no requests or a value is unusable; <c>credential-host</c> when the credential is meant for other hosts.</exception>
    public async ValueTask ApplyAsync(AuthRequest request, CancellationToken cancellationToken)
    {
        if (request.Credential.Type == ClientCertificate.Type) return; // it belongs to the connection, not to the request
        if (!byType.TryGetValue(request.Credential.Type, out var scheme))
            throw new NodeException($"A credential of type '{request.Credential.Type}' cannot sign HTTP requests. Choose one of: {string.Join(", ", byType.Keys)}.", "credential-invalid", retryable: false) { NotSent = true };
        CheckHost(request.Credential, request.Message.RequestUri!);
        try
        {
            await scheme.ApplyAsync(request, cancellationToken);
        }
        catch (FormatException e)
        {
            throw Unusable(e.Message, e);
        }
    }

    public static NodeException Unusable(string reason, Exception? inner = null) =>
        new($"The credential cannot be used: {reason}", "credential-invalid", retryable: false, inner: inner) { NotSent = true };

    public bool CanAnswer(Credential credential, AuthChallenge challenge) => byType.TryGetValue(credential.Type, out var scheme) && scheme.CanAnswer(challenge);

    private static void CheckHost(Credential credential, Uri uri)
    {
        var hosts = credential["allowedHosts"].Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (hosts.Length == 0 || Array.Exists(hosts, host => Fits(host, uri.IdnHost))) return;
        throw new NodeException($"This credential may only be sent to {string.Join(", ", hosts)}, not to {uri.IdnHost}. Add the host to the credential's allowed hosts if it belongs there.", "credential-host", retryable: false) { NotSent = true };
    }

    private static bool Fits(string pattern, string host) => pattern.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(pattern, StringComparison.OrdinalIgnoreCase);
}
