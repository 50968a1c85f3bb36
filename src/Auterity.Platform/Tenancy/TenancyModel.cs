using Microsoft.EntityFrameworkCore;

namespace Auterity.Platform.Tenancy;

internal static class TenancyModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<Tenant>(tenant =>
        {
            tenant.ToTable("tenants");
            tenant.Property(t => t.Slug).HasMaxLength(63);
            tenant.Property(t => t.Name).HasMaxLength(200);
            tenant.HasIndex(t => t.Slug).IsUnique();
        });
        model.Entity<ApiKey>(key =>
        {
            key.ToTable("api_keys");
            key.Property(k => k.Name).HasMaxLength(200);
            key.Property(k => k.Prefix).HasMaxLength(16);
            key.Property(k => k.Scopes).HasMaxLength(1000);
            key.HasIndex(k => new { k.TenantId, k.CreatedAt, k.Id });
            // Looked up before the tenant is known; 256 bits do not collide.
            key.HasIndex(k => k.Hash);
            key.HasOne<Tenant>().WithMany().HasForeignKey(k => k.TenantId);
        });
        model.Entity<ServerKey>(key =>
        {
            key.ToTable("server_keys");
            key.HasKey(k => k.Name);
            key.Property(k => k.Name).HasMaxLength(63);
        });
        model.Entity<ProtectionKey>(key =>
        {
            key.ToTable("protection_keys");
            key.HasKey(k => k.Name);
            key.Property(k => k.Name).HasMaxLength(200);
        });
    }
}
