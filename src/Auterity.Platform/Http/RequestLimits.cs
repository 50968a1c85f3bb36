using System.Globalization;
using System.Threading.RateLimiting;
using Auterity.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Auterity.Platform.Http;

/// <summary>How often one may ask: so many requests a minute for each key and for each tenant.</summary>
/// <remarks>The framework's middleware makes a limiter of its own that nobody can dispose, and with it keeps every server that ever started in this process.</remarks>
internal sealed class RequestLimits : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> keys;
    private readonly PartitionedRateLimiter<HttpContext> tenants;
    private readonly PartitionedRateLimiter<HttpContext> both;

    public RequestLimits(IOptions<PlatformOptions> options)
    {
        keys = PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(context.User.FindSubject(), options.Value.RequestsPerMinutePerKey));
        tenants = PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(context.User.FindTenantId()?.ToString(), options.Value.RequestsPerMinute));
        both = PartitionedRateLimiter.CreateChained(keys, tenants);
    }

    /// <summary>Middleware that answers 429 to whoever asks too often.</summary>
    public static async Task Check(HttpContext context, RequestDelegate next)
    {
        using (var lease = context.RequestServices.GetRequiredService<RequestLimits>().both.AttemptAcquire(context))
        {
            if (!lease.IsAcquired)
            {
                var wait = RateLimits.WaitOf(lease);
                context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
                await Problems.Of(StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many requests", $"The limit of requests is reached. Try again in {wait} s.")
                    .ExecuteAsync(context);
                return;
            }
        }

        await next(context);
    }

    public void Dispose()
    {
        both.Dispose();
        keys.Dispose();
        tenants.Dispose();
    }

    private static RateLimitPartition<string> Partition(string? who, int permits) =>
        who is null ? RateLimitPartition.GetNoLimiter("") : RateLimits.PerMinute(who, permits);
}
