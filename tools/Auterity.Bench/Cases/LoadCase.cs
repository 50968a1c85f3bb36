using System.Text.Json;
using Auterity.Bench.Report;
using Auterity.Bench.Servers;
using Auterity.Platform.Data;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Journal.Snapshots;
using Auterity.Workflows.Execution.Shards;
using Auterity.Workflows.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Bench.Cases;

/// <summary>Loading a long run: from its first event, from a snapshot as old as one gets, and from one that holds everything.</summary>
internal static class LoadCase
{
    private const int Times = 15;

    public static async Task RunAsync(Setting setting)
    {
        await using var store = await setting.NewStoreAsync();
        await using var server = await InsideServer.StartAsync(store);
        foreach (var activations in setting.Options.Smoke ? [200] : new[] { 1_000, 10_000, 100_000 })
            await RunAsync(setting, server, activations);
    }

    private static async Task RunAsync(Setting setting, InsideServer server, int activations)
    {
        var workflow = await server.Api.PublishAsync(Flows.Loop(activations / 2));
        if (!await server.RunAsync(workflow, new RunEndpoints.StartRun(JsonDocument.Parse("{}").RootElement))) throw new InvalidOperationException($"The loop of {activations / 2} passes failed.");
        var loads = new Loads(server.Services, await NewestRunAsync(server));
        var whole = await loads.WholeAsync();

        var name = $"load: {activations:N0} activations";
        void Add(string what, double value, string unit) => setting.Table.Add(new Row($"{name}, {what}", setting.Database, value, unit));
        await loads.PutAsync(null);
        Add("allocated from the first event", await AllocatedAsync(loads.LoadAsync), "MB");
        Add("from the first event", await TimeAsync(loads.LoadAsync), "ms");
        var old = await loads.AtAsync(whole.Packs.Count * 4 / 5);
        await loads.PutAsync(old);
        Add("from a snapshot at four fifths", await TimeAsync(loads.LoadAsync), "ms");
        var last = await loads.AtAsync(whole.Packs.Count);
        await loads.PutAsync(last);
        Add("allocated from a snapshot of everything", await AllocatedAsync(loads.LoadAsync), "MB");
        Add("from a snapshot of everything", await TimeAsync(loads.LoadAsync), "ms");
        await loads.SplitAsync();
        Add("from a snapshot of everything, each event in a row of its own", await TimeAsync(loads.LoadAsync), "ms");
        await loads.PutAsync(null);
        Add("from the first event, each event in a row of its own", await TimeAsync(loads.LoadAsync), "ms");
        var run = await loads.LoadAsync();
        Add("writing a snapshot", await TimeAsync(() => Task.FromResult(SnapshotCodec.Write(run))), "ms");
        Add("a snapshot", last.Payload.Length / 1_000.0, "KB");
        Add("the journal", whole.Packs.Sum(pack => pack.Length) / 1_000.0, "KB");
    }

    private static async Task<Guid> NewestRunAsync(InsideServer server)
    {
        await using var connection = await server.Services.GetRequiredService<Database>().OpenReadAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id FROM runs ORDER BY started_at DESC LIMIT 1";
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return reader.ReadId(0);
    }

    /// <summary>The least processor time of some tries, ms, the garbage collector's included: others may be using the machine.</summary>
    private static async Task<double> TimeAsync<T>(Func<Task<T>> part)
    {
        var least = double.MaxValue;
        for (var i = 0; i < Times; i++)
        {
            GC.Collect();
            var since = Environment.CpuUsage.TotalTime;
            await part();
            least = Math.Min(least, (Environment.CpuUsage.TotalTime - since).TotalMilliseconds);
        }

        return least;
    }

    private static async Task<double> AllocatedAsync<T>(Func<Task<T>> part)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await part();
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / 1_000_000.0;
    }

    /// <summary>One run, and what there is of it in the database.</summary>
    private sealed class Loads(IServiceProvider services, Guid runId)
    {
        private readonly IJournal journal = services.GetRequiredService<IJournal>();
        private readonly RunReader reader = services.GetRequiredService<RunReader>();
        private readonly Database database = services.GetRequiredService<Database>();

        public async Task<StoredRun> WholeAsync() => (await journal.FindWholeAsync(runId, CancellationToken.None))!;

        public async Task<LiveRun> LoadAsync() => (await reader.FindAsync(runId, CancellationToken.None))!;

        /// <summary>A snapshot after so many rows of the journal.</summary>
        public async Task<RunSnapshot> AtAsync(int packs)
        {
            var whole = await WholeAsync();
            var run = await reader.RebuildAsync(whole with { Packs = [.. whole.Packs.Take(packs)] }, CancellationToken.None);
            return new RunSnapshot(run.Sequence, SnapshotCodec.Version, SnapshotCodec.Write(run));
        }

        /// <summary>Puts each event into a row of its own, as steps leave them that wait for something outside.</summary>
        public async Task SplitAsync()
        {
            var whole = await WholeAsync();
            var run = await reader.RebuildAsync(whole with { Packs = [] }, CancellationToken.None);
            using var lease = database.Gate is { } gate ? await gate.EnterAsync(priority: false, CancellationToken.None) : null;
            await using var connection = await database.OpenWriteAsync(CancellationToken.None);
            await using var transaction = await connection.BeginTransactionAsync();
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "DELETE FROM journal WHERE run_id = @id";
            command.AddId("@id", runId);
            await command.ExecuteNonQueryAsync();
            command.CommandText = "INSERT INTO journal (run_id, first_sequence, count, payload) VALUES (@id, @first, 1, @payload)";
            command.AddLong("@first", 0);
            command.AddBytes("@payload", []);
            foreach (var pack in whole.Packs)
            {
                var events = new ByteReader(pack, run.View.ReadPayload, run.Seal);
                while (!events.AtEnd)
                {
                    var happened = EventCodec.Read(events, run.State);
                    var writer = new ByteWriter { Seal = run.Seal };
                    EventCodec.Write(writer, happened, run.State);
                    command.Parameters["@first"].Value = run.Sequence;
                    command.Parameters["@payload"].Value = writer.Written.ToArray();
                    await command.ExecuteNonQueryAsync();
                    run.Replay(happened);
                }
            }

            await transaction.CommitAsync();
        }

        public async Task PutAsync(RunSnapshot? snapshot)
        {
            using var lease = database.Gate is { } gate ? await gate.EnterAsync(priority: false, CancellationToken.None) : null;
            await using var connection = await database.OpenWriteAsync(CancellationToken.None);
            await using var command = connection.CreateCommand();
            command.CommandText = "DELETE FROM run_snapshots WHERE run_id = @id";
            command.AddId("@id", runId);
            await command.ExecuteNonQueryAsync();
            if (snapshot is null) return;
            command.CommandText = "INSERT INTO run_snapshots (run_id, sequence, version, payload) VALUES (@id, @sequence, @version, @payload)";
            command.AddLong("@sequence", snapshot.Sequence);
            command.AddText("@version", snapshot.Version);
            command.AddBytes("@payload", snapshot.Payload);
            await command.ExecuteNonQueryAsync();
        }
    }
}
