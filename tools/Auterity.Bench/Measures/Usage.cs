using System.Globalization;
using Auterity.Bench.Servers;

namespace Auterity.Bench.Measures;

/// <summary>What a process has used up to a moment.</summary>
/// <param name="Commits">Commits of its journal.</param>
/// <param name="Writes">Writes in them.</param>
/// <param name="GcPause">Time its garbage collector stopped it.</param>
/// <param name="Cpu">Processor time, of all its threads.</param>
internal readonly record struct Usage(long Commits, long Writes, TimeSpan GcPause, TimeSpan Cpu)
{
    public static Usage operator -(Usage after, Usage before) =>
        new(after.Commits - before.Commits, after.Writes - before.Writes, after.GcPause - before.GcPause, after.Cpu - before.Cpu);

    public static Usage Here(JournalMeter meter)
    {
        var (commits, writes) = meter.Read();
        return new Usage(commits, writes, GC.GetTotalPauseDuration(), Environment.CpuUsage.TotalTime);
    }

    /// <summary>The same of another process, from what it tells Prometheus.</summary>
    public static async Task<Usage> OfAsync(ServerProcess server)
    {
        var text = await server.Api.TextAsync("/metrics");
        return new Usage(
            (long)Sum(text, "auterity_journal_group", "_count"), (long)Sum(text, "auterity_journal_group", "_sum"),
            TimeSpan.FromSeconds(Sum(text, "dotnet_gc_pause_time", "")), server.Cpu);
    }

    private static double Sum(string text, string name, string ending) => text.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Split('{', ' ')[0].EndsWith(ending, StringComparison.Ordinal))
        .Select(line => line.Split(' '))
        .Where(parts => parts.Length > 1)
        .Sum(parts => double.Parse(parts[1], CultureInfo.InvariantCulture));
}
