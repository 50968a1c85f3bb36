using System.Net;
using System.Net.Sockets;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Workflows.Tests.Outbound;

public sealed class RedisConnectionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_AnothersServerIsSilent_DoesNotWaitForIt()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var services = Outgoing.Services(["127.0.0.0/8"]);
        var connections = services.GetRequiredService<RedisConnections>();
        var held = connections.OpenAsync(At("127.0.0.1", ((IPEndPoint)silent.LocalEndpoint).Port), Guid.CreateVersion7(), Token);
        using var knock = await silent.AcceptTcpClientAsync(Token);

        var error = await Assert.ThrowsAsync<NodeException>(() => connections.OpenAsync(At("no host", 1), Guid.CreateVersion7(), Token));

        Assert.Equal("credential-invalid", error.Error.Code);
        Assert.False(held.IsCompleted);
        knock.Dispose();
        silent.Stop();
        await Assert.ThrowsAsync<NodeException>(() => held);
    }

    [Fact]
    public async Task Open_FailedBefore_TriesAgain()
    {
        using var refusing = new TcpListener(IPAddress.Loopback, 0);
        refusing.Start();
        var port = ((IPEndPoint)refusing.LocalEndpoint).Port;
        await using var services = Outgoing.Services(["127.0.0.0/8"]);
        var connections = services.GetRequiredService<RedisConnections>();
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var opening = connections.OpenAsync(At("127.0.0.1", port), Guid.Empty, Token);
            (await refusing.AcceptTcpClientAsync(Token)).Dispose();

            var error = await Assert.ThrowsAsync<NodeException>(() => opening);

            Assert.Equal("connect-failed", error.Error.Code);
            while (refusing.Pending()) (await refusing.AcceptTcpClientAsync(Token)).Dispose();
        }
    }

    private static Credential At(string host, int port) => new("redis", new Dictionary<string, string> { ["host"] = host, ["port"] = $"{port}" });
}
