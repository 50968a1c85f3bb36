using Auterity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Platform.Http;

/// <summary>A start that was asked for with an <c>Idempotency-Key</c>, and what was answered.</summary>
internal sealed class IdempotentAnswer : ITenantOwned
{
    public Guid TenantId { get; init; }

    /// <summary>Method and path, for example <c>POST /api/campaigns</c>.</summary>
    public required string Route { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 of the request's body.</summary>
    public required byte[] BodyHash { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The answer's status; 0 while the first request is still at work.</summary>
    public int Status { get; set; }

    public string? ContentType { get; set; }

    public string? Location { get; set; }

    public string? EntityTag { get; set; }

    public byte[]? Body { get; set; }
}

internal static class IdempotencyModel
{
    public static void Build(ModelBuilder model) => model.Entity<IdempotentAnswer>(answer =>
    {
        answer.ToTable("idempotent_answers");
        answer.HasKey(a => new { a.TenantId, a.Route, a.Key });
        answer.Property(a => a.Route).HasMaxLength(400);
        answer.Property(a => a.Key).HasMaxLength(255);
        answer.HasIndex(a => a.CreatedAt);
    });
}
