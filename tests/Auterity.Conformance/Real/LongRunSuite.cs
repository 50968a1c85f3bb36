using Auterity.Conformance.Simulation;
using Auterity.Platform.Data;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Shards;
using Xunit;

namespace Auterity.Conformance.Real;

/// <summary>A run of thousands of events leaves memory, comes back from its snapshot, and goes on as if it had not. Derived once per database.</summary>
public abstract class LongRunSuite
{
    private const int Passes = 1_700;

    private static int shards = 5_000;

    private readonly int shard = Interlocked.Increment(ref shards);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract IJournal Journal { get; }

    private protected abstract PayloadStore Payloads { get; }

    private protected abstract Database Database { get; }

    [Fact]
    public async Task Wake_LongRunThatLeftMemory_GoesOnFromItsSnapshot()
    {
        var journal = new TrickyJournal(Journal);
        await using var run = new RealRun(journal, Payloads, LongLoop);
        await run.OpenAsync(shard, Token);
        var runId = await StartAsync(run);
        await run.SettleAsync(runId, Token);
        await SnapshotAsync(runId, atLeast: 1_000);
        await run.PassAsync(runId, TimeSpan.FromSeconds(20), Token);
        journal.Found.Clear();

        await GoOnAsync(run, runId);
        Assert.Contains(runId, journal.Found);
        Assert.Equal(0, run.Doubts);
    }

    [Fact]
    public async Task Open_LongRunAfterAKill_GoesOnFromItsSnapshot()
    {
        await using var before = new RealRun(Journal, Payloads, LongLoop);
        await before.OpenAsync(shard, Token);
        var runId = await StartAsync(before);
        await before.SettleAsync(runId, Token);
        await SnapshotAsync(runId, atLeast: 1_000);

        // The next owner takes over while the first one still believes that it owns the run.
        await using var after = new RealRun(Journal, Payloads, LongLoop);
        await after.OpenAsync(shard, Token);
        await GoOnAsync(after, runId);
        Assert.Equal(0, after.Doubts);
    }

    [Theory]
    [InlineData("UPDATE run_snapshots SET payload = @bytes WHERE run_id = @id")]
    [InlineData("UPDATE run_snapshots SET version = 'older' WHERE run_id = @id")]
    [InlineData("UPDATE run_snapshots SET sequence = sequence - 1 WHERE run_id = @id")]
    [InlineData("UPDATE run_snapshots SET sequence = sequence + 100000 WHERE run_id = @id")]
    public async Task Wake_SnapshotIsOfNoUse_IsReadFromTheFirstEvent(string damage)
    {
        await using var run = new RealRun(Journal, Payloads, LongLoop);
        await run.OpenAsync(shard, Token);
        var runId = await StartAsync(run);
        await run.SettleAsync(runId, Token);
        await run.PassAsync(runId, TimeSpan.FromSeconds(20), Token);
        await SnapshotAsync(runId, atLeast: 3_000);
        // A snapshot that was still on its way may take the place of the damaged one.
        for (var left = 20; run.Doubts == 0 && left > 0; left--)
        {
            await ExecuteAsync(damage, runId);
            await run.ReadAsync(runId, Token);
        }

        Assert.True(run.Doubts > 0);
        await GoOnAsync(run, runId);
    }

    private static Scenario LongLoop => Case.Of("Long", "T → L; L.loop → A → L; L.done → W → E", ("L", Kind.Loop(1)), ("W", Kind.Signal("go")))
        .With(string.Join(' ', Enumerable.Range(0, Passes))).Settings(new WorkflowSettings { MaxPasses = Passes + 1 }).Scenario;

    /// <summary>Nobody waits for its end: that would keep it in memory.</summary>
    private static async Task<Guid> StartAsync(RealRun run) => (await run.TryStartAsync(run.Request(), Token)).RunId;

    private static async Task GoOnAsync(RealRun run, Guid runId)
    {
        Assert.Null((await run.CommandAsync(runId, new RunCommand.Signal("go", Notation.Item("x"), null, null, 0, null), Token)).Refused);
        await run.SettleAsync(runId, Token);

        var (read, replayed) = (await run.ReadAsync(runId, Token), await run.ReplayAsync(runId, Token));
        Assert.Equal(Workflows.Runs.RunStatus.Succeeded, read.Status());
        Assert.True(read.Sequence > 3_000);
        Assert.Null(StateText.Difference(replayed, read, exact: true));
    }

    /// <summary>Waits until a snapshot is on disk: it is made in the background.</summary>
    private async Task SnapshotAsync(Guid runId, long atLeast)
    {
        for (var left = 3_000; (await Journal.FindAsync(runId, Token))?.Snapshot is not { } made || made.Sequence < atLeast; left--)
        {
            Assert.True(left > 0, "No snapshot came.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Token);
        }
    }

    private async Task ExecuteAsync(string sql, Guid runId)
    {
        using var lease = Database.Gate is { } gate ? await gate.EnterAsync(priority: false, Token) : null;
        await using var connection = await Database.OpenWriteAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.AddId("@id", runId);
        if (sql.Contains("@bytes", StringComparison.Ordinal)) command.AddBytes("@bytes", new byte[1_000]);
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Token));
    }
}

/// <summary>Long runs on SQLite.</summary>
public sealed class SqliteLongRuns(SqliteParts parts) : LongRunSuite, IClassFixture<SqliteParts>
{
    private protected override IJournal Journal => parts.Journal;

    private protected override PayloadStore Payloads => parts.Payloads;

    private protected override Database Database => parts.Database;
}

/// <summary>Long runs on PostgreSQL.</summary>
public sealed class PostgresLongRuns : LongRunSuite, IClassFixture<PostgresParts>
{
    private readonly PostgresParts parts;

    public PostgresLongRuns(PostgresParts parts)
    {
        Assert.SkipUnless(PostgresParts.IsThere, "AUTERITY_TEST_POSTGRES names no PostgreSQL server; ./test starts one.");
        this.parts = parts;
    }

    private protected override IJournal Journal => parts.Journal;

    private protected override PayloadStore Payloads => parts.Payloads;

    private protected override Database Database => parts.Database;
}
