using System.Diagnostics;
using System.Globalization;

namespace Auterity.Bench.Measures;

/// <summary>Processor time of the current thread: unlike the clock it does not count what others take of the machine.</summary>
internal static class ThreadTime
{
    private const string Path = "/proc/thread-self/schedstat";

    /// <summary>On systems that do not tell, the clock.</summary>
    public static TimeSpan Now() => File.Exists(Path)
        ? TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText(Path).Split(' ')[0], CultureInfo.InvariantCulture) / 1_000.0)
        : Stopwatch.GetElapsedTime(0);
}
