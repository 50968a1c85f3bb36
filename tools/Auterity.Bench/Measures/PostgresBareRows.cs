using Npgsql;
using NpgsqlTypes;

namespace Auterity.Bench.Measures;

/// <summary>Bare rows through <c>unnest</c>, two statements in one round trip.</summary>
internal sealed class PostgresBareRows(NpgsqlConnection connection) : BareRows
{
    public override void Write(int runs)
    {
        var now = TimeProvider.System.GetUtcNow();
        var ids = new Guid[runs];
        for (var i = 0; i < runs; i++)
            ids[i] = NewRun(now);
        using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("INSERT INTO journal (run_id, first_sequence, count, payload) SELECT id, 0, 6, payload FROM unnest($1, $2) AS new (id, payload)")
        {
            Parameters = { Of(NpgsqlDbType.Array | NpgsqlDbType.Uuid, ids), Of(NpgsqlDbType.Array | NpgsqlDbType.Bytea, Enumerable.Repeat(Payload, runs).ToArray()) },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "INSERT INTO runs (id, tenant_id, workflow_id, workflow_version, definition_hash, shard, status, mode, trigger, started_at, finished_at, last_sequence, steps) " +
            "SELECT id, $2, $2, 1, $3, 0, 'Succeeded', 'Production', 'start', $4, $4, 5, 4 FROM unnest($1) AS new (id)")
        {
            Parameters = { Of(NpgsqlDbType.Array | NpgsqlDbType.Uuid, ids), Of(NpgsqlDbType.Uuid, Tenant), Of(NpgsqlDbType.Bytea, Hash), Of(NpgsqlDbType.TimestampTz, now) },
        });
        batch.ExecuteNonQuery();
    }

    public override void Dispose() => connection.Dispose();

    private static NpgsqlParameter Of(NpgsqlDbType type, object value) => new() { NpgsqlDbType = type, Value = value };
}
