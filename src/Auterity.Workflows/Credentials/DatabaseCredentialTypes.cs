using Auterity.Sdk;
using Auterity.Workflows.Outbound;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Workflows.Credentials;

/// <summary>Credentials of databases.</summary>
internal static class DatabaseCredentialTypes
{
    public static IReadOnlyList<CredentialType> All { get; } =
    [
        new("postgres", "PostgreSQL",
        [
            new("host", "Host") { IsRequired = true, IsDestination = true },
            new("port", "Port") { IsDestination = true, Default = "5432" },
            new("database", "Database") { IsRequired = true },
            new("user", "User") { IsRequired = true },
            new("password", "Password") { IsSecret = true },
            new("tls", "TLS") { IsDestination = true, Choices = ["prefer", "disable", "require", "verify"], Default = "prefer", Description = "verify also checks the certificate." },
            new("caCertificate", "CA certificate") { IsMultiline = true, Description = "PEM; for servers whose certificate no public authority signed." },
        ]) { Test = TryPostgresAsync },
        new("sqlite", "SQLite",
        [
            new("file", "Database") { IsRequired = true, Description = "Name in the platform's folder, for example orders.db" },
            new("mode", "Access") { Choices = ["readWrite", "readOnly"], Default = "readWrite" },
        ]) { Test = TrySqliteAsync },
        new("redis", "Redis",
        [
            new("host", "Host") { IsRequired = true, IsDestination = true },
            new("port", "Port") { IsDestination = true, Default = "6379" },
            new("user", "User"),
            new("password", "Password") { IsSecret = true },
            new("database", "Database number") { Default = "0" },
            new("tls", "TLS") { IsDestination = true, Choices = ["false", "true"], Default = "false" },
        ]) { Test = TryRedisAsync },
    ];

    private static async Task<string> TryPostgresAsync(Credential credential, CredentialTrial trial, CancellationToken cancellationToken)
    {
        await using var connection = await trial.Services.GetRequiredService<PostgresConnections>().OpenAsync(credential, trial.TenantId, cancellationToken);
        return $"Connected to PostgreSQL {connection.PostgreSqlVersion}.";
    }

    private static async Task<string> TrySqliteAsync(Credential credential, CredentialTrial trial, CancellationToken cancellationToken)
    {
        await using var connection = await trial.Services.GetRequiredService<SqliteFiles>().OpenAsync(credential, trial.TenantId, cancellationToken);
        return $"Opened {credential["file"]} with SQLite {connection.ServerVersion}.";
    }

    private static async Task<string> TryRedisAsync(Credential credential, CredentialTrial trial, CancellationToken cancellationToken)
    {
        using var lease = await trial.Services.GetRequiredService<RedisConnections>().OpenAsync(credential, trial.TenantId, cancellationToken);
        var answer = await lease.Connection.GetDatabase().PingAsync();
        return $"Redis answered in {answer.TotalMilliseconds:0.#} ms.";
    }
}
