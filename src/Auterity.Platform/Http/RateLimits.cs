using System.Globalization;
using System.Threading.RateLimiting;
using Auterity.Platform.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Platform.Http;

/// <summary>How often one may ask: limits for each key and each tenant, and the means for endpoints that need their own.</summary>
public static class RateLimits
{
    internal static void AddRateLimits(this IServiceCollection services, PlatformOptions options) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = Reject;
        limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(context.User.FindSubject(), options.RequestsPerMinutePerKey)),
            PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(context.User.FindTenantId()?.ToString(), options.RequestsPerMinute)));
    });

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

    private static RateLimitPartition<string> Partition(string? who, int permits) => who is null ? RateLimitPartition.GetNoLimiter("") : PerMinute(who, permits);

    private static async ValueTask Reject(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var wait = WaitOf(context.Lease);
        context.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        await Problems.Of(StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many requests", $"The limit of requests is reached. Try again in {wait} s.")
            .ExecuteAsync(context.HttpContext);
    }
}
