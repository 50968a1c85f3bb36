using Auterity.Platform.Data;
using Auterity.Server.Tests.Workflows;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Runs;
using Npgsql;

namespace Auterity.Server.Tests.Storage;

/// <summary>The journal over a database that fails: nothing is said to be on disk that is not, nothing is there twice, one bad run harms no other (ENGINE rule 22).</summary>
public sealed class StoreFaultTests
{
    public static TheoryData<Backend> Backends => [Backend.Sqlite, Backend.Postgres];

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Commit_FailsBefore_IsRepeatedAndAckedOnce(Backend backend)
    {
        await using var bench = await JournalBench.CreateAsync(backend);
        var (run, fails) = (NewRun(), 3);
        var ackedWhileFailing = false;
        bench.Layer = (group, commit) =>
        {
            ackedWhileFailing |= bench.FlushedTo > 0;
            return Interlocked.Decrement(ref fails) >= 0 ? throw new IOException("The database is away.") : commit(group);
        };

        await bench.FlushedAsync(bench.Append(run, 0).Ticket);

        Assert.False(ackedWhileFailing);
        await AssertStored(bench, run, [0], 0);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Commit_FailsAfterwards_IsResentWithoutDuplicates(Backend backend)
    {
        await using var bench = await JournalBench.CreateAsync(backend);
        var runs = Enumerable.Range(0, 20).Select(_ => NewRun()).ToArray();
        var (fails, ackedEarly) = (3, false);
        bench.Layer = (group, commit) =>
        {
            var result = commit(group);
            if (Interlocked.Decrement(ref fails) < 0) return result;
            ackedEarly |= bench.FlushedTo >= group[0].Ticket;
            throw new IOException("Committed, but nobody heard.");
        };

        RunWrite last = null!;
        foreach (var run in runs)
        {
            bench.Append(run, 0, 2);
            last = bench.Append(run, 2);
        }

        await bench.FlushedAsync(last.Ticket);

        Assert.False(ackedEarly);
        foreach (var run in runs) await AssertStored(bench, run, [0, 2], 2);
        Assert.Equal(40, await bench.CountAsync("journal"));
        Assert.Equal(20, await bench.CountAsync("runs"));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Commit_FailsAtRandom_KeepsEveryRunWholeAndOnce(Backend backend)
    {
        await using var bench = await JournalBench.CreateAsync(backend);
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var chance = new Random(seed);
        bench.Layer = (group, commit) =>
        {
            var what = chance.Next(10);
            if (what == 0) throw new IOException("before");
            var result = commit(group);
            return what is 1 or 2 ? throw new IOException("after") : result;
        };

        var runs = Enumerable.Range(0, 60).Select(_ => NewRun()).ToArray();
        RunWrite last = null!;
        for (var step = 0; step < 5; step++)
        {
            foreach (var run in runs) last = bench.Append(run, step, ended: step == 4);
            await Task.Yield();
        }

        await bench.FlushedAsync(last.Ticket);

        foreach (var run in runs) await AssertStored(bench, run, [0, 1, 2, 3, 4], 4);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Commit_OneRunIsRefused_TheOthersAreWritten(Backend backend)
    {
        await using var bench = await JournalBench.CreateAsync(backend);
        using var gate = new ManualResetEventSlim();
        bench.Layer = (group, commit) =>
        {
            gate.Wait(Json.Token);
            return commit(group);
        };
        var (bad, goodRuns) = (NewRun(), Enumerable.Range(0, 9).Select(_ => NewRun()).ToArray());
        foreach (var run in goodRuns[..5]) bench.Append(run, 0);
        bench.Append(bad, 0, trigger: null);
        bench.Append(bad, 1, trigger: null);
        foreach (var run in goodRuns[5..]) bench.Append(run, 0);
        var last = bench.Append(bad, 2, trigger: null);
        gate.Set();

        await bench.FlushedAsync(last.Ticket);

        foreach (var run in goodRuns) await AssertStored(bench, run, [0], 0);
        await AssertStored(bench, bad, [], null);
        Assert.Equal((bad, 0L), bench.Refused.Select(refused => (refused.RunId, refused.FirstSequence)).Single());
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Commit_RefusedInTheMiddle_KeepsWhatIsThereAndTakesANewContinuation(Backend backend)
    {
        await using var bench = await JournalBench.CreateAsync(backend);
        var run = NewRun();
        await bench.FlushedAsync(bench.Append(run, 0, 2).Ticket);
        await bench.FlushedAsync(bench.Append(run, 2, trigger: null).Ticket);
        await bench.FlushedAsync(bench.Append(run, 3).Ticket);
        await AssertStored(bench, run, [0], 1);

        await bench.FlushedAsync(bench.Append(run, 2).Ticket);
        await bench.FlushedAsync(bench.Append(run, 3, ended: true).Ticket);

        await AssertStored(bench, run, [0, 2, 3], 3);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Commit_OfAFormerOwner_WritesNothing(Backend backend)
    {
        await using var bench = await JournalBench.CreateAsync(backend);
        var run = NewRun();
        await bench.FlushedAsync(bench.Append(run, 0).Ticket);
        await bench.Journal.TakeAsync([JournalBench.Shard], "another", Json.Token);

        bench.Append(run, 1);
        await ((IAsyncDisposable)bench.Journal).DisposeAsync();

        await AssertStored(bench, run, [0], 0);
    }

    [Fact]
    public async Task Commit_OfRefusedRunsAlone_SaysNothingOfTheOwner()
    {
        await using var bench = await JournalBench.CreateAsync(Backend.Sqlite);
        var run = NewRun();
        await bench.FlushedAsync(bench.Append(run, 0, trigger: null).Ticket);
        bench.Lease.Renew(since: 0);
        Assert.False(bench.Lease.IsYoung);

        await bench.FlushedAsync(bench.Append(run, 1).Ticket);
        Assert.False(bench.Lease.IsYoung);

        await bench.FlushedAsync(bench.Append(NewRun(), 0).Ticket);
        Assert.True(bench.Lease.IsYoung);
    }

    [Fact]
    public async Task Commit_FailsWhileTheConnectionOpens_WorksOnceThereIsOne()
    {
        await using var bench = await JournalBench.CreateAsync(Backend.Sqlite);
        await RenameAsync(bench, "run_blobs", "elsewhere");
        var attempts = new TaskCompletionSource();
        var count = 0;
        bench.Layer = (group, commit) =>
        {
            if (++count > 2) attempts.TrySetResult();
            return commit(group);
        };
        var run = NewRun();
        var write = bench.Append(run, 0);
        await attempts.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, Json.Token);

        await RenameAsync(bench, "elsewhere", "run_blobs");

        await bench.FlushedAsync(write.Ticket);
        await AssertStored(bench, run, [0], 0);
    }

    private static async Task RenameAsync(JournalBench bench, string table, string to)
    {
        using var lease = await ((SqliteDatabase)bench.Database).Gate.EnterAsync(priority: true, Json.Token);
        await using var connection = await bench.Database.OpenWriteAsync(Json.Token);
        await using var command = connection.CreateCommand();
        command.CommandText = $"ALTER TABLE {table} RENAME TO {to}";
        await command.ExecuteNonQueryAsync(Json.Token);
    }

    [Fact]
    public async Task Commit_ConnectionsAreKilled_NothingIsLostOrDoubled()
    {
        await using var bench = await JournalBench.CreateAsync(Backend.Postgres);
        var source = ((PostgresDatabase)bench.Database).Source;
        var runs = Enumerable.Range(0, 400).Select(_ => NewRun()).ToArray();
        var kills = 0;
        var attempts = 0;
        bench.Layer = (group, commit) =>
        {
            // While it is being written, before it or after it: whatever the two make of it.
            var kill = attempts++ % 3 < 2 ? Task.Run(() => KillOthersAsync(source, Json.Token)) : Task.FromResult(0);
            try
            {
                return commit(group);
            }
            finally
            {
                kills += kill.GetAwaiter().GetResult();
            }
        };

        for (var step = 0; step < 10; step++)
        {
            RunWrite last = null!;
            foreach (var run in runs)
                last = bench.Append(run, step, payload: new byte[2_000]);
            await bench.FlushedAsync(last.Ticket);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} connections killed");
        Assert.True(kills > 0);
        foreach (var run in runs) await AssertStored(bench, run, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 9);
    }

    [Fact]
    public async Task Commit_DiskIsFull_WaitsUntilThereIsRoom()
    {
        using var disk = SmallDisk.Mount(24);
        Assert.SkipWhen(disk is null, "Mounting a small file system needs root.");
        using var folder = new TemporaryFolder(disk!.Path);
        await using var server = await Server.StartAsync(folder: folder);
        var view = await server.Client.CreateFlowAsync(Flows.Sound);
        var filler = Path.Combine(disk.Path, "filler");
        await FillAsync(filler);

        var starts = Enumerable.Range(0, 40).Select(_ => server.Client.PostJsonAsync($"/api/workflows/{view}/runs", $$$"""{"input":{"text":"{{{new string('x', 60_000)}}}"}}""")).ToArray();
        await Task.WhenAny(Task.WhenAll(starts), Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, Json.Token));
        Assert.Contains(starts, start => !start.IsCompleted);
        File.Delete(filler);

        foreach (var start in starts)
        {
            var run = await (await start).ReadAsync(System.Net.HttpStatusCode.Created);
            Assert.Equal("succeeded", (await server.Client.GetJsonAsync($"/api/runs/{run.Text("id")}?wait=60")).Text("status"));
        }
    }

    private static async Task FillAsync(string path)
    {
        await using var file = File.Create(path);
        try
        {
            while (true) await file.WriteAsync(new byte[64 * 1024], Json.Token);
        }
        catch (IOException)
        {
            // Full: what this is for.
        }
    }

    private static async Task<int> KillOthersAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(Environment.GetEnvironmentVariable("AUTERITY_TEST_POSTGRES"));
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = $1 AND query LIKE '%unnest%'", connection);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = new NpgsqlConnectionStringBuilder(source.ConnectionString).Database! });
            return (int)(long)(await command.ExecuteScalarAsync(cancellationToken))!;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    private static async Task AssertStored(JournalBench bench, Guid run, long[] packs, long? last)
    {
        var stored = await bench.StoredAsync(run);
        Assert.Equal(packs, stored.Packs);
        Assert.Equal(last, stored.Last);
    }

    private static Guid NewRun() => RunId.New(TimeProvider.System.GetUtcNow(), JournalBench.Shard);
}
