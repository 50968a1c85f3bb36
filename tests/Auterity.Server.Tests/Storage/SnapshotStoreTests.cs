using Auterity.Workflows.Execution.Journal;

namespace Auterity.Server.Tests.Storage;

/// <summary>Snapshots are written like events: under the shard's epoch, and only for runs that are there.</summary>
public sealed class SnapshotStoreTests
{
    public static TheoryData<Backend> Backends => [Backend.Sqlite, Backend.Postgres];

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Write_ShardHasAnotherOwner_LeavesNoSnapshot(Backend backend)
    {
        await using var bench = await JournalBench.CreateAsync(backend);
        var run = Guid.CreateVersion7();
        await bench.FlushedAsync(bench.Append(run, 0).Ticket);
        await bench.Journal.TakeAsync([JournalBench.Shard], "another", Json.Token);

        bench.Append(run, 1, snapshot: new RunSnapshot(1, "v", [1]));
        await bench.TakeAgainAsync();
        await bench.FlushedAsync(bench.Append(run, 1).Ticket);

        Assert.Equal(0, await bench.CountAsync("run_snapshots"));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Write_NewerSnapshot_TakesThePlaceOfTheOlder(Backend backend)
    {
        await using var bench = await JournalBench.CreateAsync(backend);
        var run = Guid.CreateVersion7();
        await bench.FlushedAsync(bench.Append(run, 0, count: 9).Ticket);
        bench.Append(run, 4, snapshot: new RunSnapshot(4, "v", [4]));
        bench.Append(run, 8, snapshot: new RunSnapshot(8, "v", [8]));
        await bench.FlushedAsync(bench.Append(run, 6, snapshot: new RunSnapshot(6, "v", [6])).Ticket);
        Assert.Equal((8, 1L), ((await bench.Journal.FindAsync(run, Json.Token))!.Snapshot!.Sequence, await bench.CountAsync("run_snapshots")));

        await bench.FlushedAsync(bench.Append(run, 2, snapshot: new RunSnapshot(2, "another build", [2])).Ticket);
        Assert.Equal((2, "another build"), ((await bench.Journal.FindAsync(run, Json.Token))!.Snapshot!.Sequence, (await bench.Journal.FindAsync(run, Json.Token))!.Snapshot!.Version));
        Assert.Equal([0], (await bench.StoredAsync(run)).Packs);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Write_RunIsGone_LeavesNoSnapshot(Backend backend)
    {
        await using var bench = await JournalBench.CreateAsync(backend);

        await bench.FlushedAsync(bench.Append(Guid.CreateVersion7(), 4, snapshot: new RunSnapshot(4, "v", [4])).Ticket);

        Assert.Equal(0, await bench.CountAsync("run_snapshots") + await bench.CountAsync("runs") + await bench.CountAsync("journal"));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Write_DatabaseRefusesASnapshot_TheRunIsAsWell(Backend backend)
    {
        await using var bench = await JournalBench.CreateAsync(backend);
        var run = Guid.CreateVersion7();
        bench.Layer = (group, commit) => group.Any(write => write.Snapshot is not null) ? throw new DataRejectedException("too large") : commit(group);
        await bench.FlushedAsync(bench.Append(run, 0).Ticket);
        bench.Append(run, 1, snapshot: new RunSnapshot(1, "v", [1]));

        await bench.FlushedAsync(bench.Append(run, 1).Ticket);

        Assert.Empty(bench.Refused);
        Assert.Equal([0, 1], (await bench.StoredAsync(run)).Packs);
    }
}
