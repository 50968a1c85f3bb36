using System.Security.Claims;
using Auterity.Platform.Data;

namespace Auterity.Platform.Tenancy;

/// <summary>Whose request this is. Set once, from the credential; never from the body or the path.</summary>
public sealed class CurrentTenant
{
    public TenantScope Scope { get; private set; } = TenantScope.None;

    /// <summary>The tenant's id.</summary>
    /// <exception cref="TenantScopeException">The request has no tenant: it is anonymous.</exception>
    public Guid Id => Scope.TenantId ?? throw new TenantScopeException("An anonymous request asked for its tenant.");

    /// <summary>Enters a tenant for the rest of the request. Hooks and signed links do this themselves, after checking what they carry.</summary>
    public void Enter(Guid tenantId)
    {
        if (Scope.TenantId is { } other && other != tenantId)
            throw new TenantScopeException("A request cannot change its tenant.");
        Scope = TenantScope.Tenant(tenantId);
    }
}

/// <summary>What the platform reads from a signed-in principal.</summary>
public static class PrincipalClaims
{
    public const string Tenant = "tenant";
    public const string Subject = "sub";
    public const string Scope = "scope";
    public const string Name = "name";

    /// <summary>The principal's tenant; null when anonymous.</summary>
    public static Guid? FindTenantId(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(Tenant), out var id) ? id : null;

    /// <summary>Who acts, for audit: <c>key:…</c> or <c>user:…</c>; null when anonymous.</summary>
    public static string? FindSubject(this ClaimsPrincipal principal) => principal.FindFirstValue(Subject);
}
