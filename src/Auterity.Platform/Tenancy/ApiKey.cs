using Auterity.Platform.Data;

namespace Auterity.Platform.Tenancy;

/// <summary>A key for programs. The key itself is shown once and never stored: only its SHA-256 is.</summary>
internal sealed class ApiKey : ITenantOwned
{
    public Guid Id { get; init; }

    public Guid TenantId { get; init; }

    public required string Name { get; init; }

    /// <summary>The first characters of the key, so that people can tell keys apart.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the key. No salt: the key is 256 random bits, or chosen by who runs the server.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>What the key may do, separated by spaces.</summary>
    public required string Scopes { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>To the minute; null when never used.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }
}
