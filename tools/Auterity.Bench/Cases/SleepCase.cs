using System.Text.Json;
using Auterity.Bench.Report;
using Auterity.Bench.Servers;
using Auterity.Workflows.Runs;

namespace Auterity.Bench.Cases;

/// <summary>Many runs sleep; the process is killed and started again.</summary>
internal static class SleepCase
{
    public static async Task RunAsync(Setting setting)
    {
        await using var store = await setting.NewStoreAsync();
        await using (var inside = await InsideServer.StartAsync(store))
            await StartAsync(inside, setting.Options.Sleeping);

        using (var victim = await ServerProcess.StartAsync(store))
            victim.Kill();
        using var server = await ServerProcess.StartAsync(store);
        var label = $"sleeping: {setting.Options.Sleeping:N0} runs,";
        setting.Table.Add(new Row($"{label} ready after kill", setting.Database, server.ReadyAfter.TotalSeconds, "s") { Target = Target.Most(5) });
        await Task.Delay(setting.Options.Length, TimeProvider.System, CancellationToken.None);
        setting.Table.Add(new Row($"{label} memory", setting.Database, server.MemoryMb("VmHWM"), "MB") { Target = Target.Most(1_024) });
        var waiting = await server.Api.GetAsync("/api/runs?status=waiting&limit=1");
        if (waiting.GetProperty("items").GetArrayLength() == 0) throw new InvalidOperationException("No run sleeps after the restart.");
    }

    private static async Task StartAsync(InsideServer server, int runs)
    {
        var workflow = await server.Api.PublishAsync(Flows.Sleep());
        var start = new RunEndpoints.StartRun(JsonDocument.Parse(Flows.Payload).RootElement);
        var left = runs;
        await Task.WhenAll(Enumerable.Range(0, 256).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
                while (!await server.AcceptAsync(workflow, start))
                    await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        })));
    }
}
