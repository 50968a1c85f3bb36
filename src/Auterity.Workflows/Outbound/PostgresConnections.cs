using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Auterity.Sdk;
using Npgsql;

namespace Auterity.Workflows.Outbound;

/// <summary>Opens PostgreSQL connections to checked addresses; connections of equal credentials are pooled.</summary>
internal sealed class PostgresConnections(OutboundGuard guard, TimeProvider time) : IDisposable
{
    /// <summary>After this the name is resolved and checked again.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Pool> pools = new();

    /// <exception cref="NodeException"><c>credential-invalid</c>, <c>address-refused</c>, <c>host-unknown</c>, <c>connect-failed</c>; nothing was sent.</exception>
    public async Task<NpgsqlConnection> OpenAsync(Credential credential, Guid tenantId, CancellationToken cancellationToken)
    {
        var (host, port) = (credential["host"], PortOf(credential));
        try
        {
            return await OpenAsync(credential, tenantId, host, port, cancellationToken);
        }
        catch (PostgresException e)
        {
            throw Fault(e.SqlState.StartsWith("28", StringComparison.Ordinal) || e.SqlState == "3D000" ? "credential-invalid" : "connect-failed", $"{host}:{port} refuses the connection: {e.MessageText}.", e.IsTransient, e);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or System.Security.Authentication.AuthenticationException)
        {
            throw Fault("connect-failed", $"No connection to {host}:{port}: {(e.InnerException ?? e).Message.TrimEnd('.')}.", true, e);
        }
        catch (ArgumentException e)
        {
            throw Fault("credential-invalid", $"The credential cannot be used: {e.Message}", false, e);
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(Credential credential, Guid tenantId, string host, int port, CancellationToken cancellationToken)
    {
        while (true)
        {
            var source = await SourceAsync(credential, tenantId, host, port, cancellationToken);
            try
            {
                return await source.OpenConnectionAsync(cancellationToken);
            }
            catch (ObjectDisposedException) when (pools.Values.All(pool => pool.Source != source))
            {
                // Somebody has just found it too old: take the next one.
            }
        }
    }

    public void Dispose()
    {
        foreach (var pool in pools.Values) pool.Source.Dispose();
    }

    private async Task<NpgsqlDataSource> SourceAsync(Credential credential, Guid tenantId, string host, int port, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var (name, pool) in pools)
            if (now - pool.CheckedAt > Fresh && pools.TryRemove(name, out _)) pool.Source.Dispose(); // connections in use end when they are returned
        var key = CredentialKey.Of(credential, tenantId);
        if (pools.TryGetValue(key, out var known)) return known.Source;
        if (host.Length == 0 || host.AsSpan().ContainsAny(',', '/', '\\')) throw new ArgumentException($"'{host}' is no host.");
        var address = (await guard.CheckAsync(host, port, cancellationToken))[0];
        var made = new Pool(Create(credential, host, address.ToString(), port), now);
        var kept = pools.GetOrAdd(key, made);
        if (!ReferenceEquals(kept, made)) await made.Source.DisposeAsync();
        return kept.Source;
    }

    private static NpgsqlDataSource Create(Credential credential, string host, string address, int port)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = address,
            Port = port,
            Database = credential["database"],
            Username = credential["user"],
            Password = credential["password"],
            SslMode = credential["tls"] switch { "disable" => SslMode.Disable, "require" => SslMode.Require, "verify" => SslMode.VerifyFull, _ => SslMode.Prefer },
            ApplicationName = "Auterity",
            Timezone = "UTC",
            Timeout = 15,
            CommandTimeout = 0, // the node's own limit cancels
            MaxPoolSize = 10,
            ConnectionIdleLifetime = 60,
            Enlist = false,
        };
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.UseSslClientAuthenticationOptionsCallback(options => options.TargetHost = host); // the certificate names the host, the connection goes to the checked address
        if (credential["caCertificate"] is { Length: > 0 } pem) builder.UseRootCertificate(CertificateOf(pem));
        return builder.Build();
    }

    private static X509Certificate2 CertificateOf(string pem)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException e)
        {
            throw new ArgumentException("its CA certificate is no PEM.", e);
        }
    }

    private static int PortOf(Credential credential) => int.TryParse(credential["port"], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port : 5432;

    private static NodeException Fault(string code, string message, bool retryable, Exception inner) => new(message, code, retryable, inner: inner) { NotSent = true };

    private sealed record Pool(NpgsqlDataSource Source, DateTimeOffset CheckedAt);
}
