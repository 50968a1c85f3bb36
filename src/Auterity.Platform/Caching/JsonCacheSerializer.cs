using System.Text.Json;
using Auterity.Sdk;
using ZiggyCreatures.Caching.Fusion.Serialization;

namespace Auterity.Platform.Caching;

/// <summary>Writes cached values as JSON with the platform's options.</summary>
internal sealed class JsonCacheSerializer : IFusionCacheSerializer
{
    public byte[] Serialize<T>(T? obj) => JsonSerializer.SerializeToUtf8Bytes(obj, JsonDefaults.Options);

    public T? Deserialize<T>(byte[] data) => JsonSerializer.Deserialize<T>(data, JsonDefaults.Options);

    public ValueTask<byte[]> SerializeAsync<T>(T? obj, CancellationToken token = default) => new(Serialize(obj));

    public ValueTask<T?> DeserializeAsync<T>(byte[] data, CancellationToken token = default) => new(Deserialize<T>(data));
}
