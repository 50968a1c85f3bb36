using Auterity.Platform.Caching;
using Microsoft.Extensions.DependencyInjection;
using ZiggyCreatures.Caching.Fusion;

namespace Auterity.Server.Tests.Caching;

public sealed class RedisTests
{
    private readonly string key = CacheKeys.For(Guid.CreateVersion7(), "thing", 1);

    [Fact]
    public async Task Get_OnAnotherProcess_FindsTheValue()
    {
        await using var one = await StartAsync();
        await using var two = await StartAsync();

        await Cache(one).SetAsync(key, new Thing("first", 1), token: Json.Token);

        Assert.Equal(new Thing("first", 1), await Cache(two).GetOrDefaultAsync<Thing>(key, token: Json.Token));
    }

    [Fact]
    public async Task Set_OnOneProcess_ReachesTheOthersMemory()
    {
        await using var one = await StartAsync();
        await using var two = await StartAsync();
        await Cache(one).SetAsync(key, new Thing("first", 1), token: Json.Token);
        // Redis is written behind the caller's back.
        Thing? first;
        do first = await Cache(two).GetOrDefaultAsync<Thing>(key, token: Json.Token);
        while (first is null);
        Assert.Equal(1, first.Number);
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Cache(two).Events.Memory.Set += (_, change) => Hear(change.Key);
        Cache(two).Events.Memory.Expire += (_, change) => Hear(change.Key);

        await Cache(one).SetAsync(key, new Thing("second", 2), token: Json.Token);
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Json.Token);

        Assert.Equal(2, (await Cache(two).GetOrDefaultAsync<Thing>(key, token: Json.Token))!.Number);

        void Hear(string changed)
        {
            if (changed == key) heard.TrySetResult();
        }
    }

    [Fact]
    public async Task Health_WithoutRedis_IsDegradedNotDown()
    {
        await using var server = await Server.StartAsync(settings: "--AUTERITY_REDIS=127.0.0.1:1,connectTimeout=100,syncTimeout=200,asyncTimeout=200");

        var health = await server.Anonymous.GetJsonAsync("/health");

        Assert.Equal("degraded", health.Text("status"));
        Assert.Equal("degraded", health.GetProperty("dependencies").GetProperty("redis").Text("status"));
    }

    private static IFusionCache Cache(Server server) => server.Services.GetRequiredService<IFusionCache>();

    private static async Task<Server> StartAsync()
    {
        var redis = Environment.GetEnvironmentVariable("AUTERITY_TEST_REDIS");
        Assert.SkipWhen(string.IsNullOrEmpty(redis), "AUTERITY_TEST_REDIS names no Redis server; ./test starts one.");
        return await Server.StartAsync(settings: $"--AUTERITY_REDIS={redis}");
    }

    public sealed record Thing(string Name, int Number);
}
