using Npgsql;

namespace Auterity.Server.Tests;

/// <summary>The PostgreSQL server that <c>./test</c> started, a fresh database for each test.</summary>
internal static class PostgresServer
{
    public const string Missing = "AUTERITY_TEST_POSTGRES names no PostgreSQL server; ./test starts one.";

    private static readonly string? Address = Environment.GetEnvironmentVariable("AUTERITY_TEST_POSTGRES");

    public static bool IsThere => !string.IsNullOrEmpty(Address);

    public static async Task<PostgresTestDatabase> CreateDatabaseAsync()
    {
        var server = Address;
        Assert.SkipUnless(IsThere, Missing);
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
