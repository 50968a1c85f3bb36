using System.Globalization;
using System.Text;
using Auterity.Platform.Data;
using Auterity.Workflows.Runs;
using Microsoft.Data.Sqlite;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>The prepared statements of the journal connection.</summary>
internal sealed class SqliteStatements : IDisposable
{
    private static readonly int[] Sizes = [64, 8, 1];

    private readonly SqliteCommand begin;
    private readonly SqliteCommand end;
    private readonly SqliteCommand epochs;
    private readonly Prepared[] journal;
    private readonly Prepared[] runs;
    private readonly Prepared key;
    private readonly Prepared blob;

    public SqliteStatements(SqliteConnection connection)
    {
        begin = Plain(connection, "BEGIN IMMEDIATE");
        end = Plain(connection, "COMMIT");
        epochs = Plain(connection, "SELECT shard, epoch FROM shards");
        journal = [.. Sizes.Select(size => new Prepared(connection, "INSERT INTO journal (run_id, first_sequence, count, payload) VALUES ", 4, size, " ON CONFLICT DO NOTHING"))];
        runs = [.. Sizes.Select(size => new Prepared(connection, RunInsert, RunColumns.Length, size, RunUpdate))];
        blob = new Prepared(connection, "INSERT INTO run_blobs (tenant_id, hash, run_id) VALUES ", 3, 1, " ON CONFLICT DO NOTHING");
        key = new Prepared(connection, "INSERT INTO run_keys (tenant_id, workflow_id, key_hash, body_hash, run_id, created_at) VALUES ", 6, 1, " ON CONFLICT DO NOTHING");
    }

    public void Begin() => begin.ExecuteNonQuery();

    public void End() => end.ExecuteNonQuery();

    /// <summary>Leases of the group whose epoch is no longer the shard's.</summary>
    public HashSet<ShardLease> RefusedShards(IReadOnlyList<RunWrite> group)
    {
        var current = new Dictionary<int, long>();
        using (var rows = epochs.ExecuteReader())
            while (rows.Read())
                current[rows.GetInt32(0)] = rows.GetInt64(1);
        return [.. group.Select(write => write.Shard).Distinct().Where(lease => current.GetValueOrDefault(lease.Shard) != lease.Epoch)];
    }

    public void Write(IReadOnlyList<RunWrite> group)
    {
        InChunks(group, journal, static (write, values, at) =>
        {
            values[at].Value = DbTypes.ToBytes(write.RunId);
            values[at + 1].Value = write.FirstSequence;
            values[at + 2].Value = write.Count;
            values[at + 3].Value = write.Payload;
        });

        // Within a group only a run's last row counts.
        var last = new Dictionary<Guid, RunRow>(group.Count);
        foreach (var write in group)
            last[write.RunId] = write.Row;
        InChunks([.. last.Values], runs, static (row, values, at) => Fill(row, values, at));

        foreach (var write in group)
        {
            if (write.Key is { } started) WriteKey(started);
            foreach (var named in write.Blobs)
                WriteBlob(write.Row, named);
        }
    }

    public void Dispose()
    {
        begin.Dispose();
        end.Dispose();
        epochs.Dispose();
        key.Dispose();
        blob.Dispose();
        foreach (var statement in journal.Concat(runs))
            statement.Dispose();
    }

    private void WriteKey(RunKeyRow row)
    {
        var values = key.Values;
        values[0].Value = DbTypes.ToBytes(row.TenantId);
        values[1].Value = DbTypes.ToBytes(row.WorkflowId);
        values[2].Value = row.KeyHash;
        values[3].Value = row.BodyHash;
        values[4].Value = DbTypes.ToBytes(row.RunId);
        values[5].Value = DbTypes.ToMicros(row.CreatedAt);
        key.Execute();
    }

    private void WriteBlob(RunRow run, PackBlob named)
    {
        blob.Values[0].Value = DbTypes.ToBytes(run.TenantId);
        blob.Values[1].Value = Convert.FromHexString(named.Id);
        blob.Values[2].Value = DbTypes.ToBytes(run.Id);
        blob.Execute();
    }

    private static void InChunks<T>(IReadOnlyList<T> rows, Prepared[] statements, Action<T, SqliteParameter[], int> fill)
    {
        var next = 0;
        for (var i = 0; i < Sizes.Length; i++)
            while (rows.Count - next >= Sizes[i])
            {
                for (var row = 0; row < Sizes[i]; row++)
                    fill(rows[next++], statements[i].Values, row * statements[i].Width);
                statements[i].Execute();
            }
    }

    private static readonly string[] RunColumns =
    [
        "id", "tenant_id", "workflow_id", "workflow_version", "definition_hash", "shard", "status", "mode", "trigger", "started_at", "finished_at",
        "wake_at", "last_sequence", "steps", "error", "label", "parent_id", "start_key",
    ];

    private static readonly string RunInsert = $"INSERT INTO runs ({string.Join(", ", RunColumns)}) VALUES ";

    private const string RunUpdate =
        " ON CONFLICT (id) DO UPDATE SET status = excluded.status, finished_at = excluded.finished_at, wake_at = excluded.wake_at, " +
        "last_sequence = excluded.last_sequence, steps = excluded.steps, error = excluded.error";

    private static void Fill(RunRow row, SqliteParameter[] values, int at)
    {
        values[at].Value = DbTypes.ToBytes(row.Id);
        values[at + 1].Value = DbTypes.ToBytes(row.TenantId);
        values[at + 2].Value = DbTypes.ToBytes(row.WorkflowId);
        values[at + 3].Value = row.WorkflowVersion;
        values[at + 4].Value = row.DefinitionHash;
        values[at + 5].Value = row.Shard;
        values[at + 6].Value = RunNames.Of(row.Status);
        values[at + 7].Value = RunNames.Of(row.Mode);
        values[at + 8].Value = row.Trigger;
        values[at + 9].Value = DbTypes.ToMicros(row.StartedAt);
        values[at + 10].Value = row.FinishedAt is { } finished ? DbTypes.ToMicros(finished) : DBNull.Value;
        values[at + 11].Value = row.WakeAt is { } wake ? DbTypes.ToMicros(wake) : DBNull.Value;
        values[at + 12].Value = row.LastSequence;
        values[at + 13].Value = row.Steps;
        values[at + 14].Value = (object?)row.Error ?? DBNull.Value;
        values[at + 15].Value = (object?)row.Label ?? DBNull.Value;
        values[at + 16].Value = row.ParentId is { } parent ? DbTypes.ToBytes(parent) : DBNull.Value;
        values[at + 17].Value = (object?)row.StartKey ?? DBNull.Value;
    }

    private static SqliteCommand Plain(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Prepare();
        return command;
    }

    /// <summary>A multi-row statement with its parameters.</summary>
    private sealed class Prepared : IDisposable
    {
        private readonly SqliteCommand command;

        public Prepared(SqliteConnection connection, string head, int width, int rows, string tail)
        {
            command = connection.CreateCommand();
            Width = width;
            var sql = new StringBuilder(head);
            Values = new SqliteParameter[width * rows];
            for (var i = 0; i < Values.Length; i++)
            {
                sql.Append(i % width == 0 ? i == 0 ? "(" : "),(" : ",").Append(CultureInfo.InvariantCulture, $"@p{i}");
                Values[i] = command.Parameters.Add(new SqliteParameter($"@p{i}", null));
            }

            command.CommandText = sql.Append(')').Append(tail).ToString();
        }

        public int Width { get; }

        public SqliteParameter[] Values { get; }

        public void Execute() => command.ExecuteNonQuery();

        public void Dispose() => command.Dispose();
    }
}
