using Auterity.Platform;
using Auterity.Platform.Blobs;
using Auterity.Platform.Data;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Runs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Xunit;

namespace Auterity.Conformance.Real;

/// <summary>The named cases on real shards, each run on one of its own.</summary>
/// <remarks>Every case runs: what a shard waits for in virtual time it waits for by timers of the clock it is given.</remarks>
internal sealed class RealEngine(IJournal journal, PayloadStore payloads) : IEngineUnderTest
{
    private static int shards;

    public async Task<ObservedRun> RunAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        if (scenario.Definition.Nodes.Single(node => node.Id == scenario.Trigger).Disabled) throw new InvalidOperationException($"The trigger {scenario.Trigger} is disabled.");
        await using var run = new RealRun(journal, payloads, scenario);
        return await run.RunAsync(Interlocked.Increment(ref shards) % 4_000, cancellationToken);
    }
}

/// <summary>A journal in a SQLite file of its own.</summary>
public sealed class SqliteParts : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("conformance");
    private SqliteDatabase? database;
    private SqliteJournal? journal;

    internal IEngineUnderTest Engine => new RealEngine(journal!, Payloads);

    internal IJournal Journal => journal!;

    internal Database Database => database!;

    internal PayloadStore Payloads => field ??= PayloadFolder.Open(folder);

    public async ValueTask InitializeAsync()
    {
        database = new SqliteDatabase(Path.Combine(folder.FullName, "runs.db"));
        await Tables.CreateAsync(database);
        journal = new SqliteJournal(database, Payloads, TimeProvider.System, NullLogger<JournalWriter>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await journal!.DisposeAsync();
        await database!.DisposeAsync();
        folder.Delete(recursive: true);
    }
}

/// <summary>A journal in a PostgreSQL database of its own, where <c>AUTERITY_TEST_POSTGRES</c> names a server.</summary>
public sealed class PostgresParts : IAsyncLifetime
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("AUTERITY_TEST_POSTGRES") is { Length: > 0 } text ? text : null;

    private readonly string name = "conformance_" + Guid.CreateVersion7().ToString("N");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("conformance");
    private PostgresDatabase? database;
    private PostgresJournal? journal;

    internal IEngineUnderTest Engine => new RealEngine(journal!, Payloads);

    internal static bool IsThere => Server is not null;

    internal IJournal Journal => journal!;

    internal Database Database => database!;

    internal PayloadStore Payloads => field ??= PayloadFolder.Open(folder);

    public async ValueTask InitializeAsync()
    {
        if (Server is null) return;
        await ExecuteAsync($"CREATE DATABASE {name}");
        database = new PostgresDatabase(new NpgsqlConnectionStringBuilder(Server) { Database = name, MaxPoolSize = 20 }.ToString());
        await Tables.CreateAsync(database);
        journal = new PostgresJournal(database, Payloads, TimeProvider.System, NullLogger<JournalWriter>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        if (Server is null) return;
        await journal!.DisposeAsync();
        await database!.DisposeAsync();
        await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>The files that events refer to.</summary>
internal static class PayloadFolder
{
    public static PayloadStore Open(DirectoryInfo folder) => new(new BlobStore(Options.Create(new PlatformOptions { Data = folder.FullName }), TimeProvider.System));
}

/// <summary>The tables the journal writes.</summary>
internal static class Tables
{
    public static async Task CreateAsync(Database database)
    {
        await using var db = database.CreateContext(new ModelParts([RunModel.Build]), TenantScope.System("conformance"), NullLogger.Instance);
        await db.Database.EnsureCreatedAsync();
    }
}

/// <summary>The named cases on real shards over SQLite.</summary>
public sealed class SqliteConformance(SqliteParts parts) : ConformanceSuite, IClassFixture<SqliteParts>
{
    protected override IEngineUnderTest Engine => parts.Engine;
}

/// <summary>The named cases on real shards over PostgreSQL.</summary>
public sealed class PostgresConformance : ConformanceSuite, IClassFixture<PostgresParts>
{
    private readonly PostgresParts parts;

    public PostgresConformance(PostgresParts parts)
    {
        Assert.SkipUnless(PostgresParts.IsThere, "AUTERITY_TEST_POSTGRES names no PostgreSQL server; ./test starts one.");
        this.parts = parts;
    }

    protected override IEngineUnderTest Engine => parts.Engine;
}
