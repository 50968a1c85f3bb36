using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;

namespace Auterity.Platform.Data;

/// <summary>One SQLite file in WAL mode, written through one gate and fsynced on every commit.</summary>
public sealed class SqliteDatabase : Database
{
    private const string PerConnection =
        "PRAGMA busy_timeout=5000; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA temp_store=MEMORY;";

    private readonly string readConnectionString;
    private readonly SemaphoreSlim readers = new(2 * Environment.ProcessorCount);
    private readonly DbContextOptions<SqliteDb> contextOptions;

    public SqliteDatabase(string path)
    {
        FilePath = path;
        var builder = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = 5, Pooling = true };
        ConnectionString = builder.ToString();
        builder.Mode = SqliteOpenMode.ReadOnly;
        readConnectionString = builder.ToString();
        contextOptions = new DbContextOptionsBuilder<SqliteDb>()
            .UseSqlite(ConnectionString, sqlite => sqlite.MigrationsAssembly(MigrationHistory.AssemblyName))
            .ReplaceService<IModelCacheKeyFactory, ModelKey>()
            .AddInterceptors(new ScopeInterceptor(), new SqliteInterceptor(this))
            .Options;
    }

    /// <summary>The database file; its log lies beside it with <c>-wal</c> added.</summary>
    public string FilePath { get; }

    public override DatabaseProvider Provider => DatabaseProvider.Sqlite;

    public override string ConnectionString { get; }

    public override SqliteWriteGate Gate { get; } = new();

    public override async Task<DbConnection> OpenReadAsync(CancellationToken cancellationToken)
    {
        await readers.WaitAsync(cancellationToken);
        var connection = new SqliteConnection(readConnectionString);
        try
        {
            connection.Open();
            Prepare(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            readers.Release();
            throw;
        }

        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState == ConnectionState.Closed) readers.Release();
        };
        return connection;
    }

    public override Task<DbConnection> OpenWriteAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<DbConnection>(Open());
    }

    public override AuterityDb CreateContext(ModelParts parts, TenantScope scope, ILogger log) => new SqliteDb(contextOptions, parts, scope, log);

    /// <summary>What SQLite forgets from one connection to the next.</summary>
    internal static void Prepare(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = PerConnection;
        command.ExecuteNonQuery();
    }

    internal SqliteConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        Prepare(connection);
        return connection;
    }

    internal override Task PrepareAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        using var connection = Open();
        using var command = connection.CreateCommand();
        // auto_vacuum counts only before the first table; WAL is remembered by the file.
        command.CommandText = "PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL;";
        command.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearPool(new SqliteConnection(ConnectionString));
        SqliteConnection.ClearPool(new SqliteConnection(readConnectionString));
        readers.Dispose();
        return ValueTask.CompletedTask;
    }
}
