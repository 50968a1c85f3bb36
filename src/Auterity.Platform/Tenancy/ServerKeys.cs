using System.Collections.Concurrent;
using System.Security.Cryptography;
using Auterity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Platform.Tenancy;

/// <summary>Secrets of the installation by name, 32 random bytes each, made on first use and the same on every process.</summary>
public sealed class ServerKeys(AuterityDbFactory contexts, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, byte[]> known = new(StringComparer.Ordinal);

    /// <summary>The secret of that name.</summary>
    public async ValueTask<byte[]> GetAsync(string name, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(name, out var value)) return value;
        await using var db = contexts.Create(TenantScope.System("server keys"));
        value = await FindAsync(db, name, cancellationToken) ?? await CreateAsync(db, name, cancellationToken);
        return known.GetOrAdd(name, value);
    }

    private static Task<byte[]?> FindAsync(AuterityDb db, string name, CancellationToken cancellationToken) =>
        db.Set<ServerKey>().Where(key => key.Name == name).Select(key => key.Value).FirstOrDefaultAsync(cancellationToken);

    private async Task<byte[]> CreateAsync(AuterityDb db, string name, CancellationToken cancellationToken)
    {
        var key = new ServerKey { Name = name, Value = RandomNumberGenerator.GetBytes(32), CreatedAt = time.GetUtcNow() };
        db.Add(key);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return key.Value;
        }
        catch (DbUpdateException)
        {
            // Another process or request was first: its key is the one.
            return await FindAsync(db, name, cancellationToken) ?? throw new InvalidOperationException($"The server key {name} could not be stored.");
        }
    }
}
