using System.Diagnostics;

namespace Auterity.Bench.Measures;

/// <summary>How often a second the disk makes 4 KB durable.</summary>
internal static class Fsync
{
    public static double PerSecond(string folder, TimeSpan length)
    {
        var path = Path.Combine(folder, "fsync");
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, options: FileOptions.DeleteOnClose);
        var block = new byte[4_096];
        var since = Stopwatch.GetTimestamp();
        var count = 0;
        while (Stopwatch.GetElapsedTime(since) < length)
        {
            RandomAccess.Write(file, block, (count % 1_024) * block.Length);
            RandomAccess.FlushToDisk(file);
            count++;
        }

        return count / Stopwatch.GetElapsedTime(since).TotalSeconds;
    }
}
