using Auterity.Platform.Data;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Auterity.Bench.Measures;

/// <summary>Bare rows through SQLite's own prepared statements.</summary>
internal sealed class SqliteBareRows : BareRows
{
    private readonly SqliteDatabase database;
    private readonly SqliteConnection connection;
    private readonly sqlite3_stmt journal;
    private readonly sqlite3_stmt runs;

    public SqliteBareRows(SqliteDatabase database, SqliteConnection connection)
    {
        this.database = database;
        this.connection = connection;
        journal = Prepare("INSERT INTO journal (run_id, first_sequence, count, payload) VALUES (?, 0, 6, ?)");
        runs = Prepare(
            "INSERT INTO runs (id, tenant_id, workflow_id, workflow_version, definition_hash, shard, status, mode, trigger, started_at, finished_at, last_sequence, steps) " +
            "VALUES (?, ?, ?, 1, ?, 0, 'Succeeded', 'Production', 'start', ?, ?, 5, 4)");
    }

    public override void Write(int runs)
    {
        using var lease = database.Gate.Enter(priority: true);
        raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE");
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < runs; i++)
            WriteOne(NewRun(now).ToByteArray(bigEndian: true), DbTypes.ToMicros(now));
        if (raw.sqlite3_exec(connection.Handle, "COMMIT") != raw.SQLITE_OK) throw new InvalidOperationException(raw.sqlite3_errmsg(connection.Handle).utf8_to_string());
    }

    public override void Dispose()
    {
        journal.Dispose();
        runs.Dispose();
        connection.Dispose();
    }

    private void WriteOne(byte[] id, long now)
    {
        raw.sqlite3_bind_blob(journal, 1, id);
        raw.sqlite3_bind_blob(journal, 2, Payload);
        Run(journal);
        raw.sqlite3_bind_blob(runs, 1, id);
        raw.sqlite3_bind_blob(runs, 2, Tenant.ToByteArray(bigEndian: true));
        raw.sqlite3_bind_blob(runs, 3, Tenant.ToByteArray(bigEndian: true));
        raw.sqlite3_bind_blob(runs, 4, Hash);
        raw.sqlite3_bind_int64(runs, 5, now);
        raw.sqlite3_bind_int64(runs, 6, now);
        Run(runs);
    }

    private void Run(sqlite3_stmt statement)
    {
        if (raw.sqlite3_step(statement) != raw.SQLITE_DONE) throw new InvalidOperationException(raw.sqlite3_errmsg(connection.Handle).utf8_to_string());
        raw.sqlite3_reset(statement);
    }

    private sqlite3_stmt Prepare(string sql) => raw.sqlite3_prepare_v2(connection.Handle, sql, out var statement) == raw.SQLITE_OK
        ? statement
        : throw new InvalidOperationException(raw.sqlite3_errmsg(connection.Handle).utf8_to_string());
}
