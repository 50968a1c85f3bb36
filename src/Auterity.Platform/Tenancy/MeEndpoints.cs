using System.Security.Claims;
using Auterity.Platform.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Platform.Tenancy;

/// <summary>Whom the caller's credential belongs to, under <c>/api/me</c>.</summary>
internal static class MeEndpoints
{
    public static void MapMe(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/me", Get).WithTags("API keys").WithName("GetMe").WithSummary("Who the credential of this request is, its tenant, and what it may do");

    private static async Task<Ok<MeView>> Get(CurrentTenant tenant, ClaimsPrincipal user, AuterityDbFactory contexts, CancellationToken cancellationToken)
    {
        await using var db = contexts.Create(TenantScope.System("a credential's own tenant"));
        var row = await db.Set<Tenant>().AsNoTracking().SingleAsync(row => row.Id == tenant.Id, cancellationToken);
        return TypedResults.Ok(new MeView(
            user.FindSubject()!, user.FindFirstValue(PrincipalClaims.Name)!, [.. user.FindAll(PrincipalClaims.Scope).Select(scope => scope.Value).Order()], new(row.Id, row.Slug, row.Name)));
    }

    /// <summary>The holder of a credential.</summary>
    /// <param name="Subject">As changes record it: <c>key:…</c> or <c>user:…</c>.</param>
    /// <param name="Name">Name for people.</param>
    /// <param name="Scopes">What it may do: admin, write or read.</param>
    /// <param name="Tenant">Whose data it sees.</param>
    internal sealed record MeView(string Subject, string Name, IReadOnlyList<string> Scopes, MyTenant Tenant);

    /// <summary>A tenant, as its members see it.</summary>
    internal sealed record MyTenant(Guid Id, string Slug, string Name);
}
