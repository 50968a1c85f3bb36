using Auterity.Platform.Data;
using Npgsql;

namespace Auterity.Workflows.Definitions;

/// <summary>Tells the other processes on the same PostgreSQL that a workflow was published, archived or switched on or off. SQLite has one process: nobody to tell.</summary>
internal sealed class WorkflowNews(Database database)
{
    public const string Channel = "auterity_workflows";

    /// <summary>Marks what this process has sent itself.</summary>
    public string Sender { get; } = Guid.CreateVersion7().ToString("N");

    public async Task SendAsync(Guid tenantId, Guid workflowId, CancellationToken cancellationToken)
    {
        if (database is not PostgresDatabase postgres) return;
        await using var command = postgres.Source.CreateCommand("SELECT pg_notify($1, $2)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Channel });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"{Sender}/{tenantId:N}/{workflowId:N}" });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
