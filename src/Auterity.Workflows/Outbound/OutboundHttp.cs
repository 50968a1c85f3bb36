using System.Collections.Concurrent;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Auterity.Sdk;
using Auterity.Workflows.Outbound.Auth;
using Microsoft.Extensions.Options;

namespace Auterity.Workflows.Outbound;

/// <summary>The one way to HTTP for nodes: every connection it opens passes <see cref="OutboundGuard"/>, also after a redirect and towards a proxy.</summary>
/// <remarks>Redirects, cookies and the machine's proxy settings are off: <see cref="HttpSender"/> follows redirects itself, so that credentials stay with the host they were meant for.</remarks>
public sealed class OutboundHttp(OutboundGuard guard, IOptions<OutboundOptions> options) : IDisposable
{
    /// <summary>Most transports kept; beyond it those with a certificate or a proxy are dropped.</summary>
    private const int MostKept = 128;

    private readonly ConcurrentDictionary<OutboundTransport, Lazy<HttpMessageInvoker>> invokers = new();

    public OutboundGuard Guard => guard;

    internal OutboundOptions Options => options.Value;

    /// <summary>Sends one request over the shared connections of its transport. The response's body is not read yet.</summary>
    /// <exception cref="NodeException"><c>address-refused</c> or <c>scheme-refused</c>; nothing was sent.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, OutboundTransport? transport, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri!;
        if (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            throw new NodeException($"'{uri.Scheme}' addresses cannot be called; use http or https.", "scheme-refused", retryable: false) { NotSent = true };
        if (transport?.Proxy is not null) await guard.CheckIfKnownAsync(uri.IdnHost, uri.Port, cancellationToken);
        try
        {
            return await InvokerOf(transport ?? OutboundTransport.Plain).SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e) when (e.InnerException is NodeException refused)
        {
            throw refused;
        }
    }

    public void Dispose()
    {
        foreach (var invoker in invokers.Values)
            if (invoker.IsValueCreated) invoker.Value.Dispose();
    }

    private HttpMessageInvoker InvokerOf(OutboundTransport transport)
    {
        if (invokers.Count >= MostKept && !invokers.ContainsKey(transport))
            foreach (var key in invokers.Keys.Where(key => key != OutboundTransport.Plain)) invokers.TryRemove(key, out _); // requests in flight keep theirs alive
        return invokers.GetOrAdd(transport, key => new Lazy<HttpMessageInvoker>(() => Create(key))).Value;
    }

    private HttpMessageInvoker Create(OutboundTransport transport)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = transport.Proxy is not null,
            Proxy = transport.Proxy is { } proxy ? ProxyOf(proxy) : null,
            AutomaticDecompression = DecompressionMethods.All,
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            ConnectTimeout = TimeSpan.FromSeconds(options.Value.ConnectSeconds * 2), // the guard's own limit speaks first
            ConnectCallback = async (context, token) => new System.Net.Sockets.NetworkStream(
                await guard.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, token), ownsSocket: true),
        };
#pragma warning disable CA5359 // The author of the node asked for it, and the form says what it means.
        if (transport.IgnoreTlsFaults) handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        if (transport.Authorities is { } authorities) handler.SslOptions.CertificateChainPolicy = PolicyOf(authorities);
        if (transport.MinTls != TlsVersion.Auto) handler.SslOptions.EnabledSslProtocols = transport.MinTls == TlsVersion.Tls13 ? SslProtocols.Tls13 : SslProtocols.Tls12 | SslProtocols.Tls13;
        if (transport.ClientCertificate is { } certificate) handler.SslOptions.ClientCertificates = [certificate];
        return new HttpMessageInvoker(handler);
    }

    private static X509ChainPolicy PolicyOf(CertificateAuthorities authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities.Certificates);
        return policy;
    }

    private static WebProxy ProxyOf(Uri proxy)
    {
        var credentials = proxy.UserInfo.Split(':', 2);
        return new WebProxy(proxy)
        {
            Credentials = proxy.UserInfo.Length == 0 ? null : new NetworkCredential(Uri.UnescapeDataString(credentials[0]), Uri.UnescapeDataString(credentials.ElementAtOrDefault(1) ?? "")),
        };
    }
}

/// <summary>What connections are shared by: requests with equal transports use the same ones.</summary>
/// <param name="IgnoreTlsFaults">Accepts any server certificate.</param>
/// <param name="Proxy">HTTP or SOCKS proxy, perhaps with user and password; null connects directly.</param>
/// <param name="ClientCertificate">Certificate shown to the server; null shows none.</param>
public sealed record OutboundTransport(bool IgnoreTlsFaults = false, Uri? Proxy = null, X509Certificate2? ClientCertificate = null)
{
    public static OutboundTransport Plain { get; } = new();

    /// <summary>Authorities to trust instead of the machine's; null trusts those.</summary>
    public CertificateAuthorities? Authorities { get; init; }

    /// <summary>Oldest TLS version taken.</summary>
    public TlsVersion MinTls { get; init; }

    public bool Equals(OutboundTransport? other) => other is not null && IgnoreTlsFaults == other.IgnoreTlsFaults && Proxy == other.Proxy && MinTls == other.MinTls && Authorities == other.Authorities
        && Proxy?.UserInfo == other.Proxy?.UserInfo && ClientCertificate?.Thumbprint == other.ClientCertificate?.Thumbprint;

    public override int GetHashCode() => HashCode.Combine(IgnoreTlsFaults, Proxy, ClientCertificate?.Thumbprint, Authorities, MinTls);
}
