using System.Security.Claims;
using System.Text.Encodings.Web;
using Auterity.Platform.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Auterity.Platform.Tenancy;

/// <summary>Signs a request in by its key: <c>Authorization: Bearer …</c>, <c>X-Api-Key: …</c>, <c>?access_token=</c> on hubs, where browsers send no headers, or the cookie of a <see cref="BrowserSession"/>.</summary>
internal sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, ApiKeys keys, BrowserSession session)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string SchemeName = "ApiKey";

    private const int LongestKey = 512;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if ((FindKey(Request) ?? session.FindKey(Request)) is not { } key) return AuthenticateResult.NoResult();
        var holder = key.Length > LongestKey ? null : await keys.FindAsync(key, Context.RequestAborted);
        if (holder is null) return AuthenticateResult.Fail("The key is unknown, expired or revoked.");

        var identity = new ClaimsIdentity(Scheme.Name, PrincipalClaims.Name, PrincipalClaims.Scope);
        identity.AddClaim(new Claim(PrincipalClaims.Tenant, holder.TenantId.ToString()));
        identity.AddClaim(new Claim(PrincipalClaims.Subject, $"key:{holder.Id}"));
        identity.AddClaim(new Claim(PrincipalClaims.Name, holder.Name));
        identity.AddClaims(holder.Scopes.Select(scope => new Claim(PrincipalClaims.Scope, scope)));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var result = await HandleAuthenticateOnceSafeAsync();
        Response.Headers.WWWAuthenticate = result.Failure is null ? "Bearer realm=\"auterity\"" : "Bearer realm=\"auterity\", error=\"invalid_token\"";
        await Problems.Unauthorized(result.Failure?.Message).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.Forbidden("Your key may not do this. Ask an administrator for a key with the scope it takes.").ExecuteAsync(Context);

    private static string? FindKey(HttpRequest request)
    {
        const string bearer = "Bearer ";
        var authorization = request.Headers[HeaderNames.Authorization].ToString();
        if (authorization.StartsWith(bearer, StringComparison.OrdinalIgnoreCase)) return authorization[bearer.Length..].Trim();
        if (request.Headers["X-Api-Key"].ToString() is { Length: > 0 } header) return header;
        return request.Path.StartsWithSegments("/hubs") && request.Query["access_token"].ToString() is { Length: > 0 } token ? token : null;
    }
}
