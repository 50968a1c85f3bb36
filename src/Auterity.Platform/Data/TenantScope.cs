namespace Auterity.Platform.Data;

/// <summary>For whom a context acts: one tenant, the system with a reason, or nobody, in which case every query throws.</summary>
public sealed record TenantScope
{
    private TenantScope(Guid? tenantId, string? reason)
    {
        TenantId = tenantId;
        Reason = reason;
    }

    /// <summary>Nobody yet: a request before sign-in, a forgotten background job.</summary>
    public static TenantScope None { get; } = new(null, null);

    /// <summary>The tenant; null for the system and for nobody.</summary>
    public Guid? TenantId { get; }

    /// <summary>Why the system acts; null for a tenant and for nobody.</summary>
    public string? Reason { get; }

    public bool IsNone => TenantId is null && Reason is null;

    public bool IsSystem => Reason is not null;

    /// <summary>Acts for one tenant and sees nothing else.</summary>
    public static TenantScope Tenant(Guid id) =>
        id == Guid.Empty ? throw new ArgumentException("A tenant's id cannot be empty.", nameof(id)) : new(id, null);

    /// <summary>Acts for the system: sees what no tenant owns, and tenants' rows only through <see cref="AuterityDb.AcrossTenants{T}"/>.</summary>
    public static TenantScope System(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new(null, reason);
    }
}

/// <summary>A context was used for nobody, or for another tenant than the row's. Always a fault in the program.</summary>
public sealed class TenantScopeException : InvalidOperationException
{
    public TenantScopeException() { }

    public TenantScopeException(string message) : base(message) { }

    public TenantScopeException(string message, Exception innerException) : base(message, innerException) { }
}
