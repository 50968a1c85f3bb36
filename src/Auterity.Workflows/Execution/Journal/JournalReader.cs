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

        var packs = await LivePacksAsync(connection, shard, rows, cancellationToken);
        return [.. rows.Select(row => packs[row.Row.Id].Of(row.Row, row.Snapshot))];
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

    public async Task<RunRow?> FindRowAsync(Guid runId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReadAsync(cancellationToken);
        return await RowAsync(connection, runId, cancellationToken);
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

        return (await PacksAsync(connection, runId, StartOf(snapshot), cancellationToken)).Of(row, snapshot);
    }

    public async Task<StoredRun?> FindWholeAsync(Guid runId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReadAsync(cancellationToken);
        return await RowAsync(connection, runId, cancellationToken) is { } row ? (await PacksAsync(connection, runId, 0, cancellationToken)).Of(row, null) : null;
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
    private static async Task<Dictionary<Guid, StoredPacks>> LivePacksAsync(DbConnection connection, int shard, IEnumerable<(RunRow Row, RunSnapshot? Snapshot)> runs, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT journal.run_id, journal.first_sequence, journal.count, journal.payload FROM runs JOIN journal ON journal.run_id = runs.id " +
            "LEFT JOIN run_snapshots AS snapshot ON snapshot.run_id = runs.id AND snapshot.version = @version " +
            "WHERE runs.shard = @shard AND runs.status IN ('Queued','Running') AND journal.first_sequence >= COALESCE(snapshot.sequence, 0) ORDER BY journal.run_id, journal.first_sequence";
        command.AddText("@version", SnapshotCodec.Version);
        command.AddInt("@shard", shard);
        var packs = runs.ToDictionary(run => run.Row.Id, run => new StoredPacks(StartOf(run.Snapshot)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            if (packs.TryGetValue(reader.ReadId(0), out var own))
                own.Add(reader.GetInt64(1), reader.GetInt32(2), reader.GetFieldValue<byte[]>(3));

        return packs;
    }

    private static async Task<RunRow?> RowAsync(DbConnection connection, Guid runId, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM runs WHERE id = @id";
        command.AddId("@id", runId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? ReadRow(reader) : null;
    }

    private static async Task<StoredPacks> PacksAsync(DbConnection connection, Guid runId, long from, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT first_sequence, count, payload FROM journal WHERE run_id = @id AND first_sequence >= @from ORDER BY first_sequence";
        command.AddId("@id", runId);
        command.AddLong("@from", from);
        var packs = new StoredPacks(from);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            packs.Add(reader.GetInt64(0), reader.GetInt32(1), reader.GetFieldValue<byte[]>(2));
        return packs;
    }

    /// <summary>Where the events begin that a snapshot does not hold.</summary>
    private static long StartOf(RunSnapshot? snapshot) => snapshot is { Payload.Length: > 0 } ? snapshot.Sequence : 0;

    private static RunSnapshot? ReadSnapshot(DbDataReader reader) => reader.IsDBNull(SnapshotColumn)
        ? null
        : new RunSnapshot(reader.GetInt64(SnapshotColumn), reader.GetString(SnapshotColumn + 1), reader.IsDBNull(SnapshotColumn + 2) ? [] : reader.GetFieldValue<byte[]>(SnapshotColumn + 2));

    /// <summary>The packs of one run from some place on, in order; remembers where one is missing.</summary>
    private sealed class StoredPacks(long from)
    {
        private readonly List<ReadOnlyMemory<byte>> payloads = [];
        private long next = from;
        private long? missingFrom;

        public void Add(long first, int count, byte[] payload)
        {
            if (first != next) missingFrom ??= next;
            next = first + count;
            payloads.Add(payload);
        }

        public StoredRun Of(RunRow row, RunSnapshot? snapshot) => new(row, payloads, snapshot) { MissingFrom = missingFrom };
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
