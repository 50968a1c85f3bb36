using Auterity.Workflows.Runs;
using Microsoft.Data.Sqlite;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>The prepared statements of the journal connection.</summary>
internal sealed class SqliteStatements : IDisposable
{
    private readonly SqliteStatement begin;
    private readonly SqliteStatement end;
    private readonly SqliteCommand epochs;
    private readonly SqliteStatement journal;
    private readonly SqliteStatement runs;
    private readonly SqliteStatement key;
    private readonly SqliteStatement blob;
    private readonly SqliteStatement snapshot;
    private readonly Dictionary<Guid, RunRow> last = [];

    public SqliteStatements(SqliteConnection connection)
    {
        begin = new SqliteStatement(connection, "BEGIN IMMEDIATE");
        end = new SqliteStatement(connection, "COMMIT");
        epochs = connection.CreateCommand();
        epochs.CommandText = "SELECT shard, epoch FROM shards";
        journal = new SqliteStatement(connection, "INSERT INTO journal (run_id, first_sequence, count, payload) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING");
        runs = new SqliteStatement(connection, RunUpsert);
        key = new SqliteStatement(connection, "INSERT INTO run_keys (tenant_id, workflow_id, key_hash, body_hash, run_id, created_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
        blob = new SqliteStatement(connection, "INSERT INTO run_blobs (tenant_id, hash, run_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
        snapshot = new SqliteStatement(connection, SnapshotUpsert);
    }

    public void Begin() => begin.Execute();

    public void End() => end.Execute();

    /// <summary>Leases of the group whose epoch is no longer the shard's.</summary>
    public HashSet<ShardLease> RefusedShards(IReadOnlyList<RunWrite> group)
    {
        var current = new Dictionary<int, long>();
        using (var rows = epochs.ExecuteReader())
            while (rows.Read())
                current[rows.GetInt32(0)] = rows.GetInt64(1);
        var refused = new HashSet<ShardLease>(ReferenceEqualityComparer.Instance);
        foreach (var write in group)
            if (current.GetValueOrDefault(write.Shard.Shard) != write.Shard.Epoch)
                refused.Add(write.Shard);
        return refused;
    }

    public void Write(IReadOnlyList<RunWrite> group)
    {
        // Within a group only a run's last row counts.
        last.Clear();
        foreach (var write in group)
        {
            if (write.Snapshot is { } made)
            {
                WriteSnapshot(write.RunId, made);
                continue;
            }

            WriteEvents(write);
            last[write.RunId] = write.Row;
            if (write.Key is { } started) WriteKey(started);
            foreach (var named in write.Blobs)
                WriteBlob(write.Row, named);
        }

        foreach (var row in last.Values)
            WriteRow(row);
    }

    public void Dispose()
    {
        begin.Dispose();
        end.Dispose();
        epochs.Dispose();
        journal.Dispose();
        runs.Dispose();
        key.Dispose();
        blob.Dispose();
        snapshot.Dispose();
    }

    private void WriteEvents(RunWrite write)
    {
        journal.Bind(1, write.RunId);
        journal.Bind(2, write.FirstSequence);
        journal.Bind(3, write.Count);
        journal.Bind(4, write.Payload);
        journal.Execute();
    }

    private void WriteKey(RunKeyRow row)
    {
        key.Bind(1, row.TenantId);
        key.Bind(2, row.WorkflowId);
        key.Bind(3, row.KeyHash);
        key.Bind(4, row.BodyHash);
        key.Bind(5, row.RunId);
        key.Bind(6, row.CreatedAt);
        key.Execute();
    }

    private void WriteBlob(RunRow run, PackBlob named)
    {
        blob.Bind(1, run.TenantId);
        blob.Bind(2, Convert.FromHexString(named.Id));
        blob.Bind(3, run.Id);
        blob.Execute();
    }

    // Never for a run that is gone, and never one that knows less.
    private const string SnapshotUpsert =
        "INSERT INTO run_snapshots (run_id, sequence, version, payload) SELECT ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM runs WHERE id = ?) " +
        "ON CONFLICT (run_id) DO UPDATE SET sequence = excluded.sequence, version = excluded.version, payload = excluded.payload " +
        "WHERE excluded.sequence >= run_snapshots.sequence OR excluded.version <> run_snapshots.version";

    private void WriteSnapshot(Guid runId, RunSnapshot made)
    {
        snapshot.Bind(1, runId);
        snapshot.Bind(2, made.Sequence);
        snapshot.Bind(3, made.Version);
        snapshot.Bind(4, made.Payload);
        snapshot.Bind(5, runId);
        snapshot.Execute();
    }

    private const string RunUpsert =
        "INSERT INTO runs (id, tenant_id, workflow_id, workflow_version, definition_hash, shard, status, mode, trigger, started_at, finished_at, " +
        "wake_at, last_sequence, steps, error, label, parent_id, start_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) " +
        "ON CONFLICT (id) DO UPDATE SET status = excluded.status, finished_at = excluded.finished_at, wake_at = excluded.wake_at, " +
        "last_sequence = excluded.last_sequence, steps = excluded.steps, error = excluded.error";

    private void WriteRow(RunRow row)
    {
        runs.Bind(1, row.Id);
        runs.Bind(2, row.TenantId);
        runs.Bind(3, row.WorkflowId);
        runs.Bind(4, row.WorkflowVersion);
        runs.Bind(5, row.DefinitionHash);
        runs.Bind(6, row.Shard);
        runs.Bind(7, RunNames.Of(row.Status));
        runs.Bind(8, RunNames.Of(row.Mode));
        runs.Bind(9, row.Trigger);
        runs.Bind(10, row.StartedAt);
        runs.Bind(11, row.FinishedAt);
        runs.Bind(12, row.WakeAt);
        runs.Bind(13, row.LastSequence);
        runs.Bind(14, row.Steps);
        runs.Bind(15, row.Error);
        runs.Bind(16, row.Label);
        runs.Bind(17, row.ParentId);
        runs.Bind(18, row.StartKey);
        runs.Execute();
    }
}
