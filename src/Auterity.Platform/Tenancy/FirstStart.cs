using Auterity.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Auterity.Platform.Tenancy;

/// <summary>Creates the tenant <c>default</c> and an administrator's key, printed once; <c>AUTERITY_API_KEY</c> sets the key instead and is not printed.</summary>
internal sealed class FirstStart(Database database, AuterityDbFactory contexts, ApiKeys keys, IOptions<PlatformOptions> options, TimeProvider time)
{
    private const string PrintedName = "administrator";

    /// <summary>Name of the key set by whoever runs the server; setting another one revokes it.</summary>
    private const string SettingName = "AUTERITY_API_KEY";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await IsDoneAsync(cancellationToken)) return;
        await using var db = contexts.Create(TenantScope.System("first start"));
        var tenantId = await db.Set<Tenant>().Where(tenant => tenant.Slug == Tenant.DefaultSlug).Select(tenant => (Guid?)tenant.Id).FirstOrDefaultAsync(cancellationToken);
        var isFirst = tenantId is null;
        if (isFirst)
        {
            var now = time.GetUtcNow();
            tenantId = Guid.CreateVersion7(now);
            db.Add(new Tenant { Id = tenantId.Value, Slug = Tenant.DefaultSlug, Name = "Default", CreatedAt = now });
        }

        if (options.Value.ApiKey is { Length: > 0 } chosen) await SetKeyAsync(db, tenantId!.Value, chosen, cancellationToken);
        else if (isFirst) Print((await keys.CreateAsync(db, tenantId!.Value, PrintedName, Scopes.Admin, null, cancellationToken)).Key);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Asked in plain SQL, so that an ordinary start does not wait for the EF model.</summary>
    private async Task<bool> IsDoneAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReadAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.AddText("@slug", Tenant.DefaultSlug);
        command.CommandText = "SELECT id FROM tenants WHERE slug = @slug";
        if (options.Value.ApiKey is { Length: > 0 } chosen)
        {
            command.AddBytes("@hash", ApiKeys.Hash(chosen));
            command.CommandText = "SELECT k.id FROM tenants t JOIN api_keys k ON k.tenant_id = t.id WHERE t.slug = @slug AND k.hash = @hash AND k.revoked_at IS NULL";
        }

        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private async Task SetKeyAsync(AuterityDb db, Guid tenantId, string chosen, CancellationToken cancellationToken)
    {
        var hash = ApiKeys.Hash(chosen);
        var earlier = await db.AcrossTenants<ApiKey>("the key from the settings")
            .Where(key => key.TenantId == tenantId && key.Name == SettingName && key.RevokedAt == null).ToListAsync(cancellationToken);
        if (earlier.Exists(key => key.Hash.AsSpan().SequenceEqual(hash))) return;
        foreach (var key in earlier) key.RevokedAt = time.GetUtcNow();
        keys.Add(db, tenantId, chosen, SettingName, Scopes.Admin);
    }

    private void Print(string key) => Console.Out.WriteLine(
        $"""

          ┌─ Welcome to Auterity ───────────────────────────────────────────────
          │
          │   Open      http://localhost:{options.Value.Port}
          │   API key   {key}
          │
          │   This administrator's key is shown only now: keep it safe.
          │   Send it as  Authorization: Bearer <key>  or  X-Api-Key: <key>.
          └─────────────────────────────────────────────────────────────────────

        """);
}
