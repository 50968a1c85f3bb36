using System.Globalization;
using System.Net;
using Auterity.Sdk;
using StackExchange.Redis;
using StackExchange.Redis.Configuration;

namespace Auterity.Workflows.Outbound;

/// <summary>Opens Redis connections to checked addresses, those a cluster points to included, and shares them until they were idle for a while.</summary>
internal sealed class RedisConnections(OutboundGuard guard, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(2);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Shared> shared = [];

    /// <summary>A connection; dispose the lease when done.</summary>
    /// <exception cref="NodeException"><c>credential-invalid</c>, <c>address-refused</c>, <c>host-unknown</c>, <c>connect-failed</c>; nothing was sent.</exception>
    public async Task<RedisLease> OpenAsync(Credential credential, Guid tenantId, CancellationToken cancellationToken)
    {
        foreach (var idle in TakeIdle())
            await idle.DisposeAsync();
        var key = CredentialKey.Of(credential, tenantId);
        var connection = Use(key, credential);
        try
        {
            // Outside the gate: a server that does not answer holds up only those who want it.
            return new RedisLease(await connection.Opening.Value.WaitAsync(cancellationToken), () => Return(connection));
        }
        catch
        {
            Return(connection);
            if (connection.Opening.Value.IsFaulted) Forget(key, connection);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in shared.Values)
            if (connection.Multiplexer is { } open) await open.DisposeAsync();
    }

    private Shared Use(string key, Credential credential)
    {
        lock (gate)
        {
            if (!shared.TryGetValue(key, out var connection)) shared[key] = connection = new Shared(() => ConnectAsync(credential, CancellationToken.None));
            connection.Users++;
            return connection;
        }
    }

    private void Return(Shared connection)
    {
        lock (gate)
        {
            connection.Users--;
            connection.UsedAt = time.GetUtcNow();
        }
    }

    /// <summary>The next one who asks tries again.</summary>
    private void Forget(string key, Shared connection)
    {
        lock (gate)
            if (shared.GetValueOrDefault(key) == connection) shared.Remove(key);
    }

    private List<ConnectionMultiplexer> TakeIdle()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            var idle = shared.Where(pair => pair.Value is { Users: 0, Multiplexer: { } open } && (now - pair.Value.UsedAt > Idle || !open.IsConnected)).ToList();
            foreach (var (key, _) in idle) shared.Remove(key);
            return idle.ConvertAll(pair => pair.Value.Multiplexer!);
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

    private sealed class Shared
    {
        public Shared(Func<Task<ConnectionMultiplexer>> connect) => Opening = new(async () => Multiplexer = await connect());

        public Lazy<Task<ConnectionMultiplexer>> Opening { get; }

        /// <summary>Null until it is connected.</summary>
        public ConnectionMultiplexer? Multiplexer { get; private set; }

        public int Users { get; set; }

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
