using System.Diagnostics;
using Auterity.Platform.Data;
using Auterity.Workflows.Runs;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>The journal in PostgreSQL: one batch a group, one round trip, one implicit transaction, fenced by epochs (ENGINE rule 21).</summary>
internal sealed class PostgresJournal : JournalReader, IJournal, IAsyncDisposable
{
    /// <summary>First key of the advisory locks of shards; the letters "shrd".</summary>
    private const int LockSpace = 0x73687264;

    private readonly PostgresDatabase database;
    private readonly JournalWriter writer;
    private NpgsqlConnection? connection;

    public PostgresJournal(PostgresDatabase database, PayloadStore payloads, TimeProvider time, ILogger<JournalWriter> log, Func<Commit, Commit>? around = null) : base(database)
    {
        this.database = database;
        writer = new JournalWriter(payloads.Store, around is null ? Commit : around(Commit), time, log);
    }

    public bool IsCongested => writer.IsCongested;

    public bool IsShared => true;

    public long Commits => writer.Commits;

    public bool Append(RunWrite write) => writer.Append(write);

    /// <remarks>The exclusive lock waits for groups under way, which hold it shared; what is loaded afterwards is complete.</remarks>
    public async Task<IReadOnlyDictionary<int, long>> TakeAsync(IReadOnlyList<int> shards, string owner, CancellationToken cancellationToken)
    {
        await using var write = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await write.BeginTransactionAsync(cancellationToken);
        var epochs = new Dictionary<int, long>();
        foreach (var shard in shards.Order())
        {
            await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1, $2)", write, transaction) { Parameters = { Int(LockSpace), Int(shard) } };
            await command.ExecuteNonQueryAsync(cancellationToken);
            await using var raise = new NpgsqlCommand(
                "INSERT INTO shards (shard, epoch, owner) VALUES ($1, 1, $2) ON CONFLICT (shard) DO UPDATE SET epoch = shards.epoch + 1, owner = excluded.owner RETURNING epoch",
                write, transaction)
            { Parameters = { Int(shard), Text(owner) } };
            epochs[shard] = (long)(await raise.ExecuteScalarAsync(cancellationToken))!;
        }

        await transaction.CommitAsync(cancellationToken);
        return epochs;
    }

    public async ValueTask<bool> CheckAsync(ShardLease lease, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        await using var command = database.Source.CreateCommand("SELECT epoch FROM shards WHERE shard = $1");
        command.Parameters.Add(Int(lease.Shard));
        if (await command.ExecuteScalarAsync(cancellationToken) is not long epoch || epoch != lease.Epoch) return false;
        lease.Renew(since);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        if (connection is not null) await connection.DisposeAsync();
    }

    private CommitResult Commit(IReadOnlyList<RunWrite> group)
    {
        try
        {
            connection ??= Open();
            return Write(connection, group);
        }
        catch (PostgresException e) when (e.SqlState.StartsWith("22", StringComparison.Ordinal) || e.SqlState.StartsWith("23", StringComparison.Ordinal) || e.SqlState == "54000")
        {
            // Data exception, constraint, or a program limit: the bytes are at fault. The transaction was rolled back whole.
            throw new DataRejectedException(e.MessageText, e);
        }
        catch (Exception e) when (e is ArgumentException or InvalidCastException or OverflowException)
        {
            // A value that cannot be sent at all, such as text with half a surrogate pair.
            Drop();
            throw new DataRejectedException(e.Message, e);
        }
        catch
        {
            // The outcome is unknown. Writing the same bytes again is safe: rows carry their sequence, and conflicts are passed over.
            Drop();
            throw;
        }
    }

    private void Drop()
    {
        connection?.Dispose();
        connection = null;
    }

    private NpgsqlConnection Open()
    {
        var opened = database.Source.OpenConnection();
        using var command = new NpgsqlCommand("SET idle_in_transaction_session_timeout = '5s'; SET lock_timeout = '10s'", opened);
        command.ExecuteNonQuery();
        return opened;
    }

    // 1. Lock the shards shared, in ascending order. 2. Ask their epochs in a fresh snapshot.
    // 3. Insert what belongs to shards whose epoch still matches.
    private static CommitResult Write(NpgsqlConnection connection, IReadOnlyList<RunWrite> group)
    {
        var leases = group.Select(write => write.Shard).Distinct().OrderBy(lease => lease.Shard).ToArray();
        using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT pg_advisory_xact_lock_shared($1, s) FROM (SELECT unnest($2) AS s ORDER BY 1) AS held")
        {
            Parameters = { Int(LockSpace), Array(NpgsqlDbType.Integer, leases.Select(lease => lease.Shard).ToArray()) },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT shard, epoch FROM shards WHERE shard = ANY($1)") { Parameters = { Array(NpgsqlDbType.Integer, leases.Select(lease => lease.Shard).ToArray()) } });
        var snapshots = group.Where(write => write.Snapshot is not null).ToArray();
        var events = snapshots.Length == 0 ? group : [.. group.Where(write => write.Snapshot is null)];
        if (events.Count > 0)
        {
            batch.BatchCommands.Add(JournalRows(events));
            batch.BatchCommands.Add(RunRows(events));
        }

        if (events.Any(write => write.Key is not null)) batch.BatchCommands.Add(KeyRows(events));
        if (events.Any(write => write.Blobs.Count > 0)) batch.BatchCommands.Add(BlobRows(events));
        if (snapshots.Length > 0) batch.BatchCommands.Add(SnapshotRows(snapshots));

        var current = new Dictionary<int, long>();
        using (var rows = batch.ExecuteReader())
        {
            rows.NextResult();
            while (rows.Read())
                current[rows.GetInt32(0)] = rows.GetInt64(1);
            while (rows.NextResult()) { }
        }

        var refused = leases.Where(lease => current.GetValueOrDefault(lease.Shard) != lease.Epoch).ToHashSet();
        return refused.Count == 0 ? CommitResult.AllAccepted : new CommitResult(refused);
    }

    private const string Fence = " JOIN shards ON shards.shard = new.owner_shard AND shards.epoch = new.owner_epoch";

    private static NpgsqlBatchCommand JournalRows(IReadOnlyList<RunWrite> group) => new(
        "INSERT INTO journal (run_id, first_sequence, count, payload) SELECT run_id, first_sequence, count, payload FROM " +
        "unnest($1, $2, $3, $4, $5, $6) AS new (run_id, first_sequence, count, payload, owner_shard, owner_epoch)" + Fence + " ON CONFLICT DO NOTHING")
    {
        Parameters =
        {
            Array(NpgsqlDbType.Uuid, group.Select(write => write.RunId).ToArray()),
            Array(NpgsqlDbType.Bigint, group.Select(write => write.FirstSequence).ToArray()),
            Array(NpgsqlDbType.Integer, group.Select(write => write.Count).ToArray()),
            Array(NpgsqlDbType.Bytea, group.Select(write => write.Payload).ToArray()),
            Array(NpgsqlDbType.Integer, group.Select(write => write.Shard.Shard).ToArray()),
            Array(NpgsqlDbType.Bigint, group.Select(write => write.Shard.Epoch).ToArray()),
        },
    };

    private static NpgsqlBatchCommand RunRows(IReadOnlyList<RunWrite> group)
    {
        // Within a group only a run's last row counts; ordered by id, so that two writers never wait for each other in a circle.
        var last = group.GroupBy(write => write.RunId).Select(writes => writes.Last()).OrderBy(write => write.RunId).ToArray();
        T[] Of<T>(Func<RunRow, T> column) => [.. last.Select(write => column(write.Row))];
        return new NpgsqlBatchCommand(
            "INSERT INTO runs (id, tenant_id, workflow_id, workflow_version, definition_hash, shard, status, mode, trigger, started_at, finished_at, wake_at, last_sequence, steps, error, label, parent_id, start_key) " +
            "SELECT id, tenant_id, workflow_id, workflow_version, definition_hash, new.shard, status, mode, trigger, started_at, finished_at, wake_at, last_sequence, steps, error, label, parent_id, start_key FROM " +
            "unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) AS new " +
            "(id, tenant_id, workflow_id, workflow_version, definition_hash, shard, status, mode, trigger, started_at, finished_at, wake_at, last_sequence, steps, error, label, parent_id, start_key, owner_shard, owner_epoch)" +
            Fence + " ON CONFLICT (id) DO UPDATE SET status = excluded.status, finished_at = excluded.finished_at, wake_at = excluded.wake_at, " +
            "last_sequence = excluded.last_sequence, steps = excluded.steps, error = excluded.error WHERE runs.last_sequence <= excluded.last_sequence")
        {
            Parameters =
            {
                Array(NpgsqlDbType.Uuid, Of(row => row.Id)),
                Array(NpgsqlDbType.Uuid, Of(row => row.TenantId)),
                Array(NpgsqlDbType.Uuid, Of(row => row.WorkflowId)),
                Array(NpgsqlDbType.Integer, Of(row => row.WorkflowVersion)),
                Array(NpgsqlDbType.Bytea, Of(row => row.DefinitionHash)),
                Array(NpgsqlDbType.Integer, Of(row => row.Shard)),
                Array(NpgsqlDbType.Text, Of(row => RunNames.Of(row.Status))),
                Array(NpgsqlDbType.Text, Of(row => RunNames.Of(row.Mode))),
                Array(NpgsqlDbType.Text, Of(row => row.Trigger)),
                Array(NpgsqlDbType.TimestampTz, Of(row => row.StartedAt)),
                Array(NpgsqlDbType.TimestampTz, Of(row => row.FinishedAt)),
                Array(NpgsqlDbType.TimestampTz, Of(row => row.WakeAt)),
                Array(NpgsqlDbType.Bigint, Of(row => row.LastSequence)),
                Array(NpgsqlDbType.Integer, Of(row => row.Steps)),
                Array(NpgsqlDbType.Text, Of(row => row.Error)),
                Array(NpgsqlDbType.Text, Of(row => row.Label)),
                Array(NpgsqlDbType.Uuid, Of(row => row.ParentId)),
                Array(NpgsqlDbType.Text, Of(row => row.StartKey)),
                Array(NpgsqlDbType.Integer, last.Select(write => write.Shard.Shard).ToArray()),
                Array(NpgsqlDbType.Bigint, last.Select(write => write.Shard.Epoch).ToArray()),
            },
        };
    }

    private static NpgsqlBatchCommand KeyRows(IReadOnlyList<RunWrite> group)
    {
        var keyed = group.Where(write => write.Key is not null).ToArray();
        return new NpgsqlBatchCommand(
            "INSERT INTO run_keys (tenant_id, workflow_id, key_hash, body_hash, run_id, created_at) SELECT tenant_id, workflow_id, key_hash, body_hash, run_id, created_at FROM " +
            "unnest($1, $2, $3, $4, $5, $6, $7, $8) AS new (tenant_id, workflow_id, key_hash, body_hash, run_id, created_at, owner_shard, owner_epoch)" + Fence + " ON CONFLICT DO NOTHING")
        {
            Parameters =
            {
                Array(NpgsqlDbType.Uuid, keyed.Select(write => write.Key!.TenantId).ToArray()),
                Array(NpgsqlDbType.Uuid, keyed.Select(write => write.Key!.WorkflowId).ToArray()),
                Array(NpgsqlDbType.Bytea, keyed.Select(write => write.Key!.KeyHash).ToArray()),
                Array(NpgsqlDbType.Bytea, keyed.Select(write => write.Key!.BodyHash).ToArray()),
                Array(NpgsqlDbType.Uuid, keyed.Select(write => write.Key!.RunId).ToArray()),
                Array(NpgsqlDbType.TimestampTz, keyed.Select(write => write.Key!.CreatedAt).ToArray()),
                Array(NpgsqlDbType.Integer, keyed.Select(write => write.Shard.Shard).ToArray()),
                Array(NpgsqlDbType.Bigint, keyed.Select(write => write.Shard.Epoch).ToArray()),
            },
        };
    }

    private static NpgsqlBatchCommand BlobRows(IReadOnlyList<RunWrite> group)
    {
        var named = group.SelectMany(write => write.Blobs, (write, blob) => (Write: write, blob.Id)).ToArray();
        return new NpgsqlBatchCommand(
            "INSERT INTO run_blobs (tenant_id, hash, run_id) SELECT tenant_id, hash, run_id FROM " +
            "unnest($1, $2, $3, $4, $5) AS new (tenant_id, hash, run_id, owner_shard, owner_epoch)" + Fence + " ON CONFLICT DO NOTHING")
        {
            Parameters =
            {
                Array(NpgsqlDbType.Uuid, named.Select(blob => blob.Write.Row.TenantId).ToArray()),
                Array(NpgsqlDbType.Bytea, named.Select(blob => Convert.FromHexString(blob.Id)).ToArray()),
                Array(NpgsqlDbType.Uuid, named.Select(blob => blob.Write.RunId).ToArray()),
                Array(NpgsqlDbType.Integer, named.Select(blob => blob.Write.Shard.Shard).ToArray()),
                Array(NpgsqlDbType.Bigint, named.Select(blob => blob.Write.Shard.Epoch).ToArray()),
            },
        };
    }

    // Never for a run that is gone, and never one that knows less. The run's row is held until the commit, so that whoever deletes the run sees the snapshot.
    private static NpgsqlBatchCommand SnapshotRows(IReadOnlyList<RunWrite> group)
    {
        // One statement may touch a row only once: of a run's snapshots in a group the newest counts.
        var last = group.GroupBy(write => write.RunId).Select(writes => writes.MaxBy(write => write.Snapshot!.Sequence)!).OrderBy(write => write.RunId).ToArray();
        return new NpgsqlBatchCommand(
            "INSERT INTO run_snapshots (run_id, sequence, version, payload) SELECT run_id, sequence, version, payload FROM " +
            "unnest($1, $2, $3, $4, $5, $6) AS new (run_id, sequence, version, payload, owner_shard, owner_epoch)" + Fence + " JOIN runs ON runs.id = new.run_id " +
            "ORDER BY run_id FOR KEY SHARE OF runs " +
            "ON CONFLICT (run_id) DO UPDATE SET sequence = excluded.sequence, version = excluded.version, payload = excluded.payload " +
            "WHERE excluded.sequence >= run_snapshots.sequence OR excluded.version <> run_snapshots.version")
        {
            Parameters =
            {
                Array(NpgsqlDbType.Uuid, last.Select(write => write.RunId).ToArray()),
                Array(NpgsqlDbType.Bigint, last.Select(write => write.Snapshot!.Sequence).ToArray()),
                Array(NpgsqlDbType.Text, last.Select(write => write.Snapshot!.Version).ToArray()),
                Array(NpgsqlDbType.Bytea, last.Select(write => write.Snapshot!.Payload).ToArray()),
                Array(NpgsqlDbType.Integer, last.Select(write => write.Shard.Shard).ToArray()),
                Array(NpgsqlDbType.Bigint, last.Select(write => write.Shard.Epoch).ToArray()),
            },
        };
    }

    private static NpgsqlParameter Array(NpgsqlDbType type, object values) => new() { NpgsqlDbType = NpgsqlDbType.Array | type, Value = values };

    private static NpgsqlParameter<int> Int(int value) => new() { TypedValue = value };

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value };
}
