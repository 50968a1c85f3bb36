using System.Data.Common;
using Auterity.Platform.Data;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Journal.Snapshots;
using Auterity.Workflows.Runs;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>What both journals do the same way: they read runs and their events on connections of their own.</summary>
internal abstract class JournalReader(Database database)
{
    private const int SnapshotColumn = 18;

    private const string Columns =
        "id, tenant_id, workflow_id, workflow_version, definition_hash, shard, status, mode, trigger, started_at, finished_at, " +
        "wake_at, last_sequence, steps, error, label, parent_id, start_key";

    /// <summary>Rows of runs, each with its snapshot: the bytes only of those this version can read.</summary>
    private const string RowsWithSnapshots =
        $"SELECT {Columns}, snapshot.sequence, snapshot.version, CASE WHEN snapshot.version = @version THEN snapshot.payload END " +
        "FROM runs LEFT JOIN run_snapshots AS snapshot ON snapshot.run_id = runs.id";

    public async Task<IReadOnlyList<StoredRun>> LoadLiveAsync(int shard, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReadAsync(cancellationToken);
        var rows = new List<(RunRow Row, RunSnapshot? Snapshot)>();
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = $"{RowsWithSnapshots} WHERE shard = @shard AND status IN ('Queued','Running')";
            command.AddText("@version", SnapshotCodec.Version);
            command.AddInt("@shard", shard);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                rows.Add((ReadRow(reader), ReadSnapshot(reader)));
        }

        var packs = await LivePacksAsync(connection, shard, cancellationToken);
        return [.. rows.Select(row => packs.TryGetValue(row.Row.Id, out var own)
            ? new StoredRun(row.Row, own.First, own.Packs, row.Snapshot)
            : new StoredRun(row.Row, 0, [], row.Snapshot))];
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

    public async Task<StoredRun?> FindAsync(Guid runId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReadAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"{RowsWithSnapshots} WHERE id = @id";
        command.AddText("@version", SnapshotCodec.Version);
        command.AddId("@id", runId);
        RunRow row;
        RunSnapshot? snapshot;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken)) return null;
            (row, snapshot) = (ReadRow(reader), ReadSnapshot(reader));
        }

        var (first, packs) = await PacksAsync(connection, runId, snapshot is { Payload.Length: > 0 } ? snapshot.Sequence : 0, cancellationToken);
        return new StoredRun(row, first, packs, snapshot);
    }

    public async Task<StoredRun?> FindWholeAsync(Guid runId, CancellationToken cancellationToken)
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

        var (first, packs) = await PacksAsync(connection, runId, 0, cancellationToken);
        return new StoredRun(row, first, packs);
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

    /// <summary>Events of a shard's live runs after their snapshots, by run: one query, however many they are.</summary>
    private static async Task<Dictionary<Guid, (long First, List<ReadOnlyMemory<byte>> Packs)>> LivePacksAsync(DbConnection connection, int shard, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT journal.run_id, journal.first_sequence, journal.payload FROM runs JOIN journal ON journal.run_id = runs.id " +
            "LEFT JOIN run_snapshots AS snapshot ON snapshot.run_id = runs.id AND snapshot.version = @version " +
            "WHERE runs.shard = @shard AND runs.status IN ('Queued','Running') AND journal.first_sequence >= COALESCE(snapshot.sequence, 0) ORDER BY journal.run_id, journal.first_sequence";
        command.AddText("@version", SnapshotCodec.Version);
        command.AddInt("@shard", shard);
        var packs = new Dictionary<Guid, (long First, List<ReadOnlyMemory<byte>> Packs)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.ReadId(0);
            if (!packs.TryGetValue(id, out var own)) packs[id] = own = (reader.GetInt64(1), []);
            own.Packs.Add(reader.GetFieldValue<byte[]>(2));
        }

        return packs;
    }

    private static async Task<(long First, IReadOnlyList<ReadOnlyMemory<byte>> Packs)> PacksAsync(DbConnection connection, Guid runId, long from, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT first_sequence, payload FROM journal WHERE run_id = @id AND first_sequence >= @from ORDER BY first_sequence";
        command.AddId("@id", runId);
        command.AddLong("@from", from);
        var first = from;
        var packs = new List<ReadOnlyMemory<byte>>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (packs.Count == 0) first = reader.GetInt64(0);
            packs.Add(reader.GetFieldValue<byte[]>(1));
        }

        return (first, packs);
    }

    private static RunSnapshot? ReadSnapshot(DbDataReader reader) => reader.IsDBNull(SnapshotColumn)
        ? null
        : new RunSnapshot(reader.GetInt64(SnapshotColumn), reader.GetString(SnapshotColumn + 1), reader.IsDBNull(SnapshotColumn + 2) ? [] : reader.GetFieldValue<byte[]>(SnapshotColumn + 2));

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
