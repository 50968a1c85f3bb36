using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Auterity.Bench.Load;
using Auterity.Bench.Measures;
using Auterity.Bench.Report;
using Auterity.Bench.Servers;
using Auterity.Platform.Data;
using Auterity.Workflows.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Bench.Cases;

/// <summary>Durable runs a second from inside: front door, shards and journal in this process, no HTTP.</summary>
internal static class InsideCase
{
    public static async Task RunAsync(Setting setting)
    {
        var options = setting.Options;
        await using var store = await setting.NewStoreAsync();
        await using var server = await InsideServer.StartAsync(store);
        await FillAsync(server, options.History);
        using var meter = new JournalMeter();
        Flow[] flows = [Flows.Chain(1), Flows.Chain(3), Flows.Chain(10), Flows.FanOut(), Flows.Script(), Flows.Effect(setting.Echo.Address)];
        await WarmUpAsync(setting, server);
        foreach (var flow in flows.Where(options.Wants))
            await MeasureAsync(setting, store, server, meter, flow);
        if (options.Only is not null) return;
        await OpenAsync(setting, server, Flows.Chain(3));
        await EffectAsync(setting, server);
    }

    /// <summary>Finished runs of the past.</summary>
    public static async Task FillAsync(InsideServer server, int runs)
    {
        using var rows = await BareRows.OpenAsync(server.Services.GetRequiredService<Database>(), 1_200);
        for (; runs > 0; runs -= 2_000)
            rows.Write(Math.Min(2_000, runs));
    }

    /// <summary>Until the compiler has seen what is hot: a server that has just started is another case.</summary>
    private static async Task WarmUpAsync(Setting setting, InsideServer server)
    {
        var workflow = await server.Api.PublishAsync(Flows.Chain(10));
        var start = StartOf();
        await ClosedLoop.RunAsync(setting.Options.Callers, 3 * setting.Options.WarmUp, TimeSpan.Zero, _ => server.RunAsync(workflow, start));
    }

    private static async Task MeasureAsync(Setting setting, Store store, InsideServer server, JournalMeter meter, Flow flow)
    {
        var options = setting.Options;
        var workflow = await server.Api.PublishAsync(flow);
        var start = StartOf();
        await using var peak = new Peak("self", store);
        Usage before = default;
        var load = await ClosedLoop.RunAsync(options.Callers, options.WarmUp, options.Length, _ => server.RunAsync(workflow, start), () => before = Usage.Here(meter));
        var used = Usage.Here(meter) - before;
        if (load.Failed > 0 || load.Done == 0) throw new InvalidOperationException($"{flow.Name}: {load.Done} runs succeeded, {load.Failed} failed.");
        var group = Math.Max(1, (int)(used.Writes / Math.Max(1, used.Commits)));
        setting.Table.Add(new Row($"inside: {flow.Name}", setting.Database, load.PerSecond, "runs/s")
        {
            Steps = load.PerSecond * flow.Steps,
            P50 = load.Latencies.Percentile(50),
            P99 = load.Latencies.Percentile(99),
            CommitsPerRun = (double)used.Commits / load.Done,
            Limit = await LimitAsync(server, group, options) * load.Done / Math.Max(load.Done, used.Writes),
            CpuMicros = used.Cpu.TotalMicroseconds / load.Done,
            GcShare = 100 * used.GcPause / load.Elapsed,
            MemoryMb = peak.MemoryMb,
            WalMb = peak.WalMb,
            Target = flow.Steps == 3 && setting.Postgres is null ? Target.Least(5_000) : null,
        });
    }

    private static async Task OpenAsync(Setting setting, InsideServer server, Flow flow)
    {
        var options = setting.Options;
        var workflow = await server.Api.PublishAsync(flow);
        var start = StartOf();
        var load = await OpenLoop.RunAsync(options.Rate, options.WarmUp, options.Length, () => server.RunAsync(workflow, start));
        setting.Table.Add(new Row($"inside: 3 steps at {options.Rate}/s", setting.Database, load.PerSecond, "runs/s")
        {
            P50 = load.Latencies.Percentile(50), P99 = load.Latencies.Percentile(99),
        });
        var accept = await OpenLoop.RunAsync(options.Rate, options.WarmUp, options.Length, () => server.AcceptAsync(workflow, start));
        setting.Table.Add(new Row($"inside: accepting at {options.Rate}/s", setting.Database, accept.PerSecond, "runs/s")
        {
            P50 = accept.Latencies.Percentile(50), P99 = accept.Latencies.Percentile(99),
        });
    }

    /// <summary>From the moment a run should have been started until somebody outside sees its effect.</summary>
    private static async Task EffectAsync(Setting setting, InsideServer server)
    {
        var options = setting.Options;
        var workflow = await server.Api.PublishAsync(Flows.NumberedEffect(setting.Echo.Address));
        var waiting = new ConcurrentDictionary<string, TaskCompletionSource<bool>>();
        var next = 0;
        setting.Echo.OnCall = request =>
        {
            if (waiting.TryRemove(request.Query["n"].ToString(), out var seen)) seen.TrySetResult(true);
            return Task.CompletedTask;
        };
        var load = await OpenLoop.RunAsync(options.Rate, options.WarmUp, options.Length, async () =>
        {
            var number = Interlocked.Increment(ref next).ToString(CultureInfo.InvariantCulture);
            var seen = waiting[number] = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            return await server.AcceptAsync(workflow, new RunEndpoints.StartRun(JsonDocument.Parse($$"""{"n":{{number}}}""").RootElement))
                && await seen.Task.WaitAsync(TimeSpan.FromSeconds(30));
        });
        setting.Echo.OnCall = null;
        if (load.Done == 0) throw new InvalidOperationException("No effect was seen.");
        setting.Table.Add(new Row($"inside: effect begun, at {options.Rate}/s", setting.Database, load.PerSecond, "runs/s")
        {
            P50 = load.Latencies.Percentile(50), P99 = load.Latencies.Percentile(99),
        });
    }

    /// <summary>Bare rows a second in groups of this size, into the same tables.</summary>
    private static async Task<double> LimitAsync(InsideServer server, int group, BenchOptions options)
    {
        var database = server.Services.GetRequiredService<Database>();
        using var rows = await BareRows.OpenAsync(database, await PayloadAsync(database));
        var (written, since) = (0L, TimeProvider.System.GetTimestamp());
        while (TimeProvider.System.GetElapsedTime(since) < options.Length / 2)
        {
            rows.Write(group);
            written += group;
        }

        return written / TimeProvider.System.GetElapsedTime(since).TotalSeconds;
    }

    /// <summary>Mean size of the latest rows of events.</summary>
    private static async Task<int> PayloadAsync(Database database)
    {
        await using var connection = await database.OpenReadAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT AVG(size) FROM (SELECT LENGTH(payload) AS size FROM journal ORDER BY run_id DESC LIMIT 1000) AS latest";
        return (int)Convert.ToDouble(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static RunEndpoints.StartRun StartOf() => new(JsonDocument.Parse(Flows.Payload).RootElement);
}
