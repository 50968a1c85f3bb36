using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Auterity.Platform.Data;

/// <summary>A PostgreSQL database, shared by every process of the cluster.</summary>
public sealed class PostgresDatabase : Database
{
    private readonly DbContextOptions<PostgresDb> contextOptions;

    public PostgresDatabase(string connectionString)
    {
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "auterity" }.ToString();
        Source = NpgsqlDataSource.Create(ConnectionString);
        contextOptions = new DbContextOptionsBuilder<PostgresDb>()
            .UseNpgsql(Source, postgres => postgres.MigrationsAssembly(MigrationHistory.AssemblyName))
            .ReplaceService<IModelCacheKeyFactory, ModelKey>()
            .AddInterceptors(new ScopeInterceptor(), new PostgresInterceptor(this))
            .Options;
    }

    /// <summary>The connection pool, for the journal writer's batches.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Whether tenants' contexts run as <see cref="PostgresRoles.App"/> under row-level security.</summary>
    internal bool HasRoles { get; set; }

    public override DatabaseProvider Provider => DatabaseProvider.Postgres;

    public override string ConnectionString { get; }

    public override SqliteWriteGate? Gate => null;

    public override async Task<DbConnection> OpenReadAsync(CancellationToken cancellationToken)
    {
        var connection = await Source.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = new NpgsqlCommand("SET default_transaction_read_only = on", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override async Task<DbConnection> OpenWriteAsync(CancellationToken cancellationToken) => await Source.OpenConnectionAsync(cancellationToken);

    public override AuterityDb CreateContext(ModelParts parts, TenantScope scope, ILogger log) => new PostgresDb(contextOptions, parts, scope, log);

    internal override Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override ValueTask DisposeAsync() => Source.DisposeAsync();
}
