using System.Data.Common;
using Auterity.Platform.Data;

namespace Auterity.Workflows.Runs.Retention;

/// <summary>Deletes runs, a few hundred rows a step, so that nobody else waits long for the database (ENGINE rule 24).</summary>
/// <remarks>
/// <code>
/// 1. the run's row goes and a note is left, in one transaction: from here on there is no such run
/// 2. its events, references and snapshot go, ≤ 500 rows a transaction
/// 3. the note goes; a process that dies in between finds it again
/// </code>
/// </remarks>
internal sealed class RunRemoval(Database database, ExpiredRuns expired)
{
    private const int RunsAtOnce = 100;
    private const int RowsAtOnce = 500;

    /// <returns>How many runs were deleted.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        await ClearAsync(cancellationToken);
        var deleted = 0;
        foreach (var (tenantId, workflowId, keep) in await expired.WorkflowsAsync(cancellationToken))
        {
            while (await expired.FindAsync(tenantId, workflowId, keep, RunsAtOnce, cancellationToken) is { Count: > 0 } batch)
            {
                var gone = await TakeAsync(tenantId, batch, cancellationToken);
                if (gone == 0) break;
                deleted += gone;
                await ClearAsync(cancellationToken);
            }
        }

        return deleted;
    }

    private async Task<int> TakeAsync(Guid tenantId, IReadOnlyList<Guid> runs, CancellationToken cancellationToken)
    {
        using var lease = database.Gate is { } gate ? await gate.EnterAsync(priority: false, cancellationToken) : null;
        await using var connection = await database.OpenWriteAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var gone = 0;
        foreach (var run in runs)
        {
            // A run that somebody has reopened meanwhile stays.
            await using var delete = Command(connection, transaction, "DELETE FROM runs WHERE id = @id AND tenant_id = @tenant AND status IN ('Succeeded','Failed','Cancelled')", run);
            delete.AddId("@tenant", tenantId);
            if (await delete.ExecuteNonQueryAsync(cancellationToken) == 0) continue;
            await using var note = Command(connection, transaction, "INSERT INTO run_removals (run_id) VALUES (@id) ON CONFLICT DO NOTHING", run);
            await note.ExecuteNonQueryAsync(cancellationToken);
            gone++;
        }

        await transaction.CommitAsync(cancellationToken);
        return gone;
    }

    /// <summary>Finishes what was begun.</summary>
    private async Task ClearAsync(CancellationToken cancellationToken)
    {
        while (await NotesAsync(cancellationToken) is { Count: > 0 } runs)
        {
            for (var next = 0; next < runs.Count;)
            {
                using (var lease = database.Gate is { } gate ? await gate.EnterAsync(priority: false, cancellationToken) : null)
                    next = await ClearSomeAsync(runs, next, cancellationToken);
            }

            await GiveBackAsync(cancellationToken);
        }
    }

    /// <summary>One transaction.</summary>
    /// <returns>The first run that is not done.</returns>
    private async Task<int> ClearSomeAsync(IReadOnlyList<Guid> runs, int next, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriteAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        for (var left = RowsAtOnce; next < runs.Count; next++)
        {
            left -= await DeleteAsync(connection, transaction, "DELETE FROM journal WHERE run_id = @id AND first_sequence IN (SELECT first_sequence FROM journal WHERE run_id = @id LIMIT @limit)", runs[next], left, cancellationToken);
            if (left <= 0) break;
            left -= await DeleteAsync(connection, transaction, "DELETE FROM run_blobs WHERE run_id = @id AND (tenant_id, hash) IN (SELECT tenant_id, hash FROM run_blobs WHERE run_id = @id LIMIT @limit)", runs[next], left, cancellationToken);
            if (left <= 0) break;
            await using var snapshot = Command(connection, transaction, "DELETE FROM run_snapshots WHERE run_id = @id", runs[next]);
            left -= await snapshot.ExecuteNonQueryAsync(cancellationToken);
            await using var note = Command(connection, transaction, "DELETE FROM run_removals WHERE run_id = @id", runs[next]);
            left -= await note.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return next;
    }

    private async Task<IReadOnlyList<Guid>> NotesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReadAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT run_id FROM run_removals LIMIT @limit";
        command.AddInt("@limit", RunsAtOnce);
        var runs = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            runs.Add(reader.ReadId(0));
        return runs;
    }

    /// <summary>SQLite keeps free pages; a few at a time go back to the file system.</summary>
    private async Task GiveBackAsync(CancellationToken cancellationToken)
    {
        if (database.Gate is not { } gate) return;
        using var lease = await gate.EnterAsync(priority: false, cancellationToken);
        await using var connection = await database.OpenWriteAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA incremental_vacuum(200)";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) { }
    }

    private static async Task<int> DeleteAsync(DbConnection connection, DbTransaction transaction, string sql, Guid run, int limit, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, transaction, sql, run);
        command.AddInt("@limit", limit);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static DbCommand Command(DbConnection connection, DbTransaction transaction, string sql, Guid run)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.AddId("@id", run);
        return command;
    }
}
