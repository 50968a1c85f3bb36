using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes;
using Auterity.Workflows.Tests.Outbound;
using StackExchange.Redis;

namespace Auterity.Workflows.Tests.Nodes;

/// <summary>Against the server that <c>AUTERITY_TEST_REDIS</c> names.</summary>
public sealed class RedisNodeTests
{
    private static readonly ConfigurationOptions? Server = Environment.GetEnvironmentVariable("AUTERITY_TEST_REDIS") is { Length: > 0 } text ? ConfigurationOptions.Parse(text) : null;

    private readonly string prefix = $"test:{Guid.CreateVersion7():N}:";

    public RedisNodeTests() => Assert.SkipWhen(Server is null, "AUTERITY_TEST_REDIS names no server.");

    [Fact]
    public async Task SetAndGet_TextAndJson_ComeBack()
    {
        await using var redis = new Session();

        Assert.True((await redis.RunAsync(new { operation = "set", key = prefix + "a", value = new { n = 1.5 }, ttlSeconds = 60 })).GetBoolean());
        await redis.RunAsync(new { operation = "set", key = prefix + "b", value = "007" });

        Assert.Equal("""{"n":1.5}""", (await redis.RunAsync(new { operation = "get", key = prefix + "a" })).GetRawText());
        Assert.Equal("007", (await redis.RunAsync(new { operation = "get", key = prefix + "b" })).GetString());
        Assert.Equal(JsonValueKind.Null, (await redis.RunAsync(new { operation = "get", key = prefix + "none" })).ValueKind);
    }

    [Fact]
    public async Task Set_OnlyWhereMissing_KeepsTheFirst()
    {
        await using var redis = new Session();

        Assert.True((await redis.RunAsync(new { operation = "set", key = prefix + "nx", value = "1", when = "missing" })).GetBoolean());
        Assert.False((await redis.RunAsync(new { operation = "set", key = prefix + "nx", value = "2", when = "missing" })).GetBoolean());
        Assert.Equal("1", (await redis.RunAsync(new { operation = "get", key = prefix + "nx" })).GetString());
    }

    [Fact]
    public async Task ListsHashesCountersAndKeys_Work()
    {
        await using var redis = new Session();

        await redis.RunAsync(new { operation = "push", key = prefix + "l", value = "1" });
        await redis.RunAsync(new { operation = "push", key = prefix + "l", value = "2" });
        Assert.Equal("""["1","2"]""", (await redis.RunAsync(new { operation = "get", key = prefix + "l" })).GetRawText());
        Assert.Equal("1", (await redis.RunAsync(new { operation = "pop", key = prefix + "l", side = "left" })).GetString());
        Assert.Equal(1, (await redis.RunAsync(new { operation = "hashSet", key = prefix + "h", fields = new { f = "v" } })).GetInt32());
        Assert.Equal("v", (await redis.RunAsync(new { operation = "hashGet", key = prefix + "h" })).GetProperty("f").GetString());
        Assert.Equal(5, (await redis.RunAsync(new { operation = "increment", key = prefix + "n", by = 5, ttlSeconds = 60 })).GetInt32());
        Assert.Equal(3, (await redis.RunAsync(new { operation = "keys", pattern = prefix + "*" })).GetArrayLength());
        Assert.True((await redis.RunAsync(new { operation = "delete", key = prefix + "l" })).GetBoolean());
        Assert.Equal(0, (await redis.RunAsync(new { operation = "publish", channel = prefix + "c", value = "x" })).GetInt32());
        Assert.True((await redis.RunAsync(new { operation = "info" })).GetProperty("server").TryGetProperty("redis_version", out _));
    }

    [Fact]
    public async Task Push_OntoText_IsRefusedForGood()
    {
        await using var redis = new Session();
        await redis.RunAsync(new { operation = "set", key = prefix + "t", value = "1" });

        var error = await Assert.ThrowsAsync<NodeException>(() => redis.RunAsync(new { operation = "push", key = prefix + "t", value = "1" }));

        Assert.Equal(("redis-refused", false), (error.Error.Code, error.Retryable));
    }

    [Fact]
    public async Task Open_InnerServerThatIsNotAllowed_Refused()
    {
        await using var redis = new Session(allow: []);

        Assert.Equal("address-refused", (await Assert.ThrowsAsync<NodeException>(() => redis.RunAsync(new { operation = "info" }))).Error.Code);
    }

    [Fact]
    public async Task Open_WrongPassword_SaysSo()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Server!.Password), "The server wants no password.");
        await using var redis = new Session(password: "wrong");

        var error = await Assert.ThrowsAsync<NodeException>(() => redis.RunAsync(new { operation = "info" }));

        Assert.Equal(("credential-invalid", true), (error.Error.Code, error.NotSent));
    }

    [Theory]
    [InlineData("increment", true), InlineData("push", true), InlineData("pop", true), InlineData("get", false), InlineData("set", false), InlineData("={{ $json.what }}", true)]
    public void DeliveryOf_Operation_SaysWhetherTwiceIsWrong(string operation, bool once) =>
        Assert.Equal(once ? Delivery.AtMostOnce : Delivery.AtLeastOnce, new RedisNode(null!).DeliveryOf(JsonSerializer.SerializeToElement(new { operation })));

    private sealed class Session(string[]? allow = null, string? password = null) : IAsyncDisposable
    {
        private readonly Microsoft.Extensions.DependencyInjection.ServiceProvider services = Outgoing.Services(allow ?? ["127.0.0.0/8", "::1", "localhost"]);

        public async Task<JsonElement> RunAsync(object parameters)
        {
            var (host, port) = Server!.EndPoints[0] switch
            {
                System.Net.DnsEndPoint name => (name.Host, name.Port),
                System.Net.IPEndPoint address => (address.Address.ToString(), address.Port),
                _ => throw new InvalidOperationException("An address is needed."),
            };
            var context = new NetContext();
            context.Credentials["redis"] = NetContext.Secret("redis", ("host", host), ("port", $"{port}"), ("password", password ?? Server.Password ?? ""));
            return Assert.Single(await context.RunAsync(services.Create<RedisNode>(), parameters)).Json.GetProperty("value");
        }

        public ValueTask DisposeAsync() => services.DisposeAsync();
    }
}
