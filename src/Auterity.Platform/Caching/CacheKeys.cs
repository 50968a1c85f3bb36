namespace Auterity.Platform.Caching;

/// <summary>Keys of cached things. They start with the tenant, so no tenant ever reads another's.</summary>
public static class CacheKeys
{
    /// <summary>A key for one tenant's thing: noun, then what tells it apart.</summary>
    public static string For(Guid tenantId, string noun, object id) => $"{tenantId:N}:{noun}:{id}";
}
