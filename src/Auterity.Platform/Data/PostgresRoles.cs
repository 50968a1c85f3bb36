using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Auterity.Platform.Data;

/// <summary>Two roles and row-level security, from the first day: <see cref="App"/> sees one tenant, <see cref="Engine"/> sees all (ENGINE rule 37).</summary>
/// <remarks>The connecting user owns the tables and so works as the engine does; contexts of a tenant step down to <see cref="App"/>.</remarks>
internal static partial class PostgresRoles
{
    public const string App = "auterity_app";

    public const string Engine = "auterity_engine";

    /// <summary>Session setting that holds the tenant's id.</summary>
    public const string TenantSetting = "auterity.tenant";

    /// <summary>Creates roles and policies where they are missing.</summary>
    /// <returns>False when the connecting user may not; the query filter then stands alone.</returns>
    public static async Task<bool> ApplyAsync(NpgsqlConnection connection, IEnumerable<(string Table, string TenantColumn)> owned, ILogger log, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(connection, RolesSql, cancellationToken);
            foreach (var (table, column) in owned)
                await ExecuteAsync(connection, PolicySql(table, column), cancellationToken);
            return true;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            NoRoles(log, e.MessageText);
            return false;
        }
    }

    /// <summary>Whether earlier starts have done it all: a process may have died between a migration and the policies of its tables.</summary>
    public static async Task<bool> AreThereAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT NOT EXISTS (
                SELECT 1 FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'tenant_id' AND NOT attisdropped
                WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                  AND NOT (relrowsecurity AND EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = pg_class.oid AND polname = 'tenant')))
              AND EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{App}' AND pg_has_role(current_user, oid, 'MEMBER'))
            """,
            connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Tables of tenants, with the column that names the tenant.</summary>
    public static IReadOnlyList<(string Table, string TenantColumn)> OwnedTables(AuterityDb db) =>
        [.. db.Model.GetEntityTypes()
            .Where(type => typeof(ITenantOwned).IsAssignableFrom(type.ClrType))
            .Select(type => (type.GetTableName()!, type.FindProperty(nameof(ITenantOwned.TenantId))!.GetColumnName()))];

    // Roles belong to the whole server, so another database of it may have made them: a duplicate is no error.
    private const string RolesSql = $"""
        DO $$ BEGIN
          BEGIN CREATE ROLE {App} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END;
          BEGIN CREATE ROLE {Engine} NOLOGIN BYPASSRLS; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END;
          IF NOT pg_has_role(current_user, '{App}', 'MEMBER') THEN EXECUTE format('GRANT {App} TO %I', current_user); END IF;
        END $$;
        GRANT USAGE ON SCHEMA public TO {App}, {Engine};
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {App}, {Engine};
        GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {App}, {Engine};
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {App}, {Engine};
        """;

    private static string PolicySql(string table, string column) => $"""
        ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY;
        DO $$ BEGIN
          IF NOT EXISTS (SELECT 1 FROM pg_policies WHERE schemaname = 'public' AND tablename = '{table}' AND policyname = 'tenant') THEN
            CREATE POLICY tenant ON "{table}" USING ("{column}" = nullif(current_setting('{TenantSetting}', true), '')::uuid);
          END IF;
        END $$;
        """;

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Row-level security is off, the query filter stands alone: the database user may not create roles ({Reason}). Grant it CREATEROLE, or create auterity_app and auterity_engine by hand")]
    private static partial void NoRoles(ILogger log, string reason);
}
