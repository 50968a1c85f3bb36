using System.Net;
using System.Net.Sockets;
using Auterity.Sdk;
using Auterity.Workflows.Nodes;
using Auterity.Workflows.Outbound;
using Auterity.Workflows.Outbound.Auth;
using Auterity.Workflows.Tests.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Workflows.Tests.Outbound;

/// <summary>Every way out of a node, tried on an address of the inside: none of them even knocks.</summary>
public sealed class OutboundPathTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Ways => ["http", "graphql", "rss", "token", "revocation", "smtp", "imap", "postgres", "redis", "proxy"];

    [Theory, MemberData(nameof(Ways))]
    public async Task Reach_InnerAddress_IsRefusedBeforeAnyConnection(string way)
    {
        using var inner = new TcpListener(IPAddress.Loopback, 0);
        inner.Start();
        var port = ((IPEndPoint)inner.LocalEndpoint).Port;
        await using var services = Outgoing.Services();

        var error = await Assert.ThrowsAnyAsync<NodeException>(() => GoAsync(way, services, port));

        Assert.Equal("address-refused", error.Error.Code);
        Assert.False(inner.Pending());
    }

    private static Task GoAsync(string way, IServiceProvider services, int port)
    {
        var url = $"http://localhost:{port}/";
        Credential At(string type, params (string, string)[] more) => new(type, new[] { ("host", "localhost"), ("port", $"{port}"), ("database", "d"), ("user", "u"), ("password", "p") }.Concat(more).ToDictionary(pair => pair.Item1, pair => pair.Item2));
        return way switch
        {
            "http" => new NetContext().RunAsync(services.Create<HttpRequestNode>(), new { url }),
            "graphql" => new NetContext().RunAsync(services.Create<GraphqlNode>(), new { url, query = "{ a }" }),
            "rss" => new NetContext().RunAsync(services.Create<RssReadNode>(), new { url }),
            "token" => services.GetRequiredService<OAuth2Tokens>().GetAsync(new Credential("oauth2.clientCredentials", new Dictionary<string, string> { ["tokenUrl"] = url, ["clientId"] = "c" }), Guid.Empty, null, Token),
            "revocation" => services.GetRequiredService<TokenRequests>().RevokeAsync(new Credential("oauth2.authorizationCode", new Dictionary<string, string> { ["revocationUrl"] = url }), "t", Token),
            "smtp" => services.GetRequiredService<MailServers>().OpenSmtpAsync(At("smtp"), Token),
            "imap" => services.GetRequiredService<MailServers>().OpenImapAsync(At("imap"), Token),
            "postgres" => services.GetRequiredService<PostgresConnections>().OpenAsync(At("postgres"), Guid.Empty, Token),
            "redis" => services.GetRequiredService<RedisConnections>().OpenAsync(At("redis"), Guid.Empty, Token),
            _ => new NetContext().RunAsync(services.Create<HttpRequestNode>(), new { url = "http://93.184.216.34/", proxy = url }),
        };
    }
}
