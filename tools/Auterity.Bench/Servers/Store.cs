using Npgsql;

namespace Auterity.Bench.Servers;

/// <summary>Which database a case runs on, and the settings that say so.</summary>
internal sealed class Store : IAsyncDisposable
{
    private readonly string? server;
    private readonly string? name;

    private Store(Folder folder, string? server, string? name)
    {
        Folder = folder;
        this.server = server;
        this.name = name;
    }

    public Folder Folder { get; }

    public string Name => server is null ? "sqlite" : "postgres";

    public string? ConnectionString => server is null ? null : new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ToString();

    /// <param name="root">Where data folders go.</param>
    /// <param name="server">PostgreSQL server to make a database on; null for SQLite.</param>
    public static async Task<Store> CreateAsync(string root, string? server)
    {
        var name = server is null ? null : "bench_" + Guid.CreateVersion7().ToString("N");
        if (server is not null) await ExecuteAsync(server, $"CREATE DATABASE {name}");
        return new Store(new Folder(root), server, name);
    }

    /// <summary>Settings of a server on this store.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["AUTERITY_DATA"] = Folder.Path,
        ["AUTERITY_PORT"] = "0",
        ["AUTERITY_LOG_LEVEL"] = "Error",
        ["AUTERITY_LOG_FORMAT"] = "text",
        ["AUTERITY_API_KEY"] = ApiClient.Key,
        ["AUTERITY_DATABASE"] = ConnectionString ?? "",
        ["AUTERITY_OUTBOUND__ALLOW__0"] = "127.0.0.1",
    };

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await ExecuteAsync(server, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        Folder.Dispose();
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
