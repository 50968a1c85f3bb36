using System.Threading.RateLimiting;

namespace Auterity.Platform.Http;

/// <summary>The means to bound how often something may be asked for.</summary>
public static class RateLimits
{
    /// <summary>So many a minute for each partition: a whole minute's at once, then as they come back. 0, or nobody to count for, sets no limit.</summary>
    public static RateLimitPartition<TKey> PerMinute<TKey>(TKey key, int permits)
    {
        if (permits == 0) return RateLimitPartition.GetNoLimiter(key);
        var tokens = Math.Max(1, permits / 60);
        return RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = permits,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromTicks(TimeSpan.TicksPerMinute * tokens / permits),
        });
    }

    /// <summary>When a refused caller may come back, in whole seconds.</summary>
    public static int WaitOf(RateLimitLease lease) => lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
}
