using Auterity.Sdk;

namespace Auterity.Workflows.Outbound;

/// <summary>Oldest version of TLS that a connection may have.</summary>
public enum TlsVersion
{
    /// <summary>What the machine takes.</summary>
    Auto,

    /// <summary>1.2 or newer.</summary>
    Tls12,

    /// <summary>1.3 or newer.</summary>
    Tls13,
}

/// <summary>One HTTP request as a node wants it; it can be sent again because its body is made anew each time.</summary>
internal sealed record HttpCall(HttpMethod Method, Uri Url)
{
    /// <summary>Headers as the author wrote them; a name may repeat.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Makes the body; null for none.</summary>
    public Func<CancellationToken, Task<HttpContent>>? Body { get; init; }

    /// <summary>Credential that signs the request; null for none.</summary>
    public Credential? Credential { get; init; }

    /// <summary>Client certificate beside the credential; null for none.</summary>
    public Credential? Certificate { get; init; }

    public Guid TenantId { get; init; }

    /// <summary>Sent as <c>Idempotency-Key</c> unless the author set that header; null sends none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Longest time from connecting to the last byte. Default: 300 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Redirects to follow; 0 hands the redirect on. Default: 21.</summary>
    public int MaxRedirects { get; init; } = 21;

    public bool IgnoreTlsFaults { get; init; }

    /// <summary>Authorities to trust instead of the machine's; null trusts those.</summary>
    public Credential? Authorities { get; init; }

    /// <summary>Oldest TLS version taken. Default: what the machine takes.</summary>
    public TlsVersion MinTls { get; init; }

    public Uri? Proxy { get; init; }

    /// <summary>User and password for the proxy; null takes those of its address.</summary>
    public Credential? ProxyCredential { get; init; }

    public bool IsSafe => Method == HttpMethod.Get || Method == HttpMethod.Head || Method == HttpMethod.Options;
}
