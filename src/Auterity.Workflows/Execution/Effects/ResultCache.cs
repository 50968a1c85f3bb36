using Auterity.Platform.Caching;
using Auterity.Sdk;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Execution.Journal;
using ZiggyCreatures.Caching.Fusion;

namespace Auterity.Workflows.Execution.Effects;

/// <summary>Results of steps that may be used again (policy.cache): in memory and, in a cluster, in Redis. Kept by tenant.</summary>
internal sealed class ResultCache(IFusionCache cache)
{
    /// <summary>Larger results are made anew each time, in bytes.</summary>
    private const int Largest = 1024 * 1024;

    public async ValueTask<IReadOnlyList<Item>?> FindAsync(Guid tenantId, string key, CancellationToken cancellationToken)
    {
        var found = await cache.TryGetAsync<byte[]>(CacheKeys.For(tenantId, "step-result", key), token: cancellationToken);
        return found.HasValue ? ItemCodec.ReadItems(new ByteReader(found.Value)) : null;
    }

    /// <summary>Keeps a result. Files and what is in the blob store are not kept: nothing would hold on to their content.</summary>
    public async ValueTask KeepAsync(Guid tenantId, string key, IReadOnlyList<Item> items, CachePolicy policy, CancellationToken cancellationToken)
    {
        if (items.Any(item => item.Binary is { Count: > 0 })) return;
        var writer = new ByteWriter();
        ItemCodec.Write(writer, items);
        if (writer.Written.Length > Largest || writer.Blobs.Count > 0) return;
        await cache.SetAsync(
            CacheKeys.For(tenantId, "step-result", key), writer.Written.ToArray(),
            new FusionCacheEntryOptions { Duration = TimeSpan.FromSeconds(policy.Seconds) }, token: cancellationToken);
    }
}
