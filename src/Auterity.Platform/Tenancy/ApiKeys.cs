using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Auterity.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Auterity.Platform.Tenancy;

/// <summary>Makes, finds and revokes keys.</summary>
internal sealed class ApiKeys(AuterityDbFactory contexts, TimeProvider time) : IDisposable
{
    public const string Prefix = "aut_";

    /// <summary>How long a found or unknown key is remembered; a key revoked on another process works this much longer.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = 10_000 });
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> used = new();

    /// <summary>The live key's owner and scopes, or null for a key that is unknown, expired or revoked.</summary>
    public async ValueTask<KeyHolder?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var hash = Hash(key);
        var cacheKey = Convert.ToHexString(hash);
        if (!cache.TryGetValue(cacheKey, out KeyHolder? holder))
        {
            holder = await LoadAsync(hash, cancellationToken);
            cache.Set(cacheKey, holder, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Remembered });
        }

        var now = time.GetUtcNow();
        if (holder is null || holder.ExpiresAt <= now) return null;
        used[holder.Id] = now;
        return holder;
    }

    /// <summary>Makes a key of 256 random bits and stores its hash.</summary>
    /// <returns>The row and the key, which is not stored and cannot be had again.</returns>
    public async Task<(ApiKey Row, string Key)> CreateAsync(AuterityDb db, Guid tenantId, string name, string scopes, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        var key = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var row = Add(db, tenantId, key, name, scopes, expiresAt);
        await db.SaveChangesAsync(cancellationToken);
        return (row, key);
    }

    /// <summary>Adds a key that somebody chose to the context, without saving.</summary>
    public ApiKey Add(AuterityDb db, Guid tenantId, string key, string name, string scopes, DateTimeOffset? expiresAt = null)
    {
        var now = time.GetUtcNow();
        var row = new ApiKey
        {
            Id = Guid.CreateVersion7(now),
            TenantId = tenantId,
            Name = name,
            Prefix = key[..8],
            Hash = Hash(key),
            Scopes = scopes,
            CreatedAt = now,
            ExpiresAt = expiresAt,
        };
        db.Add(row);
        cache.Remove(Convert.ToHexString(row.Hash));
        return row;
    }

    /// <summary>Revokes a key of the context's tenant from now on.</summary>
    /// <returns>False when the tenant has no such key.</returns>
    public async Task<bool> RevokeAsync(AuterityDb db, Guid id, CancellationToken cancellationToken)
    {
        var row = await db.Set<ApiKey>().FirstOrDefaultAsync(key => key.Id == id, cancellationToken);
        if (row is null) return false;
        row.RevokedAt ??= time.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
        cache.Remove(Convert.ToHexString(row.Hash));
        return true;
    }

    /// <summary>Writes when keys were last used, away from the requests that used them.</summary>
    public async Task FlushUsesAsync(CancellationToken cancellationToken)
    {
        if (used.IsEmpty) return;
        await using var db = contexts.Create(TenantScope.System("last use of keys"));
        foreach (var (id, at) in used)
        {
            await db.AcrossTenants<ApiKey>("last use").Where(key => key.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(key => key.LastUsedAt, at), cancellationToken);
            used.TryRemove(new(id, at));
        }
    }

    public void Dispose() => cache.Dispose();

    internal static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private async Task<KeyHolder?> LoadAsync(byte[] hash, CancellationToken cancellationToken)
    {
        await using var db = contexts.Create(TenantScope.System("sign-in"));
        var rows = await db.AcrossTenants<ApiKey>("the key names the tenant").AsNoTracking()
            .Where(key => key.Hash == hash && key.RevokedAt == null).ToListAsync(cancellationToken);
        var row = rows.Find(key => CryptographicOperations.FixedTimeEquals(key.Hash, hash));
        return row is null ? null : new KeyHolder(row.Id, row.TenantId, row.Name, row.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries), row.ExpiresAt);
    }
}

/// <summary>Whose key it is and what it may do.</summary>
internal sealed record KeyHolder(Guid Id, Guid TenantId, string Name, string[] Scopes, DateTimeOffset? ExpiresAt);
