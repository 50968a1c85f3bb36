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

    /// <summary>A pool of its own, whose connections refuse to write from their start on.</summary>
    private readonly NpgsqlDataSource readSource;

    public PostgresDatabase(string connectionString)
    {
        // The reset takes a tenant's role and id from a connection before somebody else gets it.
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "auterity", NoResetOnClose = false }.ToString();
        Source = NpgsqlDataSource.Create(ConnectionString);
        readSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString) { Options = "-c default_transaction_read_only=on" });
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

    public override async Task<DbConnection> OpenReadAsync(CancellationToken cancellationToken) => await readSource.OpenConnectionAsync(cancellationToken);

    public override async Task<DbConnection> OpenWriteAsync(CancellationToken cancellationToken) => await Source.OpenConnectionAsync(cancellationToken);

    public override AuterityDb CreateContext(ModelParts parts, TenantScope scope, ILogger log) => new PostgresDb(contextOptions, parts, scope, log);

    internal override Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        await readSource.DisposeAsync();
        await Source.DisposeAsync();
    }
}
