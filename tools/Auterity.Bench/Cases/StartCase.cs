using Auterity.Bench.Report;
using Auterity.Bench.Servers;

namespace Auterity.Bench.Cases;

/// <summary>How long the program takes until it serves, on an empty folder and on one it knows, and what it needs while nothing happens.</summary>
internal static class StartCase
{
    public static async Task RunAsync(Setting setting)
    {
        await using var store = await setting.NewStoreAsync();
        using (var first = await ServerProcess.StartAsync(store))
            setting.Table.Add(new Row("start: first, empty folder", setting.Database, first.ReadyAfter.TotalSeconds, "s"));
        var times = new List<double>();
        var cpu = 0.0;
        for (var i = 0; i < (setting.Options.Smoke ? 1 : 3); i++)
        {
            using var again = await ServerProcess.StartAsync(store);
            times.Add(again.ReadyAfter.TotalSeconds);
            cpu = again.Cpu.TotalMicroseconds;
            if (i > 0) continue;
            await Task.Delay(setting.Options.Length, TimeProvider.System, CancellationToken.None);
            setting.Table.Add(new Row("idle: memory", setting.Database, again.MemoryMb("VmRSS"), "MB") { Target = Target.Most(250) });
        }

        times.Sort();
        setting.Table.Add(new Row("start: again, median", setting.Database, times[times.Count / 2], "s") { CpuMicros = cpu, Target = Target.Most(3) });
    }
}
