using System.Data.Common;
using Auterity.Platform.Data;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Journal.Snapshots;
using Auterity.Workflows.Runs;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>What both journals do the same way, on connections of their own: reads runs and their events, keeps snapshots.</summary>
internal abstract class JournalReader(Database database)
{
    private const string Columns =
        "id, tenant_id, workflow_id, workflow_version, definition_hash, shard, status, mode, trigger, started_at, finished_at, " +
        "wake_at, last_sequence, steps, error, label, parent_id, start_key";

    public async Task<IReadOnlyList<StoredRun>> LoadLiveAsync(int shard, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReadAsync(cancellationToken);
        var rows = new List<RunRow>();
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = $"SELECT {Columns} FROM runs WHERE shard = @shard AND status IN ('Queued','Running')";
            command.AddInt("@shard", shard);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                rows.Add(ReadRow(reader));
        }

        var runs = new List<StoredRun>(rows.Count);
        foreach (var row in rows)
            runs.Add(await ReadAsync(connection, row, whole: false, cancellationToken));
        return runs;
    }

    public async Task<IReadOnlyList<(Guid RunId, DateTimeOffset WakeAt)>> DueAsync(int shard, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReadAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, wake_at FROM runs WHERE shard = @shard AND wake_at IS NOT NULL AND wake_at <= @before ORDER BY wake_at LIMIT @limit";
        command.AddInt("@shard", shard);
        command.AddInstant("@before", before);
        command.AddInt("@limit", limit);
        var due = new List<(Guid, DateTimeOffset)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            due.Add((reader.ReadId(0), reader.ReadInstant(1)));
        return due;
    }

    public async Task<StoredRun?> FindAsync(Guid runId, bool whole, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReadAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM runs WHERE id = @id";
        command.AddId("@id", runId);
        RunRow row;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken)) return null;
            row = ReadRow(reader);
        }

        return await ReadAsync(connection, row, whole, cancellationToken);
    }

    public async Task<RunKeyRow?> FindKeyAsync(Guid tenantId, Guid workflowId, byte[] keyHash, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReadAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT body_hash, run_id, created_at FROM run_keys WHERE tenant_id = @tenant AND workflow_id = @workflow AND key_hash = @key";
        command.AddId("@tenant", tenantId);
        command.AddId("@workflow", workflowId);
        command.AddBytes("@key", keyHash);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        return new RunKeyRow
        {
            TenantId = tenantId,
            WorkflowId = workflowId,
            KeyHash = keyHash,
            BodyHash = reader.GetFieldValue<byte[]>(0),
            RunId = reader.ReadId(1),
            CreatedAt = reader.ReadInstant(2),
        };
    }

    public async Task SaveSnapshotAsync(RunSnapshotRow snapshot, CancellationToken cancellationToken)
    {
        using var lease = database.Gate is { } gate ? await gate.EnterAsync(priority: false, cancellationToken) : null;
        await using var connection = await database.OpenWriteAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        // A run that has been deleted meanwhile gets none.
        command.CommandText =
            "INSERT INTO run_snapshots (run_id, sequence, version, payload) SELECT id, @sequence, @version, @payload FROM runs WHERE id = @id " +
            "ON CONFLICT (run_id) DO UPDATE SET sequence = excluded.sequence, version = excluded.version, payload = excluded.payload";
        command.AddId("@id", snapshot.RunId);
        command.AddLong("@sequence", snapshot.Sequence);
        command.AddText("@version", snapshot.Version);
        command.AddBytes("@payload", snapshot.Payload);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<StoredRun> ReadAsync(DbConnection connection, RunRow row, bool whole, CancellationToken cancellationToken)
    {
        var (sequence, snapshot) = whole || row.LastSequence < Snapshotter.Every ? default : await SnapshotAsync(connection, row.Id, cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT payload FROM journal WHERE run_id = @id AND first_sequence >= @from ORDER BY first_sequence";
        command.AddId("@id", row.Id);
        command.AddLong("@from", sequence);
        var packs = new List<ReadOnlyMemory<byte>>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            packs.Add(reader.GetFieldValue<byte[]>(0));
        return new StoredRun(row, packs, snapshot);
    }

    private static async Task<(long Sequence, ReadOnlyMemory<byte>? Payload)> SnapshotAsync(DbConnection connection, Guid runId, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT sequence, payload FROM run_snapshots WHERE run_id = @id AND version = @version";
        command.AddId("@id", runId);
        command.AddText("@version", SnapshotCodec.Version);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return default;
        return (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));
    }

    private static RunRow ReadRow(DbDataReader reader) => new()
    {
        Id = reader.ReadId(0),
        TenantId = reader.ReadId(1),
        WorkflowId = reader.ReadId(2),
        WorkflowVersion = reader.GetInt32(3),
        DefinitionHash = reader.GetFieldValue<byte[]>(4),
        Shard = reader.GetInt32(5),
        Status = Enum.Parse<RunStatus>(reader.GetString(6)),
        Mode = Enum.Parse<RunMode>(reader.GetString(7)),
        Trigger = reader.GetString(8),
        StartedAt = reader.ReadInstant(9),
        FinishedAt = reader.IsDBNull(10) ? null : reader.ReadInstant(10),
        WakeAt = reader.IsDBNull(11) ? null : reader.ReadInstant(11),
        LastSequence = reader.GetInt64(12),
        Steps = reader.GetInt32(13),
        Error = reader.IsDBNull(14) ? null : reader.GetString(14),
        Label = reader.IsDBNull(15) ? null : reader.GetString(15),
        ParentId = reader.IsDBNull(16) ? null : reader.ReadId(16),
        StartKey = reader.IsDBNull(17) ? null : reader.GetString(17),
    };
}
