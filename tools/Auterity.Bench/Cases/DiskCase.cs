using Auterity.Bench.Measures;
using Auterity.Bench.Report;
using Auterity.Bench.Servers;

namespace Auterity.Bench.Cases;

/// <summary>What the disk can do.</summary>
internal static class DiskCase
{
    public static Task RunAsync(Setting setting)
    {
        using var folder = new Folder(setting.Options.Data);
        setting.Table.Add(new Row("disk: 4 KB made durable", "", Fsync.PerSecond(folder.Path, setting.Options.WarmUp), "fsync/s"));
        return Task.CompletedTask;
    }
}
