using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Auterity.Sdk;
using StackExchange.Redis;
using StackExchange.Redis.Configuration;

namespace Auterity.Workflows.Outbound;

/// <summary>Opens Redis connections to checked addresses, those a cluster points to included, and shares them until they were idle for a while.</summary>
internal sealed class RedisConnections(OutboundGuard guard, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Dictionary<string, Shared> shared = [];

    /// <summary>A connection; dispose the lease when done.</summary>
    /// <exception cref="NodeException"><c>credential-invalid</c>, <c>address-refused</c>, <c>host-unknown</c>, <c>connect-failed</c>; nothing was sent.</exception>
    public async Task<RedisLease> OpenAsync(Credential credential, Guid tenantId, CancellationToken cancellationToken)
    {
        var key = KeyOf(credential, tenantId);
        await gate.WaitAsync(cancellationToken);
        try
        {
            await DropIdleAsync();
            if (!shared.TryGetValue(key, out var connection))
                shared[key] = connection = new Shared(await ConnectAsync(credential, cancellationToken));
            connection.Users++;
            return new RedisLease(connection.Multiplexer, () => Return(connection));
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in shared.Values) await connection.Multiplexer.DisposeAsync();
        gate.Dispose();
    }

    private void Return(Shared connection)
    {
        Interlocked.Decrement(ref connection.Users);
        connection.UsedAt = time.GetUtcNow();
    }

    private async Task DropIdleAsync()
    {
        var now = time.GetUtcNow();
        foreach (var (key, connection) in shared.Where(pair => pair.Value.Users == 0 && (now - pair.Value.UsedAt > Idle || !pair.Value.Multiplexer.IsConnected)).ToList())
        {
            shared.Remove(key);
            await connection.Multiplexer.DisposeAsync();
        }
    }

    private async Task<ConnectionMultiplexer> ConnectAsync(Credential credential, CancellationToken cancellationToken)
    {
        var (host, port) = (credential["host"], Number(credential["port"], 6379));
        if (Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown)
            throw new NodeException($"The credential cannot be used: '{host}' is no host.", "credential-invalid", retryable: false) { NotSent = true };
        await guard.CheckAsync(host, port, cancellationToken); // says clearly what the client library would bury
        var settings = new ConfigurationOptions
        {
            EndPoints = { IPAddress.TryParse(host, out var literal) ? new IPEndPoint(literal, port) : new DnsEndPoint(host, port) },
            User = credential["user"] is { Length: > 0 } user ? user : null,
            Password = credential["password"] is { Length: > 0 } password ? password : null,
            DefaultDatabase = Number(credential["database"], 0),
            Ssl = credential["tls"] == "true",
            SslHost = host,
            ConnectTimeout = 10_000,
            AsyncTimeout = 30_000,
            ConnectRetry = 1,
            AbortOnConnectFail = true,
            AllowAdmin = true, // for INFO; the node offers no other command of that kind
            ClientName = "Auterity",
            Tunnel = new GuardedTunnel(guard),
        };
        try
        {
            return await ConnectionMultiplexer.ConnectAsync(settings).WaitAsync(cancellationToken);
        }
        catch (RedisConnectionException e)
        {
            var refused = e.FailureType == ConnectionFailureType.AuthenticationFailure || e.Message.Contains("NOAUTH", StringComparison.Ordinal) || e.Message.Contains("WRONGPASS", StringComparison.Ordinal);
            throw refused
                ? new NodeException($"{host}:{port} refuses the sign-in. Check user and password.", "credential-invalid", retryable: false, inner: e) { NotSent = true }
                : new NodeException($"No connection to Redis at {host}:{port}.", "connect-failed", inner: e) { NotSent = true };
        }
    }

    private static int Number(string text, int otherwise) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static string KeyOf(Credential credential, Guid tenantId) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{tenantId}\n{string.Join('\n', credential.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"))}")));

    private sealed class Shared(ConnectionMultiplexer multiplexer)
    {
        public int Users;

        public ConnectionMultiplexer Multiplexer => multiplexer;

        public DateTimeOffset UsedAt { get; set; }
    }

    /// <summary>Every socket of the client, also towards nodes a cluster names, goes to an address that was checked.</summary>
    private sealed class GuardedTunnel(OutboundGuard guard) : Tunnel
    {
        public override async ValueTask<EndPoint?> GetSocketConnectEndpointAsync(EndPoint endpoint, CancellationToken cancellationToken)
        {
            var (host, port) = endpoint switch
            {
                DnsEndPoint name => (name.Host, name.Port),
                IPEndPoint address => (address.Address.ToString(), address.Port),
                _ => throw new NodeException("Redis can only be reached over TCP.", "address-refused", retryable: false) { NotSent = true },
            };
            return new IPEndPoint((await guard.CheckAsync(host, port, cancellationToken))[0], port);
        }
    }
}

/// <summary>The use of a shared connection.</summary>
internal sealed class RedisLease(IConnectionMultiplexer connection, Action release) : IDisposable
{
    public IConnectionMultiplexer Connection => connection;

    public void Dispose() => release();
}
