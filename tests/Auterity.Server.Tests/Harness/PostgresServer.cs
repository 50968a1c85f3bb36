using Npgsql;

namespace Auterity.Server.Tests;

/// <summary>The PostgreSQL server that <c>./test</c> started, a fresh database for each test.</summary>
internal static class PostgresServer
{
    public static async Task<PostgresTestDatabase> CreateDatabaseAsync()
    {
        var server = Environment.GetEnvironmentVariable("AUTERITY_TEST_POSTGRES");
        Assert.SkipWhen(string.IsNullOrEmpty(server), "AUTERITY_TEST_POSTGRES names no PostgreSQL server; ./test starts one.");
        var name = "test_" + Guid.CreateVersion7().ToString("N");
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return new PostgresTestDatabase(server!, name);
    }
}

internal sealed class PostgresTestDatabase(string server, string name) : IAsyncDisposable
{
    public string ConnectionString { get; } = new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ToString();

    public async ValueTask DisposeAsync()
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand($"DROP DATABASE IF EXISTS {name} WITH (FORCE)", connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
