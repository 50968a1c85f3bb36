using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Auterity.Platform;
using Auterity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Credentials;

/// <summary>Every tenant's own key, made on first use and kept wrapped under the master key; seals and opens what the tenant stores.</summary>
internal sealed class DataKeys(AuterityDbFactory contexts, MasterKeys masters, TimeProvider time)
{
    private const int KeySize = 32;

    /// <summary>Keys wrapped in one transaction.</summary>
    private const int AtATime = 100;

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
        return SealedBox.Open(await KeyAsync(tenantId, KeyIdOf(box), cancellationToken), box, Bound(tenantId, context));
    }

    /// <summary>Seals at once; waits for the database only the first time a process meets the tenant.</summary>
    public byte[] Seal(Guid tenantId, ReadOnlySpan<byte> plain, string context)
    {
        var id = Current(tenantId);
        return SealedBox.Seal(Key(tenantId, id), DbTypes.ToBytes(id), plain, Bound(tenantId, context));
    }

    /// <summary>Opens at once; waits for the database only the first time a process meets the key.</summary>
    /// <exception cref="CryptographicException">The box was changed, moved from elsewhere, or its key is gone.</exception>
    public byte[] Open(Guid tenantId, ReadOnlySpan<byte> box, string context) =>
        SealedBox.Open(Key(tenantId, KeyIdOf(box)), box, Bound(tenantId, context));

    /// <summary>Wraps every tenant's key under the current master key, some at a time; what they sealed stays as it is. Killed in the middle, it goes on where it stopped.</summary>
    /// <returns>How many keys were wrapped anew.</returns>
    public async Task<int> RewrapAsync(CancellationToken cancellationToken)
    {
        for (var total = 0; ;)
        {
            var now = masters.Newest();
            await using var db = contexts.Create(TenantScope.System("master key rotation"));
            var rows = await db.AcrossTenants<DataKeyRow>("master key rotation").Where(row => row.MasterKeyId != now.Id).OrderBy(row => row.Id).Take(AtATime).ToListAsync(cancellationToken);
            if (rows.Count == 0) return total;
            foreach (var row in rows) (row.Wrapped, row.MasterKeyId) = (Wrap(now, row.TenantId, row.Id, Unwrap(row)), now.Id);
            await db.SaveChangesAsync(cancellationToken);
            total += rows.Count;
        }
    }

    /// <summary>Makes sure at start that every stored key can be opened, and finishes a rotation that was cut off.</summary>
    /// <exception cref="CannotStartException">A master key is missing or another one: nothing that was stored could be read.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.Create(TenantScope.System("master key check"));
        var rows = db.AcrossTenants<DataKeyRow>("master key check");
        var needed = await rows.Select(row => row.MasterKeyId).Distinct().ToListAsync(cancellationToken);
        foreach (var id in needed)
        {
            if (masters.Find(id) is null)
                throw new CannotStartException($"The stored credentials need the master key {id}, which {masters.Source} does not hold. Restore it from a backup, or give it as AUTERITY_MASTER_KEY or in AUTERITY_MASTER_KEY_PREVIOUS.");
            Check(await rows.AsNoTracking().FirstAsync(row => row.MasterKeyId == id, cancellationToken));
        }

        if (needed.Any(id => id != masters.Current.Id)) await RewrapAsync(cancellationToken);
    }

    private void Check(DataKeyRow row)
    {
        try
        {
            Unwrap(row);
        }
        catch (CryptographicException e)
        {
            throw new CannotStartException($"The key of tenant {row.TenantId} does not open with the master key {row.MasterKeyId}: the table data_keys was damaged or mixed with another installation's. Restore the database from a backup.", e);
        }
    }

    /// <summary>Makes a new master key, wraps everything under it, and forgets those that nothing needs any more.</summary>
    /// <remarks>The key before stays until the next rotation: another process may be wrapping with it in this very moment.</remarks>
    /// <returns>How many keys were wrapped anew.</returns>
    public async Task<int> RotateAsync(CancellationToken cancellationToken)
    {
        if (masters.IsGiven) return await RewrapAsync(cancellationToken); // the new one was given at start
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
            db.Add(row = NewKey(tenantId));
            await db.SaveChangesAsync(cancellationToken);
        }

        return current.GetOrAdd(tenantId, row.Id);
    }

    private Guid Current(Guid tenantId)
    {
        if (current.TryGetValue(tenantId, out var known)) return known;
        using var db = contexts.Create(TenantScope.Tenant(tenantId));
        var row = db.Set<DataKeyRow>().AsNoTracking().OrderByDescending(key => key.CreatedAt).FirstOrDefault();
        if (row is null)
        {
            db.Add(row = NewKey(tenantId));
            db.SaveChanges();
        }

        return current.GetOrAdd(tenantId, row.Id);
    }

    private DataKeyRow NewKey(Guid tenantId)
    {
        var (id, master) = (Guid.CreateVersion7(), masters.Newest());
        return new DataKeyRow { Id = id, TenantId = tenantId, MasterKeyId = master.Id, Wrapped = Wrap(master, tenantId, id, RandomNumberGenerator.GetBytes(KeySize)), CreatedAt = time.GetUtcNow() };
    }

    private byte[] Key(Guid tenantId, Guid id)
    {
        if (opened.TryGetValue(id, out var known)) return known;
        using var db = contexts.Create(TenantScope.Tenant(tenantId));
        return opened.GetOrAdd(id, Unwrap(db.Set<DataKeyRow>().AsNoTracking().FirstOrDefault(key => key.Id == id) ?? throw Gone()));
    }

    private async Task<byte[]> KeyAsync(Guid tenantId, Guid id, CancellationToken cancellationToken)
    {
        if (opened.TryGetValue(id, out var known)) return known;
        await using var db = contexts.Create(TenantScope.Tenant(tenantId));
        var row = await db.Set<DataKeyRow>().AsNoTracking().FirstOrDefaultAsync(key => key.Id == id, cancellationToken)
            ?? throw Gone();
        return opened.GetOrAdd(id, Unwrap(row));
    }

    private static Guid KeyIdOf(ReadOnlySpan<byte> box)
    {
        var name = SealedBox.KeyIdOf(box);
        return name.Length == 16 ? DbTypes.ToGuid(name) : throw new CryptographicException("The stored secret is damaged.");
    }

    private static CryptographicException Gone() => new("The key of this secret is gone.");

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
