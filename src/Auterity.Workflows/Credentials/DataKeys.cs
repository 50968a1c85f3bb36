using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Auterity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Credentials;

/// <summary>Every tenant's own key, made on first use and kept wrapped under the master key; seals and opens what the tenant stores.</summary>
internal sealed class DataKeys(AuterityDbFactory contexts, MasterKeys masters, TimeProvider time)
{
    private const int KeySize = 32;

    private readonly ConcurrentDictionary<Guid, byte[]> opened = new();
    private readonly ConcurrentDictionary<Guid, Guid> current = new();

    /// <param name="tenantId">Whose secret it is.</param>
    /// <param name="plain">What to seal.</param>
    /// <param name="context">What it belongs to; only the same context opens it.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    public async Task<byte[]> SealAsync(Guid tenantId, ReadOnlyMemory<byte> plain, string context, CancellationToken cancellationToken)
    {
        var id = await CurrentAsync(tenantId, cancellationToken);
        return SealedBox.Seal(await KeyAsync(tenantId, id, cancellationToken), DbTypes.ToBytes(id), plain.Span, Bound(tenantId, context));
    }

    /// <exception cref="CryptographicException">The box was changed, moved from elsewhere, or its key is gone.</exception>
    public async Task<byte[]> OpenAsync(Guid tenantId, byte[] box, string context, CancellationToken cancellationToken)
    {
        var name = SealedBox.KeyIdOf(box);
        if (name.Length != 16) throw new CryptographicException("The stored secret is damaged.");
        return SealedBox.Open(await KeyAsync(tenantId, DbTypes.ToGuid(name), cancellationToken), box, Bound(tenantId, context));
    }

    /// <summary>Wraps every tenant's key under the current master key; what they sealed stays as it is.</summary>
    /// <returns>How many keys were wrapped anew.</returns>
    public async Task<int> RewrapAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.Create(TenantScope.System("master key rotation"));
        var now = masters.Current;
        var rows = await db.AcrossTenants<DataKeyRow>("master key rotation").Where(row => row.MasterKeyId != now.Id).ToListAsync(cancellationToken);
        foreach (var row in rows) (row.Wrapped, row.MasterKeyId) = (Wrap(now, row.TenantId, row.Id, Unwrap(row)), now.Id);
        await db.SaveChangesAsync(cancellationToken);
        return rows.Count;
    }

    /// <summary>Makes a new master key, wraps everything under it, and forgets those that nothing needs any more.</summary>
    /// <remarks>The key before stays until the next rotation: another process may be wrapping with it in this very moment.</remarks>
    /// <returns>How many keys were wrapped anew.</returns>
    /// <exception cref="InvalidOperationException">The master key comes from the environment.</exception>
    public async Task<int> RotateAsync(CancellationToken cancellationToken)
    {
        await RewrapAsync(cancellationToken);
        masters.Retire(await InUseAsync(cancellationToken));
        masters.AddNew();
        return await RewrapAsync(cancellationToken);
    }

    private async Task<HashSet<string>> InUseAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.Create(TenantScope.System("master key rotation"));
        return [.. await db.AcrossTenants<DataKeyRow>("master key rotation").Select(row => row.MasterKeyId).Distinct().ToListAsync(cancellationToken)];
    }

    private async Task<Guid> CurrentAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        if (current.TryGetValue(tenantId, out var known)) return known;
        await using var db = contexts.Create(TenantScope.Tenant(tenantId));
        var row = await db.Set<DataKeyRow>().AsNoTracking().OrderByDescending(key => key.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        if (row is null)
        {
            var (id, key, master) = (Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(KeySize), masters.Newest());
            db.Add(row = new DataKeyRow { Id = id, TenantId = tenantId, MasterKeyId = master.Id, Wrapped = Wrap(master, tenantId, id, key), CreatedAt = time.GetUtcNow() });
            await db.SaveChangesAsync(cancellationToken);
        }

        return current.GetOrAdd(tenantId, row.Id);
    }

    private async Task<byte[]> KeyAsync(Guid tenantId, Guid id, CancellationToken cancellationToken)
    {
        if (opened.TryGetValue(id, out var known)) return known;
        await using var db = contexts.Create(TenantScope.Tenant(tenantId));
        var row = await db.Set<DataKeyRow>().AsNoTracking().FirstOrDefaultAsync(key => key.Id == id, cancellationToken)
            ?? throw new CryptographicException("The key of this secret is gone.");
        return opened.GetOrAdd(id, Unwrap(row));
    }

    private byte[] Unwrap(DataKeyRow row)
    {
        var master = masters.Find(row.MasterKeyId) ?? throw new CryptographicException(
            $"The stored credentials need the master key {row.MasterKeyId}, which this process does not have. Give every process the same AUTERITY_MASTER_KEY, or restore the file keys/master-keys.json.");
        return SealedBox.Open(master.Bytes, row.Wrapped, Bound(row.TenantId, $"data-key/{row.Id:N}"));
    }

    private static byte[] Wrap(MasterKey master, Guid tenantId, Guid id, byte[] key) =>
        SealedBox.Seal(master.Bytes, Encoding.ASCII.GetBytes(master.Id), key, Bound(tenantId, $"data-key/{id:N}"));

    private static byte[] Bound(Guid tenantId, string context) => Encoding.UTF8.GetBytes($"{tenantId:N}/{context}");
}
