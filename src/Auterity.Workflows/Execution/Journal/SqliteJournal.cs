using Auterity.Platform.Data;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>The journal in a SQLite file: one connection on one thread, prepared multi-row statements, one fsync a group.</summary>
internal sealed class SqliteJournal : JournalReader, IJournal, IAsyncDisposable
{
    private readonly SqliteDatabase database;
    private readonly JournalWriter writer;
    private SqliteConnection? connection;
    private SqliteStatements? statements;

    public SqliteJournal(SqliteDatabase database, PayloadStore payloads, TimeProvider time, ILogger<JournalWriter> log, Func<Commit, Commit>? around = null) : base(database)
    {
        this.database = database;
        writer = new JournalWriter(payloads.Store, around is null ? Commit : around(Commit), time, log);
    }

    public bool IsCongested => writer.IsCongested;

    public bool IsShared => false;

    public long Commits => writer.Commits;

    public bool Append(RunWrite write) => writer.Append(write);

    public async Task<IReadOnlyDictionary<int, long>> TakeAsync(IReadOnlyList<int> shards, string owner, CancellationToken cancellationToken)
    {
        using var lease = await database.Gate.EnterAsync(priority: true, cancellationToken);
        await using var write = await database.OpenWriteAsync(cancellationToken);
        await using var transaction = await write.BeginTransactionAsync(cancellationToken);
        await using var command = write.CreateCommand();
        command.CommandText = "INSERT INTO shards (shard, epoch, owner) VALUES (@shard, 1, @owner) " +
            "ON CONFLICT (shard) DO UPDATE SET epoch = epoch + 1, owner = excluded.owner RETURNING epoch";
        command.AddInt("@shard", 0);
        command.AddText("@owner", owner);
        var epochs = new Dictionary<int, long>();
        foreach (var shard in shards)
        {
            command.Parameters[0].Value = shard;
            epochs[shard] = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        }

        await transaction.CommitAsync(cancellationToken);
        return epochs;
    }

    /// <summary>The lock on the data folder keeps every other process out.</summary>
    public ValueTask<bool> CheckAsync(ShardLease lease, CancellationToken cancellationToken) => ValueTask.FromResult(true);

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        statements?.Dispose();
        if (connection is not null) await connection.DisposeAsync();
    }

    private CommitResult Commit(IReadOnlyList<RunWrite> group)
    {
        using var lease = database.Gate.Enter(priority: true);
        if (connection is null) Open();
        try
        {
            statements!.Begin();
            var refused = statements.RefusedShards(group);
            statements.Write(refused.Count == 0 ? group : [.. group.Where(write => !refused.Contains(write.Shard))]);
            statements.End();
            return refused.Count == 0 ? CommitResult.AllAccepted : new CommitResult(refused);
        }
        catch (SqliteException e)
        {
            Reset();
            // SQLITE_CONSTRAINT, SQLITE_TOOBIG, SQLITE_MISMATCH: the bytes are at fault, not the database.
            if (e.SqliteErrorCode is 18 or 19 or 20) throw new DataRejectedException(e.Message, e);
            throw;
        }
    }

    /// <summary>Opens the connection; a disk that fails in between leaves nothing half open behind.</summary>
    private void Open()
    {
        var opened = (SqliteConnection)database.OpenWriteAsync(CancellationToken.None).GetAwaiter().GetResult();
        try
        {
            statements = new SqliteStatements(opened);
            connection = opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private void Reset()
    {
        // The connection goes back to a pool that asks for no rollback: the next one would begin inside this transaction.
        if (connection is not null && raw.sqlite3_get_autocommit(connection.Handle) == 0) raw.sqlite3_exec(connection.Handle, "ROLLBACK");
        statements?.Dispose();
        connection?.Dispose();
        statements = null;
        connection = null;
    }
}
