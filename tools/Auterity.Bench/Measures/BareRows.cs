using System.Security.Cryptography;
using Auterity.Platform.Data;
using Auterity.Workflows.Runs;

namespace Auterity.Bench.Measures;

/// <summary>Finished runs written straight into the tables, as fast as the database allows: the raw limit, and the history of a server that has been in use.</summary>
internal abstract class BareRows : IDisposable
{
    private readonly Guid tenant = Guid.CreateVersion7();

    /// <summary>Bytes of events a run.</summary>
    public int PayloadBytes { get; init; } = 1_200;

    protected byte[] Hash { get; } = SHA256.HashData("bench"u8);

    protected byte[] Payload => field ??= RandomNumberGenerator.GetBytes(PayloadBytes);

    protected Guid Tenant => tenant;

    public static async Task<BareRows> OpenAsync(Database database, int payloadBytes) => database switch
    {
        SqliteDatabase sqlite => new SqliteBareRows(sqlite, (Microsoft.Data.Sqlite.SqliteConnection)await sqlite.OpenWriteAsync(CancellationToken.None)) { PayloadBytes = payloadBytes },
        PostgresDatabase postgres => new PostgresBareRows(await postgres.Source.OpenConnectionAsync()) { PayloadBytes = payloadBytes },
        _ => throw new NotSupportedException(database.Provider.ToString()),
    };

    /// <summary>Writes so many runs, each with one row of events, in one transaction.</summary>
    public abstract void Write(int runs);

    public abstract void Dispose();

    protected static Guid NewRun(DateTimeOffset now) => RunId.New(now, Random.Shared.Next(64));
}
