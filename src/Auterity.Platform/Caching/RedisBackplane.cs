using StackExchange.Redis;
using ZiggyCreatures.Caching.Fusion;
using ZiggyCreatures.Caching.Fusion.Backplane;

namespace Auterity.Platform.Caching;

/// <summary>Tells the other processes over Redis publish/subscribe which cached values have changed.</summary>
internal sealed class RedisBackplane(IConnectionMultiplexer redis) : IFusionCacheBackplane
{
    private ISubscriber? subscriber;
    private RedisChannel channel;

    public async ValueTask SubscribeAsync(BackplaneSubscriptionOptions options)
    {
        Prepare(options);
        await subscriber!.SubscribeAsync(channel, (_, message) => Receive(options, message));
        if (options.ConnectHandlerAsync is { } connected) await connected(new BackplaneConnectionInfo(false));
    }

    public void Subscribe(BackplaneSubscriptionOptions options)
    {
        Prepare(options);
        subscriber!.Subscribe(channel, (_, message) => Receive(options, message));
        options.ConnectHandler?.Invoke(new BackplaneConnectionInfo(false));
    }

    public async ValueTask UnsubscribeAsync()
    {
        if (subscriber is not null) await subscriber.UnsubscribeAsync(channel);
    }

    public void Unsubscribe() => subscriber?.Unsubscribe(channel);

    public async ValueTask PublishAsync(BackplaneMessage message, FusionCacheEntryOptions options, CancellationToken token = default)
    {
        if (subscriber is not null) await subscriber.PublishAsync(channel, BackplaneMessage.ToByteArray(message)).WaitAsync(token);
    }

    public void Publish(BackplaneMessage message, FusionCacheEntryOptions options, CancellationToken token = default) =>
        subscriber?.Publish(channel, BackplaneMessage.ToByteArray(message));

    private void Prepare(BackplaneSubscriptionOptions options)
    {
        subscriber = redis.GetSubscriber();
        channel = RedisChannel.Literal("auterity:" + (options.ChannelName ?? "cache"));
    }

    private static void Receive(BackplaneSubscriptionOptions options, RedisValue value)
    {
        var message = BackplaneMessage.FromByteArray((byte[])value!);
        if (message is not null) options.IncomingMessageHandler?.Invoke(message);
    }
}
