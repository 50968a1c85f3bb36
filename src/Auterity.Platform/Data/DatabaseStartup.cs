using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Auterity.Platform.Data;

/// <summary>Brings the database up before anything else starts: lock, migrate if something is pending, roles, first rows; then warms the model.</summary>
/// <remarks>
/// <code>folder lock ─ prepare ─ pending? ─ migrate ─ roles ─ first rows ─ (background) build the EF model</code>
/// </remarks>
internal sealed partial class DatabaseStartup(
    Database database, AuterityDbFactory contexts, IEnumerable<StartupStep> steps, IOptions<PlatformOptions> options, ILogger<DatabaseStartup> log)
    : IHostedService, IDisposable
{
    /// <summary>Key of the advisory lock under which one process of a cluster migrates; the letters "autr".</summary>
    private const long MigrationLock = 0x61757472;

    private DataFolder? folder;
    private Task warming = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // 1. folder lock; on PostgreSQL the folder may be shared by the whole cluster
        if (database.Provider == DatabaseProvider.Sqlite) folder = DataFolder.Take(options.Value.DataPath);

        // 2. prepare, migrate, roles, first rows
        await database.PrepareAsync(cancellationToken);
        if (database is PostgresDatabase postgres) await StartPostgresAsync(postgres, cancellationToken);
        else await StartSqliteAsync(cancellationToken);

        // 3. warm the model, so that the first request does not pay for it
        warming = Task.Run(Warm, CancellationToken.None);
    }

    public Task StopAsync(CancellationToken cancellationToken) => warming.WaitAsync(cancellationToken);

    /// <summary>The folder is free once everything has stopped: the journal may write until then.</summary>
    public void Dispose() => folder?.Dispose();

    private async Task StartSqliteAsync(CancellationToken cancellationToken)
    {
        var pending = await MigrationHistory.PendingAsync(database, cancellationToken);
        if (pending.Count > 0)
        {
            await MigrationHistory.DropStaleLockAsync(database, cancellationToken);
            await MigrateAsync(pending, cancellationToken);
        }

        await RunStepsAsync(cancellationToken);
    }

    /// <summary>One process of the cluster at a time; the others wait and find it done.</summary>
    private async Task StartPostgresAsync(PostgresDatabase postgres, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.Source.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({MigrationLock})", cancellationToken);
        try
        {
            var pending = await MigrationHistory.PendingAsync(database, cancellationToken);
            if (pending.Count > 0) await MigrateAsync(pending, cancellationToken);
            postgres.HasRoles = (pending.Count == 0 && await PostgresRoles.AreThereAsync(connection, cancellationToken))
                || await ApplyRolesAsync(connection, cancellationToken);
            await RunStepsAsync(cancellationToken);
        }
        finally
        {
            await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({MigrationLock})", CancellationToken.None);
        }
    }

    private async Task RunStepsAsync(CancellationToken cancellationToken)
    {
        foreach (var step in steps) await step(cancellationToken);
    }

    private async Task<bool> ApplyRolesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var db = contexts.Create(TenantScope.System("row-level security"));
        return await PostgresRoles.ApplyAsync(connection, PostgresRoles.OwnedTables(db), log, cancellationToken);
    }

    private async Task MigrateAsync(IReadOnlyList<string> pending, CancellationToken cancellationToken)
    {
        Migrating(pending.Count, pending[^1]);
        await using var db = contexts.Create(TenantScope.System("migrations"));
        await db.Database.MigrateAsync(cancellationToken);
    }

    private void Warm()
    {
        using var db = contexts.Create(TenantScope.System("model warm-up"));
        _ = db.Model;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        // Without a limit: whoever waits for the lock waits as long as another process migrates.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Migrating the database up to {Last} ({Count} to apply)")]
    private partial void Migrating(int count, string last);
}

/// <summary>Something that must be in the database before the process serves: run at every start, in the order added, safe to run twice.</summary>
public delegate Task StartupStep(CancellationToken cancellationToken);
