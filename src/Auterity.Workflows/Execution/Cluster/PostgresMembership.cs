using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Auterity.Platform.Data;
using Npgsql;

namespace Auterity.Workflows.Execution.Cluster;

/// <summary>The list of the cluster's processes, in two tables of the database they share. One version counts every change; each row has its own, too.</summary>
/// <remarks>
/// <code>
/// cluster_version   one row: version ── every insert and update names the version it saw and raises it, or is refused
/// cluster_members   one row a process: status, suspicions, last sign of life (which raises nothing)
/// </code>
/// Not part of the model: the tables belong to the cluster, not to a tenant, and exist on PostgreSQL only.
/// </remarks>
internal sealed class PostgresMembership(Database database, TimeProvider time) : IMembershipTable
{
    /// <summary>Key of the advisory lock under which the tables are made; the letters "mmbr".</summary>
    private const long SetupLock = 0x6d6d6272;

    private const string Columns = "m.silo, m.status, m.name, m.host, m.proxy_port, m.started_at, m.alive_at, m.suspects, m.etag";

    private readonly NpgsqlDataSource source = ((PostgresDatabase)database).Source;

    public async Task InitializeMembershipTable(bool tryInitTableVersion)
    {
        await using (var connection = await source.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using var command = new NpgsqlCommand(
                $"""
                SELECT pg_advisory_xact_lock({SetupLock});
                CREATE TABLE IF NOT EXISTS cluster_version (id int PRIMARY KEY CHECK (id = 1), version int NOT NULL);
                CREATE TABLE IF NOT EXISTS cluster_members (
                  silo text PRIMARY KEY, status int NOT NULL, name text NOT NULL, host text NOT NULL, proxy_port int NOT NULL,
                  started_at timestamptz NOT NULL, alive_at timestamptz NOT NULL, suspects text NOT NULL, etag int NOT NULL);
                INSERT INTO cluster_version (id, version) VALUES (1, 0) ON CONFLICT DO NOTHING;
                """,
                connection, transaction);
            await command.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }

        await BuryNeighboursAsync();
    }

    public async Task DeleteMembershipTableEntries(string clusterId)
    {
        await using var command = source.CreateCommand("DELETE FROM cluster_members");
        await command.ExecuteNonQueryAsync();
    }

    public async Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate)
    {
        await using var command = source.CreateCommand("DELETE FROM cluster_members WHERE status = $1 AND greatest(started_at, alive_at) < $2");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = (int)SiloStatus.Dead });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = beforeDate.UtcDateTime });
        await command.ExecuteNonQueryAsync();
    }

    public Task<MembershipTableData> ReadRow(SiloAddress key) => ReadAsync(key.ToParsableString());

    public Task<MembershipTableData> ReadAll() => ReadAsync(null);

    public async Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => await ChangeAsync(tableVersion, async (connection, transaction) =>
    {
        await using var insert = new NpgsqlCommand(
            "INSERT INTO cluster_members (silo, status, name, host, proxy_port, started_at, alive_at, suspects, etag) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1) ON CONFLICT DO NOTHING",
            connection, transaction);
        Fill(insert, entry);
        return await insert.ExecuteNonQueryAsync() == 1;
    });

    public async Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => await ChangeAsync(tableVersion, async (connection, transaction) =>
    {
        await using var update = new NpgsqlCommand(
            "UPDATE cluster_members SET status = $2, name = $3, host = $4, proxy_port = $5, started_at = $6, alive_at = $7, suspects = $8, etag = etag + 1 WHERE silo = $1 AND etag = $9",
            connection, transaction);
        Fill(update, entry);
        update.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Number(etag) });
        return await update.ExecuteNonQueryAsync() == 1;
    });

    public async Task UpdateIAmAlive(MembershipEntry entry)
    {
        await using var command = source.CreateCommand("UPDATE cluster_members SET alive_at = $2 WHERE silo = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = entry.SiloAddress.ToParsableString() });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = Utc(entry.IAmAliveTime) });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Raises the version that was seen and makes the change, both or neither.</summary>
    private async Task<bool> ChangeAsync(TableVersion version, Func<NpgsqlConnection, NpgsqlTransaction, Task<bool>> change)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var raise = new NpgsqlCommand("UPDATE cluster_version SET version = $1 WHERE id = 1 AND version = $2", connection, transaction);
        raise.Parameters.Add(new NpgsqlParameter<int> { TypedValue = version.Version });
        raise.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Number(version.VersionEtag) });
        if (await raise.ExecuteNonQueryAsync() != 1 || !await change(connection, transaction)) return false;
        await transaction.CommitAsync();
        return true;
    }

    // One statement sees one moment: the version and the rows belong together.
    private async Task<MembershipTableData> ReadAsync(string? silo)
    {
        await using var command = source.CreateCommand(
            $"SELECT v.version, {Columns} FROM cluster_version v LEFT JOIN cluster_members m ON {(silo is null ? "true" : "m.silo = $1")} WHERE v.id = 1");
        if (silo is not null) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = silo });
        await using var reader = await command.ExecuteReaderAsync();
        var members = new List<Tuple<MembershipEntry, string>>();
        var version = 0;
        while (await reader.ReadAsync())
        {
            version = reader.GetInt32(0);
            if (!reader.IsDBNull(1)) members.Add(Tuple.Create(Entry(reader), reader.GetInt32(9).ToString(CultureInfo.InvariantCulture)));
        }

        return new MembershipTableData(members, new TableVersion(version, version.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>A process of this machine that nobody answers for is dead: whoever starts need not wait until the others have noticed.</summary>
    private async Task BuryNeighboursAsync()
    {
        foreach (var (entry, etag) in (await ReadAll()).Members)
        {
            if (entry.Status == SiloStatus.Dead || entry.HostName != Dns.GetHostName() || await IsListeningAsync(entry.SiloAddress.Endpoint)) continue;
            entry.Status = SiloStatus.Dead;
            // Somebody else may be faster; then it is told there.
            await UpdateRow(entry, etag, (await ReadAll()).Version.Next());
        }
    }

    private async Task<bool> IsListeningAsync(IPEndPoint endpoint)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endpoint, limit.Token);
            return true;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode != SocketError.ConnectionRefused;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private static void Fill(NpgsqlCommand command, MembershipEntry entry)
    {
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = entry.SiloAddress.ToParsableString() });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = (int)entry.Status });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = entry.SiloName ?? "" });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = entry.HostName ?? "" });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = entry.ProxyPort });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = Utc(entry.StartTime) });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = Utc(entry.IAmAliveTime) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Suspicions.Write(entry.SuspectTimes) });
    }

    private static MembershipEntry Entry(NpgsqlDataReader reader) => new()
    {
        SiloAddress = SiloAddress.FromParsableString(reader.GetString(1)),
        Status = (SiloStatus)reader.GetInt32(2),
        SiloName = reader.GetString(3),
        HostName = reader.GetString(4),
        ProxyPort = reader.GetInt32(5),
        StartTime = reader.GetDateTime(6),
        IAmAliveTime = reader.GetDateTime(7),
        SuspectTimes = Suspicions.Read(reader.GetString(8)),
    };

    private static DateTime Utc(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Utc);

    private static int Number(string etag) => int.Parse(etag, CultureInfo.InvariantCulture);
}

/// <summary>Who suspected a process, and when, as text: <c>silo,ticks|silo,ticks</c>.</summary>
internal static class Suspicions
{
    public static string Write(List<Tuple<SiloAddress, DateTime>>? suspects) => suspects is null
        ? ""
        : string.Join('|', suspects.Select(suspect => string.Create(CultureInfo.InvariantCulture, $"{suspect.Item1.ToParsableString()},{suspect.Item2.Ticks}")));

    public static List<Tuple<SiloAddress, DateTime>> Read(string text) =>
        [.. text.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split(',')).Select(part =>
            Tuple.Create(SiloAddress.FromParsableString(part[0]), new DateTime(long.Parse(part[1], CultureInfo.InvariantCulture), DateTimeKind.Utc)))];
}
