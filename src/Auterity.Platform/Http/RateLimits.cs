using System.Globalization;
using System.Threading.RateLimiting;
using Auterity.Platform.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Platform.Http;

/// <summary>How often one may ask: a limit for each tenant, and named ones for endpoints that need their own.</summary>
public static class RateLimits
{
    /// <summary>Sign-in and other guessable things: 10 a minute for each address.</summary>
    public const string Guessable = "guessable";

    internal static void AddRateLimits(this IServiceCollection services, PlatformOptions options) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = Reject;
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, Guid>(context => ForTenant(context, options.RequestsPerMinute));
        limiter.AddPolicy(Guessable, context => RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "local",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = 10, Window = TimeSpan.FromMinutes(1) }));
    });

    private static RateLimitPartition<Guid> ForTenant(HttpContext context, int perMinute) =>
        perMinute == 0 || context.User.FindTenantId() is not { } tenant
            ? RateLimitPartition.GetNoLimiter(Guid.Empty)
            : RateLimitPartition.GetTokenBucketLimiter(tenant, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perMinute,
                TokensPerPeriod = Math.Max(1, perMinute / 60),
                ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, 60 / perMinute)),
            });

    private static async ValueTask Reject(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
        context.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        await Problems.Of(StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many requests", $"The limit of requests is reached. Try again in {wait} s.")
            .ExecuteAsync(context.HttpContext);
    }
}
