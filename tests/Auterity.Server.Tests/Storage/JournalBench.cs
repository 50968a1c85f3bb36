using System.Collections.Concurrent;
using Auterity.Platform.Data;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Auterity.Server.Tests.Storage;

/// <summary>A journal by itself on a real database, with a layer under the writer that tests can make fail.</summary>
internal sealed class JournalBench : IAsyncDisposable, IJournalSink
{
    public const int Shard = 700;

    private readonly ConcurrentQueue<(Guid RunId, long FirstSequence, string Reason)> rejected = new();
    private readonly SemaphoreSlim news = new(0);
    private long flushed;
    private long ticket;

    private JournalBench(Server server) => Server = server;

    public Server Server { get; }

    public Database Database => Server.Services.GetRequiredService<Database>();

    public IJournal Journal { get; private set; } = null!;

    /// <summary>What happens instead of a commit; by default the commit.</summary>
    public Func<IReadOnlyList<RunWrite>, Commit, CommitResult> Layer { get; set; } = (group, commit) => commit(group);

    public long FlushedTo => Interlocked.Read(ref flushed);

    public IReadOnlyList<(Guid RunId, long FirstSequence, string Reason)> Refused => [.. rejected];

    public ShardLease Lease { get; private set; } = null!;

    public static async Task<JournalBench> CreateAsync(Backend backend)
    {
        var bench = new JournalBench(await Server.StartAsync(backend));
        var payloads = bench.Server.Services.GetRequiredService<PayloadStore>();
        Commit Around(Commit commit) => group => bench.Layer(group, commit);
        bench.Journal = bench.Database switch
        {
            SqliteDatabase sqlite => new SqliteJournal(sqlite, payloads, TimeProvider.System, NullLogger<JournalWriter>.Instance, Around),
            PostgresDatabase postgres => new PostgresJournal(postgres, payloads, TimeProvider.System, NullLogger<JournalWriter>.Instance, Around),
            _ => throw new NotSupportedException(),
        };
        var epochs = await bench.Journal.TakeAsync([Shard], "test", Json.Token);
        bench.Lease = new ShardLease(Shard, epochs[Shard], bench);
        return bench;
    }

    /// <summary>Hands a write to the journal.</summary>
    /// <param name="trigger">Null makes the database refuse the row.</param>
    /// <param name="snapshot">A snapshot instead of events.</param>
    public RunWrite Append(Guid run, long first, int count = 1, string? trigger = "t", byte[]? payload = null, bool ended = false, RunSnapshot? snapshot = null)
    {
        var write = new RunWrite
        {
            Shard = Lease,
            Ticket = Interlocked.Increment(ref ticket),
            RunId = run,
            FirstSequence = first,
            Count = count,
            Payload = payload ?? [1, 2, 3],
            Row = Row(run, first + count - 1, trigger, ended),
            Snapshot = snapshot,
        };
        Assert.True(Journal.Append(write));
        return write;
    }

    /// <summary>Takes the shard over again: what is written from now on counts.</summary>
    public async Task TakeAgainAsync() => Lease = new ShardLease(Shard, (await Journal.TakeAsync([Shard], "test", Json.Token))[Shard], this);

    public async Task FlushedAsync(long to)
    {
        while (FlushedTo < to)
            Assert.True(await news.WaitAsync(TimeSpan.FromSeconds(60), Json.Token), $"Nothing was flushed for a minute; at {FlushedTo} of {to}.");
    }

    /// <summary>First sequences of a run's rows, and what its row says is the last event; null without a row.</summary>
    public async Task<(IReadOnlyList<long> Packs, long? Last)> StoredAsync(Guid run)
    {
        await using var connection = await Database.OpenReadAsync(Json.Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT first_sequence FROM journal WHERE run_id = @id ORDER BY first_sequence";
        command.AddId("@id", run);
        var packs = new List<long>();
        await using (var reader = await command.ExecuteReaderAsync(Json.Token))
            while (await reader.ReadAsync(Json.Token))
                packs.Add(reader.GetInt64(0));
        command.CommandText = "SELECT last_sequence FROM runs WHERE id = @id";
        return (packs, (long?)await command.ExecuteScalarAsync(Json.Token));
    }

    public async Task<long> CountAsync(string table)
    {
        await using var connection = await Database.OpenReadAsync(Json.Token);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM {table}";
        return (long)(await command.ExecuteScalarAsync(Json.Token))!;
    }

    void IJournalSink.Flushed(long to)
    {
        Interlocked.Exchange(ref flushed, Math.Max(FlushedTo, to));
        news.Release();
    }

    void IJournalSink.Rejected(Guid runId, long firstSequence, string reason) => rejected.Enqueue((runId, firstSequence, reason));

    void IJournalSink.Lost() { }

    public async ValueTask DisposeAsync()
    {
        Layer = (group, commit) => commit(group);
        await ((IAsyncDisposable)Journal).DisposeAsync();
        await Server.DisposeAsync();
        news.Dispose();
    }

    private static RunRow Row(Guid id, long last, string? trigger, bool ended) => new()
    {
        Id = id,
        TenantId = Guid.Parse("01890000-0000-7000-8000-00000000000a"),
        WorkflowId = Guid.Parse("01890000-0000-7000-8000-0000000000ff"),
        WorkflowVersion = 1,
        DefinitionHash = new byte[32],
        Shard = Shard,
        Status = ended ? RunStatus.Succeeded : RunStatus.Running,
        Mode = RunMode.Production,
        Trigger = trigger!,
        StartedAt = DateTimeOffset.UnixEpoch.AddYears(56),
        FinishedAt = ended ? DateTimeOffset.UnixEpoch.AddYears(56) : null,
        LastSequence = last,
        Steps = 1,
    };
}
