using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Auterity.Platform.Data;

/// <summary>What holds for every saved row: its tenant, its version, clean text, folded search columns.</summary>
internal static class SaveRules
{
    /// <summary>Annotation on a folded column: the name of the property it follows.</summary>
    public const string FoldedFrom = "Auterity:FoldedFrom";

    public static void MarkVersions(IMutableModel model)
    {
        foreach (var entity in model.GetEntityTypes().Where(type => typeof(IVersioned).IsAssignableFrom(type.ClrType)))
            entity.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true;
    }

    public static void Apply(ChangeTracker changes, TenantScope scope)
    {
        if (scope.IsNone) throw new TenantScopeException("Something was saved for nobody: make the context for a tenant or for the system.");
        foreach (var entry in changes.Entries().ToList())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted)) continue;
            if (entry.Entity is ITenantOwned) CheckTenant(entry, scope);
            if (entry.State == EntityState.Deleted) continue;
            CleanText(entry);
            if (entry.Entity is IVersioned) Count(entry);
        }
    }

    private static void CheckTenant(EntityEntry entry, TenantScope scope)
    {
        var tenant = entry.Property(nameof(ITenantOwned.TenantId));
        if (entry.State == EntityState.Added && (Guid)tenant.CurrentValue! == Guid.Empty)
            tenant.CurrentValue = scope.TenantId
                ?? throw new TenantScopeException($"A new {entry.Metadata.ClrType.Name} names no tenant, and the context acts for the system.");

        if (entry.State == EntityState.Modified && (Guid)tenant.OriginalValue! != (Guid)tenant.CurrentValue!)
            throw new TenantScopeException($"A {entry.Metadata.ClrType.Name} cannot move to another tenant.");
        if (scope.TenantId is { } own && own != (Guid)tenant.CurrentValue!)
            throw new TenantScopeException($"This {entry.Metadata.ClrType.Name} belongs to another tenant.");
    }

    private static void CleanText(EntityEntry entry)
    {
        foreach (var property in entry.Properties)
        {
            if (property.Metadata.ClrType != typeof(string)) continue;
            if (property.Metadata.FindAnnotation(FoldedFrom)?.Value is string source)
                property.CurrentValue = entry.Property(source).CurrentValue is string text ? DbText.Fold(text) : null;
            else if (property.CurrentValue is string value && (entry.State == EntityState.Added || property.IsModified) && DbText.Clean(value) is var clean && clean != value)
                property.CurrentValue = clean;
        }
    }

    private static void Count(EntityEntry entry)
    {
        var version = entry.Property(nameof(IVersioned.Version));
        version.CurrentValue = entry.State == EntityState.Added ? 1 : (int)version.OriginalValue! + 1;
    }
}
