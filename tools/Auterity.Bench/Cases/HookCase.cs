using System.Globalization;
using Auterity.Bench.Load;
using Auterity.Bench.Measures;
using Auterity.Bench.Report;
using Auterity.Bench.Servers;
using Microsoft.AspNetCore.SignalR.Client;

namespace Auterity.Bench.Cases;

/// <summary>Webhook → nodes → answer over HTTP, against a server process of its own.</summary>
internal static class HookCase
{
    /// <summary>Callers at a time: enough that a commit is worth its flush.</summary>
    private const int MostCallers = 256;

    public static async Task RunAsync(Setting setting)
    {
        await using var store = await setting.NewStoreAsync();
        await FillAsync(setting, store);
        using var server = await ServerProcess.StartAsync(store);
        (string Path, Flow Flow)[] hooks =
        [
            ("one", Flows.Chain(1, "one")), ("three", Flows.Chain(3, "three")), ("ten", Flows.Chain(10, "ten")),
            ("fan", Flows.FanOut("fan")), ("script", Flows.Script("script")), ("effect", Flows.Effect(setting.Echo.Address, "effect")),
        ];
        await WarmUpAsync(setting, server);
        foreach (var (path, flow) in hooks.Where(hook => setting.Options.Wants(hook.Flow)))
        {
            await server.Api.PublishAsync(flow);
            await ClosedAsync(setting, store, server, path, flow);
        }

        if (!setting.Options.Wants(hooks[2].Flow)) return;
        await OpenAsync(setting, server, "ten", "");
        await WatchedAsync(setting, store, server, hooks[2].Flow);
    }

    private static async Task FillAsync(Setting setting, Store store)
    {
        await using var inside = await InsideServer.StartAsync(store);
        await InsideCase.FillAsync(inside, setting.Options.History);
    }

    private static async Task WarmUpAsync(Setting setting, ServerProcess server)
    {
        await server.Api.PublishAsync(Flows.Chain(10, "warm"));
        using var pool = new HookPool(new Uri(server.Address, "/hooks/warm"), Flows.Payload);
        await ClosedLoop.RunAsync(Math.Min(MostCallers, setting.Options.Callers), 3 * setting.Options.WarmUp, TimeSpan.Zero, _ => pool.CallAsync());
    }

    private static async Task ClosedAsync(Setting setting, Store store, ServerProcess server, string path, Flow flow, string how = "")
    {
        var options = setting.Options;
        var callers = Enumerable.Range(0, Math.Min(MostCallers, options.Callers)).Select(_ => new HookConnection(new Uri(server.Address, $"/hooks/{path}"), Flows.Payload)).ToArray();
        await using var peak = new Peak(server.Id.ToString(CultureInfo.InvariantCulture), store);
        Task<Usage>? before = null;
        var load = await ClosedLoop.RunAsync(callers.Length, options.WarmUp, options.Length, caller => callers[caller].CallAsync(), () => before = Usage.OfAsync(server));
        var used = await Usage.OfAsync(server) - await before!;
        foreach (var caller in callers) caller.Dispose();
        if (load.Failed > 0 || load.Done == 0) throw new InvalidOperationException($"{flow.Name}: {load.Done} calls were answered well, {load.Failed} were not.");
        setting.Table.Add(new Row($"hook: {flow.Name}{how}", setting.Database, load.PerSecond, "runs/s")
        {
            Steps = load.PerSecond * flow.Steps,
            P50 = load.Latencies.Percentile(50),
            P99 = load.Latencies.Percentile(99),
            CommitsPerRun = (double)used.Commits / load.Done,
            CpuMicros = used.Cpu.TotalMicroseconds / load.Done,
            GcShare = 100 * used.GcPause / load.Elapsed,
            MemoryMb = peak.MemoryMb,
            WalMb = peak.WalMb,
            Target = flow.Steps == 10 && setting.Postgres is null && how.Length == 0 ? Target.Least(2_000) : null,
        });
    }

    private static async Task OpenAsync(Setting setting, ServerProcess server, string path, string how)
    {
        var options = setting.Options;
        using var pool = new HookPool(new Uri(server.Address, $"/hooks/{path}"), Flows.Payload);
        var load = await OpenLoop.RunAsync(options.Rate, options.WarmUp, options.Length, pool.CallAsync);
        setting.Table.Add(new Row($"hook: 10 steps at {options.Rate}/s{how}", setting.Database, load.Latencies.Percentile(99), "ms p99")
        {
            Steps = load.PerSecond * 10, P50 = load.Latencies.Percentile(50), P99 = load.Latencies.Percentile(99), Target = how.Length == 0 && setting.Postgres is null ? Target.Most(20) : null,
        });
    }

    /// <summary>The same while somebody watches every run of the tenant.</summary>
    private static async Task WatchedAsync(Setting setting, Store store, ServerProcess server, Flow flow)
    {
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(server.Address, "/hubs/runs"), http => http.AccessTokenProvider = () => Task.FromResult<string?>(ApiClient.Key))
            .Build();
        var changes = 0L;
        hub.On<object>("runChanged", _ => Interlocked.Increment(ref changes));
        await hub.StartAsync();
        await hub.InvokeAsync("WatchAll");
        await ClosedAsync(setting, store, server, "ten", flow, ", watched");
        await OpenAsync(setting, server, "ten", ", watched");
        if (changes == 0) throw new InvalidOperationException("Nobody was told of any change.");
    }
}
