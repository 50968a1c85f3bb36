using Auterity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Credentials;

/// <summary>A stored credential. Its values are sealed; what is readable here is no secret.</summary>
internal sealed class CredentialRow : ITenantOwned, IVersioned
{
    public Guid Id { get; init; }

    public Guid TenantId { get; init; }

    public int Version { get; init; }

    public required string Name { get; set; }

    public required string Type { get; init; }

    /// <summary>Names of the fields that have a value, separated by commas.</summary>
    public required string SetFields { get; set; }

    /// <summary>The values as JSON, in a <see cref="SealedBox"/> under a key of the tenant.</summary>
    public required byte[] Sealed { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>A key of one tenant that seals its credentials, itself sealed under a master key.</summary>
internal sealed class DataKeyRow : ITenantOwned
{
    public Guid Id { get; init; }

    public Guid TenantId { get; init; }

    /// <summary>Id of the master key that opens <see cref="Wrapped"/>.</summary>
    public required string MasterKeyId { get; set; }

    public required byte[] Wrapped { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}

internal static class CredentialModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<CredentialRow>(credential =>
        {
            credential.ToTable("credentials");
            credential.Property(c => c.Name).HasMaxLength(200);
            credential.Property(c => c.Type).HasMaxLength(100);
            credential.Property(c => c.SetFields).HasMaxLength(4000);
            credential.HasIndex(c => new { c.TenantId, c.CreatedAt, c.Id });
        });
        model.Entity<DataKeyRow>(key =>
        {
            key.ToTable("data_keys");
            key.Property(k => k.MasterKeyId).HasMaxLength(64);
            key.HasIndex(k => new { k.TenantId, k.CreatedAt });
        });
    }
}
