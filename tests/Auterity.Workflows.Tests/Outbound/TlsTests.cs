using System.Security.Authentication;
using Auterity.Sdk;
using Auterity.Workflows.Nodes;
using Auterity.Workflows.Tests.Nodes;
using Microsoft.AspNetCore.Http;

namespace Auterity.Workflows.Tests.Outbound;

/// <summary>TLS and proxies of the HTTP request, against real listeners.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TestCertificates certificates = new();

    public void Dispose() => certificates.Dispose();

    [Fact]
    public async Task Run_CertificateNobodyKnows_IsRefusedWithTheWayOut()
    {
        await using var server = await TlsServer.StartAsync(certificates, Hello);

        var error = await Assert.ThrowsAsync<NodeException>(() => RunAsync(server.Url, []));

        Assert.Equal(("tls-failed", false, true), (error.Error.Code, error.Retryable, error.NotSent));
        Assert.Contains("'authorities'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AuthorityGiven_TrustsItAndNothingElse()
    {
        await using var server = await TlsServer.StartAsync(certificates, Hello);
        using var other = new TestCertificates();

        Assert.Equal("hello", await RunAsync(server.Url, new() { ["authorities"] = Authority(certificates) }));
        await Assert.ThrowsAsync<NodeException>(() => RunAsync(server.Url, new() { ["authorities"] = Authority(other) }));
    }

    [Fact]
    public async Task Run_InvalidCertificatesAccepted_OnlyThatRequestDoes()
    {
        await using var server = await TlsServer.StartAsync(certificates, Hello);
        await using var services = Outgoing.Services("127.0.0.1");

        Assert.Equal("hello", await RunAsync(server.Url, [], services, ignore: true));
        await Assert.ThrowsAsync<NodeException>(() => RunAsync(server.Url, [], services));
    }

    [Fact]
    public async Task Run_ServerAsksForACertificate_TheClientsIsShown()
    {
        await using var server = await TlsServer.StartAsync(certificates, context => context.Response.WriteAsync(context.Connection.ClientCertificate!.Subject), wantsClient: true);
        var mine = new Credential("tls.client", new Dictionary<string, string> { ["certificate"] = certificates.Client.ExportCertificatePem(), ["key"] = certificates.ClientKeyPem });

        Assert.Equal("CN=client", await RunAsync(server.Url, new() { ["authorities"] = Authority(certificates), ["certificate"] = mine }));
        await Assert.ThrowsAsync<NodeException>(() => RunAsync(server.Url, new() { ["authorities"] = Authority(certificates) }));
    }

    [Fact]
    public async Task Run_ServerBelowTheOldestVersionTaken_IsRefused()
    {
        await using var server = await TlsServer.StartAsync(certificates, Hello, protocols: SslProtocols.Tls12);
        var trust = new Dictionary<string, Credential> { ["authorities"] = Authority(certificates) };

        Assert.Equal("hello", await RunAsync(server.Url, trust, minTls: "tls12"));
        Assert.Equal("tls-failed", (await Assert.ThrowsAsync<NodeException>(() => RunAsync(server.Url, trust, minTls: "tls13"))).Error.Code);
    }

    [Fact]
    public async Task Run_ThroughAProxy_TunnelsToTheServer()
    {
        await using var server = await TlsServer.StartAsync(certificates, Hello);
        await using var proxy = new TestProxy();

        Assert.Equal("hello", await RunAsync(server.Url, new() { ["authorities"] = Authority(certificates) }, proxy: proxy.Address));
        Assert.Equal($"CONNECT 127.0.0.1:{server.Url.Port} HTTP/1.1", Assert.Single(proxy.Served));
    }

    [Fact]
    public async Task Run_ProxyWantsAPassword_TheSlotGivesIt()
    {
        await using var server = await TlsServer.StartAsync(certificates, Hello);
        await using var proxy = new TestProxy("ann:p@ss word");
        var trust = Authority(certificates);
        var login = new Credential("http.basic", new Dictionary<string, string> { ["user"] = "ann", ["password"] = "p@ss word" });

        Assert.Equal("hello", await RunAsync(server.Url, new() { ["authorities"] = trust, ["proxy"] = login }, proxy: proxy.Address));
        Assert.Equal("via proxy", await RunAsync(new Uri("http://127.0.0.1:1/"), new() { ["proxy"] = login }, proxy: proxy.Address));
        var error = await Assert.ThrowsAsync<NodeException>(() => RunAsync(server.Url, new() { ["authorities"] = trust }, proxy: proxy.Address));
        Assert.DoesNotContain("p@ss", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://10.1.2.3/"), InlineData("https://169.254.169.254/")]
    public async Task Run_InnerTargetThroughAnAllowedProxy_NeverReachesIt(string target)
    {
        await using var proxy = new TestProxy();

        var error = await Assert.ThrowsAsync<NodeException>(() => RunAsync(new Uri(target), [], proxy: proxy.Address));

        Assert.Equal("address-refused", error.Error.Code);
        Assert.Empty(proxy.Served);
    }

    [Theory]
    [InlineData("http://10.1.2.3/"), InlineData("http://[::ffff:169.254.169.254]/"), InlineData("http://localhost.:1/")]
    public async Task Run_RedirectToAnInnerAddress_IsRefusedAtThatHop(string target)
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.Redirect(target);
            return Task.CompletedTask;
        });
        await using var services = Outgoing.Services($"127.0.0.1:{server.Url.Port}");

        var error = await Assert.ThrowsAsync<NodeException>(() => RunAsync(server.Url, [], services));

        Assert.Contains(error.Error.Code, new[] { "address-refused", "scheme-refused" });
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Run_RedirectToAnotherHost_LosesTheCredential()
    {
        await using var other = await LocalServer.StartAsync(context => context.Response.WriteAsync("other"));
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.Redirect(other.At("/taken"));
            return Task.CompletedTask;
        });

        Assert.Equal("other", await RunAsync(server.Url, new() { ["auth"] = new Credential("http.bearer", new Dictionary<string, string> { ["token"] = "mine" }) }));

        Assert.Equal("Bearer mine", server.Last.Headers["authorization"]);
        Assert.False(other.Last.Headers.ContainsKey("authorization"));
    }

    private static Task Hello(HttpContext context) => context.Response.WriteAsync("hello");

    private static Credential Authority(TestCertificates of) => new("tls.ca", new Dictionary<string, string> { ["certificates"] = of.Authority.ExportCertificatePem() });

    private static async Task<string> RunAsync(Uri url, Dictionary<string, Credential> credentials, IServiceProvider? services = null, bool ignore = false, string minTls = "auto", string? proxy = null)
    {
        await using var own = services is null ? Outgoing.Services("127.0.0.1") : null;
        var context = new NetContext();
        foreach (var (slot, credential) in credentials) context.Credentials[slot] = credential;
        var items = await context.RunAsync((services ?? own!).Create<HttpRequestNode>(), new { url = url.AbsoluteUri, ignoreTlsFaults = ignore, minTls, proxy, response = "text" });
        return items[0].Json.GetProperty("data").GetString()!;
    }
}
