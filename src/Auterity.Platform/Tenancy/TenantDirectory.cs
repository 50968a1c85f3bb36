using System.Collections.Concurrent;
using Auterity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Platform.Tenancy;

/// <summary>Tenants by their short name, for addresses that carry one. Names do not change hands, so they are kept.</summary>
public sealed class TenantDirectory(AuterityDbFactory contexts)
{
    private readonly ConcurrentDictionary<string, Guid> known = new(StringComparer.Ordinal);

    /// <summary>The tenant that short addresses mean.</summary>
    public async ValueTask<Guid> DefaultAsync(CancellationToken cancellationToken) =>
        await FindAsync(Tenant.DefaultSlug, cancellationToken) ?? throw new InvalidOperationException("The tenant 'default' is missing.");

    /// <summary>A tenant by its short name; null when there is none.</summary>
    public async ValueTask<Guid?> FindAsync(string slug, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(slug, out var id)) return id;
        if (slug.Length is 0 or > 63) return null;
        await using var db = contexts.Create(TenantScope.System("tenant by name"));
        if (await db.Set<Tenant>().AsNoTracking().Where(tenant => tenant.Slug == slug).Select(tenant => (Guid?)tenant.Id).FirstOrDefaultAsync(cancellationToken) is not { } found) return null;
        return known[slug] = found;
    }
}
