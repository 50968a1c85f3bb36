using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Auterity.Platform.Data;
using Auterity.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Platform.Tenancy;

/// <summary>Keys for programs, under <c>/api/api-keys</c>.</summary>
internal static class ApiKeyEndpoints
{
    public static void MapApiKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api/api-keys").WithTags("API keys").RequireScope(Scopes.Admin);
        keys.MapGet("", List).WithName("ListApiKeys").WithSummary("Lists the tenant's keys, newest first");
        keys.MapPost("", Create).WithName("CreateApiKey").WithSummary("Makes a key; the answer is the only place it is ever shown");
        keys.MapDelete("{id:guid}", Revoke).WithName("RevokeApiKey").WithSummary("Revokes a key at once");
    }

    private static async Task<Ok<Page<ApiKeyView>>> List(AuterityDb db, [AsParameters] PageQuery page, Cursors cursors, CancellationToken cancellationToken) =>
        TypedResults.Ok(await cursors.PageAsync(db.Set<ApiKey>().AsNoTracking(), page, key => key.CreatedAt, key => key.Id, ApiKeyView.Of, cancellationToken));

    private static async Task<Created<CreatedApiKey>> Create(CreateApiKey body, AuterityDb db, CurrentTenant tenant, ApiKeys keys, CancellationToken cancellationToken)
    {
        var (row, key) = await keys.CreateAsync(db, tenant.Id, body.Name, string.Join(' ', body.Scopes.Distinct().Order()), body.ExpiresAt, cancellationToken);
        return TypedResults.Created($"/api/api-keys/{row.Id}", new CreatedApiKey(key, ApiKeyView.Of(row)));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Revoke(Guid id, AuterityDb db, ApiKeys keys, CancellationToken cancellationToken) =>
        await keys.RevokeAsync(db, id, cancellationToken) ? TypedResults.NoContent() : Problems.NotFound("API key", id);

    /// <summary>A new key.</summary>
    internal sealed record CreateApiKey(
        [property: Description("What the key is for"), Required, MaxLength(200), MinLength(1)] string Name,
        [property: Description("admin, write or read"), Required, MinLength(1), AllowedItems(Scopes.Admin, Scopes.Write, Scopes.Read)] string[] Scopes,
        [property: Description("When it stops working; never when left out")] DateTimeOffset? ExpiresAt = null);

    /// <summary>The key, shown this once.</summary>
    internal sealed record CreatedApiKey(string Key, ApiKeyView ApiKey);

    /// <summary>A key as it is listed.</summary>
    internal sealed record ApiKeyView(
        Guid Id, string Name, string Prefix, string[] Scopes, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt)
    {
        public static ApiKeyView Of(ApiKey key) =>
            new(key.Id, key.Name, key.Prefix, key.Scopes.Split(' '), key.CreatedAt, key.LastUsedAt, key.ExpiresAt, key.RevokedAt);
    }
}
