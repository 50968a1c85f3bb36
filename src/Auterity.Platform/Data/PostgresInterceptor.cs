using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Auterity.Platform.Data;

/// <summary>Tells PostgreSQL for which tenant a context's connection works, so row-level security holds where the query filter was forgotten.</summary>
/// <remarks>Npgsql resets role and settings when the connection goes back to the pool.</remarks>
internal sealed class PostgresInterceptor(PostgresDatabase database) : IDbConnectionInterceptor
{
    public void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (Command(connection, eventData) is not { } command) return;
        using (command) command.ExecuteNonQuery();
    }

    public async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (Command(connection, eventData) is not { } command) return;
        await using (command) await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private DbCommand? Command(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (!database.HasRoles || eventData.Context is not AuterityDb { Scope.TenantId: { } tenant }) return null;
        var command = connection.CreateCommand();
        command.CommandText = $"SET ROLE {PostgresRoles.App}; SET {PostgresRoles.TenantSetting} = '{tenant:D}'";
        return command;
    }
}
