using System.Globalization;
using Auterity.Sdk;

namespace Auterity.Workflows.Credentials;

/// <summary>How a credential that a person connects stands.</summary>
/// <param name="State">Whether steps can use it.</param>
/// <param name="As">Who granted the access, where the provider says so.</param>
/// <param name="ConnectedAt">When.</param>
/// <param name="ExpiresAt">When the present access token ends; it is renewed by itself if <paramref name="Renews"/>.</param>
/// <param name="Scope">What was granted.</param>
/// <param name="Renews">Whether there is a refresh token.</param>
/// <param name="Problem">Why it must be connected again; null when it need not.</param>
internal sealed record ConnectionView(
    ConnectionState State, string? As = null, DateTimeOffset? ConnectedAt = null, DateTimeOffset? ExpiresAt = null, string? Scope = null, bool Renews = false, string? Problem = null)
{
    public static ConnectionView Of(Credential credential, DateTimeOffset now)
    {
        if (credential["accessToken"].Length == 0) return new ConnectionView(ConnectionState.NotConnected);
        var (expires, renews) = (Instant(credential["expiresAt"]), credential["refreshToken"].Length > 0);
        var state = credential["needsReconnect"].Length > 0 ? ConnectionState.NeedsReconnect : expires <= now && !renews ? ConnectionState.Expired : ConnectionState.Connected;
        return new ConnectionView(state, Text(credential["connectedAs"]), Instant(credential["connectedAt"]), expires, Text(credential["grantedScope"]), renews, Text(credential["needsReconnect"]));
    }

    private static string? Text(string value) => value.Length == 0 ? null : value;

    private static DateTimeOffset? Instant(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}

/// <summary>Whether steps can use a connected credential.</summary>
internal enum ConnectionState
{
    /// <summary>Nobody granted access yet.</summary>
    NotConnected,
    Connected,

    /// <summary>The access ended and there is nothing to renew it with.</summary>
    Expired,

    /// <summary>The provider ended the grant.</summary>
    NeedsReconnect,
}
