using System.Diagnostics;
using System.Text.Json;
using Auterity.Bench.Measures;
using Auterity.Bench.Report;
using Auterity.Bench.Servers;
using Auterity.Platform.Tenancy;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Bench.Cases;

/// <summary>The parts of a three-step run, each alone on one thread; and a long loop, whose passes must cost the same at the end as at the beginning.</summary>
internal static class BudgetCase
{
    public static async Task RunAsync(Setting setting)
    {
        await using var store = await setting.NewStoreAsync();
        await using var server = await InsideServer.StartAsync(store);
        using var runs = new BudgetRuns(server.Services, await CompileAsync(server, Flows.Chain(3)));
        Parts(setting, runs);
        foreach (var passes in setting.Options.Smoke ? [50] : new[] { 500, 5_000 })
            await LoopAsync(setting, server, passes);
    }

    private static void Parts(Setting setting, BudgetRuns runs)
    {
        var table = setting.Table;
        var length = setting.Options.Length / 2;
        // Once over, so that everything is compiled.
        foreach (var part in new Action[] { runs.Turn, runs.Encode, runs.Store })
            Time(part, 2 * setting.Options.WarmUp);
        var collections = GC.CollectionCount(0);
        var (turn, allocated) = Time(runs.Turn, length);
        collections = GC.CollectionCount(0) - collections;
        var (encode, _) = Time(runs.Encode, length);
        var (database, _) = Time(runs.Store, length);
        table.Add(new Row("budget: turn of 3 steps, encoding left out", "", turn - encode, "µs/run") { Target = Target.Most(40) });
        table.Add(new Row("budget: encoding", "", encode, "µs/run") { Target = Target.Most(20) });
        table.Add(new Row($"budget: SQLite, groups of {BudgetRuns.Group}", "", database / BudgetRuns.Group, "µs/run") { Target = Target.Most(60) });
        table.Add(new Row("budget: allocated by a turn", "", allocated / 1_000, "KB/run"));
        table.Add(new Row("budget: collections meanwhile", "", collections / length.TotalSeconds, "1/s"));
    }

    /// <summary>Mean processor time of a call on this thread in µs, and the bytes it allocates.</summary>
    private static (double Micros, double Bytes) Time(Action part, TimeSpan length)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var since = Stopwatch.GetTimestamp();
        var cpu = ThreadTime.Now();
        var count = 0;
        for (; Stopwatch.GetElapsedTime(since) < length || count == 0; count++)
            part();
        return ((ThreadTime.Now() - cpu).TotalMicroseconds / count, (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / count);
    }

    private static async Task LoopAsync(Setting setting, InsideServer server, int passes)
    {
        var workflow = await server.Api.PublishAsync(Flows.Loop(passes));
        var start = new RunEndpoints.StartRun(JsonDocument.Parse("{}").RootElement);
        if (!await server.RunAsync(workflow, start)) throw new InvalidOperationException($"The loop of {passes} passes failed.");
        var since = Environment.CpuUsage.TotalTime;
        await server.RunAsync(workflow, start);
        setting.Table.Add(new Row($"loop: {passes:N0} passes", "sqlite", (Environment.CpuUsage.TotalTime - since).TotalMicroseconds / passes, "µs/pass"));
    }

    private static async Task<CompiledWorkflow> CompileAsync(InsideServer server, Flow flow)
    {
        var id = await server.Api.PublishAsync(flow);
        var tenant = await server.Services.GetRequiredService<TenantDirectory>().DefaultAsync(CancellationToken.None);
        return (await server.Services.GetRequiredService<WorkflowCache>().EnsurePublishedAsync(tenant, id, CancellationToken.None))!;
    }
}
