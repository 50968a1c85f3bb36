using Auterity.Platform.Data;

namespace Auterity.Platform.Tenancy;

/// <summary>An organisation that shares nothing with the others.</summary>
internal sealed class Tenant : IVersioned
{
    public const string DefaultSlug = "default";

    public Guid Id { get; init; }

    /// <summary>Short name in URLs: lower-case letters, digits and hyphens.</summary>
    public required string Slug { get; set; }

    public required string Name { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public int Version { get; set; }
}
