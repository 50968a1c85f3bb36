using System.Collections.Concurrent;

namespace Auterity.Bench.Load;

/// <summary>As many connections as calls are under way.</summary>
internal sealed class HookPool(Uri url, string json) : IDisposable
{
    private readonly ConcurrentBag<HookConnection> idle = [];

    public async Task<bool> CallAsync()
    {
        var connection = idle.TryTake(out var kept) ? kept : new HookConnection(url, json);
        try
        {
            return await connection.CallAsync();
        }
        finally
        {
            idle.Add(connection);
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var connection))
            connection.Dispose();
    }
}
