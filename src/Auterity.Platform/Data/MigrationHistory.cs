using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Auterity.Platform.Data;

/// <summary>Which migrations the database lacks, asked without building the EF model, which would cost a second of every start.</summary>
internal static class MigrationHistory
{
    public const string AssemblyName = "Auterity.Migrations";

    private const string Table = "__EFMigrationsHistory";

    public static async Task<IReadOnlyList<string>> PendingAsync(Database database, CancellationToken cancellationToken)
    {
        var known = Known(database.Provider == DatabaseProvider.Sqlite ? typeof(SqliteDb) : typeof(PostgresDb));
        await using var connection = await database.OpenWriteAsync(cancellationToken);
        var applied = await AppliedAsync(connection, database.Provider, cancellationToken);
        return [.. known.Where(id => !applied.Contains(id))];
    }

    /// <summary>Removes EF Core's lock row that a killed process left: every later migration would wait for it forever.</summary>
    /// <remarks>Safe only while the data-folder lock is held, because then no other process can be migrating.</remarks>
    public static async Task DropStaleLockAsync(Database database, CancellationToken cancellationToken)
    {
        using var lease = await database.Gate!.EnterAsync(priority: false, cancellationToken);
        await using var connection = await database.OpenWriteAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = """DROP TABLE IF EXISTS "__EFMigrationsLock" """;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static IEnumerable<string> Known(Type context) =>
        Assembly.Load(AssemblyName).GetTypes()
            .Where(type => type.GetCustomAttribute<DbContextAttribute>()?.ContextType == context)
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id)
            .OfType<string>()
            .Order(StringComparer.Ordinal);

    private static async Task<HashSet<string>> AppliedAsync(DbConnection connection, DatabaseProvider provider, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = provider == DatabaseProvider.Sqlite
            ? $"SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '{Table}'"
            : $"SELECT 1 FROM information_schema.tables WHERE table_name = '{Table}' AND table_schema = current_schema()";
        if (await command.ExecuteScalarAsync(cancellationToken) is null) return [];

        command.CommandText = $"""SELECT "MigrationId" FROM "{Table}" """;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var applied = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
            applied.Add(reader.GetString(0));
        return applied;
    }
}
