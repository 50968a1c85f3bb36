using Auterity.Bench.Cases;
using Auterity.Bench.Report;
using Auterity.Bench.Servers;

namespace Auterity.Bench;

/// <summary>The program: runs the cases that were asked for and prints one table.</summary>
internal static class Benchmark
{
    private static readonly (string Name, bool OnBoth, Func<Setting, Task> Run)[] Cases =
    [
        ("disk", false, DiskCase.RunAsync),
        ("inside", true, InsideCase.RunAsync),
        ("hook", true, HookCase.RunAsync),
        ("start", true, StartCase.RunAsync),
        ("sleeping", true, SleepCase.RunAsync),
        ("resume", true, ResumeCase.RunAsync),
        ("budget", false, BudgetCase.RunAsync),
        ("load", true, LoadCase.RunAsync),
    ];

    public static async Task<int> Main(string[] args)
    {
        BenchOptions options;
        try
        {
            options = BenchOptions.Parse(args);
            if (options.Names.FirstOrDefault(name => !Cases.Any(one => one.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase))) is { } unknown)
                throw new ArgumentException($"There is no case {unknown}; there are {string.Join(", ", Cases.Select(one => one.Name))}.");
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }

        var about = About(options);
        var table = new Table(Console.Out, options.Json);
        await using var echo = await EchoServer.StartAsync();
        table.Begin(about);
        foreach (var (name, onBoth, run) in Cases)
        {
            if (!options.Wants(name)) continue;
            await run(new Setting(options, table, echo, null));
            if (onBoth && options.Postgres is not null) await run(new Setting(options, table, echo, options.Postgres));
        }

        table.End(about);
        return 0;
    }

    private static string About(BenchOptions options) =>
        $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB, {Environment.OSVersion.VersionString}, .NET {Environment.Version}; " +
        $"payload 1 KB, {options.Seconds:0.#} s a load, {options.History:N0} finished runs in the database";
}
