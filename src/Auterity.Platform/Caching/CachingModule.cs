using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using ZiggyCreatures.Caching.Fusion;
using ZiggyCreatures.Caching.Fusion.Backplane;
using ZiggyCreatures.Caching.Fusion.Serialization;

namespace Auterity.Platform.Caching;

/// <summary>The cache: in memory, and over Redis when <c>AUTERITY_REDIS</c> names one. Keys come from <see cref="CacheKeys"/>.</summary>
internal static class CachingModule
{
    public static void AddCaching(this WebApplicationBuilder builder, PlatformOptions options)
    {
        var services = builder.Services;
        var cache = services.AddFusionCache().WithDefaultEntryOptions(new FusionCacheEntryOptions
        {
            Duration = TimeSpan.FromMinutes(1),
            IsFailSafeEnabled = true,
            FailSafeMaxDuration = TimeSpan.FromMinutes(10),
            DistributedCacheSoftTimeout = TimeSpan.FromMilliseconds(100),
            DistributedCacheHardTimeout = TimeSpan.FromSeconds(1),
            AllowBackgroundDistributedCacheOperations = true,
        });
        if (options.Redis is not { Length: > 0 } connectionString) return;

        services.AddSingleton<IConnectionMultiplexer>(_ => Connect(connectionString));
        services.AddStackExchangeRedisCache(_ => { });
        services.AddOptions<Microsoft.Extensions.Caching.StackExchangeRedis.RedisCacheOptions>().Configure<IConnectionMultiplexer>((redis, connection) =>
        {
            redis.ConnectionMultiplexerFactory = () => Task.FromResult(connection);
            redis.InstanceName = "auterity:";
        });
        services.AddSingleton<IFusionCacheSerializer, JsonCacheSerializer>();
        services.AddSingleton<IFusionCacheBackplane, RedisBackplane>();
        cache.WithRegisteredDistributedCache().WithRegisteredSerializer().WithRegisteredBackplane();
    }

    private static ConnectionMultiplexer Connect(string connectionString)
    {
        var redis = ConfigurationOptions.Parse(connectionString);
        // The process serves without Redis and connects when it comes back.
        redis.AbortOnConnectFail = false;
        return ConnectionMultiplexer.Connect(redis);
    }
}
