using Auterity.Bench.Servers;

namespace Auterity.Bench.Measures;

/// <summary>Looks every 100 ms how large a process's memory and the database's log are, and keeps the largest.</summary>
internal sealed class Peak : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Task watching;
    private readonly string process;
    private readonly string? wal;

    /// <param name="process">Process id, or <c>self</c>.</param>
    /// <param name="store">Whose log.</param>
    public Peak(string process, Store store)
    {
        this.process = process;
        wal = store.ConnectionString is null ? store.Folder.Database + "-wal" : null;
        watching = Task.Run(WatchAsync);
    }

    public double MemoryMb { get; private set; }

    /// <summary>Null on PostgreSQL, whose log belongs to the server.</summary>
    public double? WalMb { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await watching;
        stopping.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            MemoryMb = Math.Max(MemoryMb, ProcStatus.ReadMb(process, "VmRSS"));
            if (wal is not null && File.Exists(wal)) WalMb = Math.Max(WalMb ?? 0, new FileInfo(wal).Length / 1e6);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, stopping.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }
}
