using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Auterity.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Auterity.Platform.Tenancy;

/// <summary>Signing in and out in a browser, under <c>/api/auth/session</c>.</summary>
internal static class SessionEndpoints
{
    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup("/api/auth/session").WithTags("Session").AllowAnonymous();
        session.MapPost("", Begin).WithName("BeginSession").WithSummary("Signs a browser in with a key; the answer sets a cookie that scripts cannot read");
        session.MapDelete("", End).WithName("EndSession").WithSummary("Signs the browser out");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Begin(SignIn body, HttpContext context, ApiKeys keys, BrowserSession session, CancellationToken cancellationToken)
    {
        var key = body.Key.Trim();
        if (await keys.FindAsync(key, cancellationToken) is null) return Problems.Unauthorized("The key is unknown, expired or revoked.");
        session.Begin(context, key);
        return TypedResults.NoContent();
    }

    private static NoContent End(HttpContext context)
    {
        BrowserSession.End(context);
        return TypedResults.NoContent();
    }

    /// <summary>What a person signs in with.</summary>
    internal sealed record SignIn([property: Description("An API key"), Required, MinLength(1), MaxLength(512)] string Key);
}
