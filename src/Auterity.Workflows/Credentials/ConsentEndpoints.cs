using System.ComponentModel;
using System.Net;
using Auterity.Platform.Http;
using Auterity.Platform.Tenancy;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Shards;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Auterity.Workflows.Credentials;

/// <summary>Connecting OAuth 2 credentials: <c>/api/credentials/{id}/connect</c>, and the address to which providers send people back.</summary>
internal static class ConsentEndpoints
{
    public static void MapConsent(this IEndpointRouteBuilder routes)
    {
        var credentials = routes.MapGroup("/api/credentials").WithTags("Credentials");
        credentials.MapPost("{id:guid}/connect", Connect).RequireScope(Scopes.Write).WithName("ConnectCredential").WithSummary("Gives a link on which a person grants access; it works once, for ten minutes");
        credentials.MapPost("{id:guid}/disconnect", Disconnect).RequireScope(Scopes.Write).WithName("DisconnectCredential").WithSummary("Forgets the granted access and tells the provider, if it has an address for that");
        routes.MapGet(OAuth2Consent.CallbackPath, Callback).AllowAnonymous().WithTags("Credentials").WithName("FinishConsent").WithSummary("Where providers send people back; the state is signed and works once");
    }

    private static async Task<Results<Ok<ConsentLink>, ProblemHttpResult>> Connect(
        Guid id, CredentialStore store, OAuth2Consent consent, CurrentTenant tenant, EngineOptions engine, HttpContext http, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.FindAsync(tenant.Id, id, cancellationToken) is not { } credential) return Problems.NotFound("credential", id);
            if (credential.Type != OAuth2Consent.Type) return NotConnectable(credential);
            var callback = new Uri($"{(engine.PublicUrl ?? $"{http.Request.Scheme}://{http.Request.Host}").TrimEnd('/')}{OAuth2Consent.CallbackPath}");
            var (url, expiresAt) = await consent.BeginAsync(credential, tenant.Id, callback, cancellationToken);
            return TypedResults.Ok(new ConsentLink(url, callback, expiresAt));
        }
        catch (NodeException e)
        {
            return Problems.Unprocessable(e.Error.Code, e.Message);
        }
    }

    private static async Task<Results<Ok<Disconnected>, ProblemHttpResult>> Disconnect(Guid id, CredentialStore store, OAuth2Consent consent, CurrentTenant tenant, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.FindAsync(tenant.Id, id, cancellationToken) is not { } credential) return Problems.NotFound("credential", id);
            return credential.Type == OAuth2Consent.Type ? TypedResults.Ok(new Disconnected(await consent.DisconnectAsync(credential, tenant.Id, cancellationToken))) : NotConnectable(credential);
        }
        catch (NodeException e)
        {
            return Problems.Conflict(e.Error.Code, e.Message);
        }
    }

    private static async Task<ContentHttpResult> Callback(
        OAuth2Consent consent,
        [FromQuery, Description("Signed state from the link")] string? state,
        [FromQuery, Description("Code that the provider gives for a token")] string? code,
        [FromQuery, Description("The provider's error, when nobody consented")] string? error,
        [FromQuery(Name = "error_description"), Description("The error in words")] string? description,
        CancellationToken cancellationToken)
    {
        var outcome = await consent.FinishAsync(state, code, description ?? error, cancellationToken);
        return outcome.Trouble is { } trouble
            ? Page("Not connected", trouble, StatusCodes.Status400BadRequest)
            : Page("Connected", "Access was granted. You can close this window.", StatusCodes.Status200OK);
    }

    private static ContentHttpResult Page(string title, string text, int status) => TypedResults.Content(
        $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title><h1>{title}</h1><p>{WebUtility.HtmlEncode(text)}</p></html>", "text/html; charset=utf-8", statusCode: status);

    private static ProblemHttpResult NotConnectable(Credential credential) =>
        Problems.Unprocessable("not-connectable", $"A credential of type '{credential.Type}' needs nobody's consent; only '{OAuth2Consent.Type}' does.");

    /// <summary>Where to send the person.</summary>
    /// <param name="Url">The provider's page.</param>
    /// <param name="Callback">Redirect address to enter at the provider.</param>
    /// <param name="ExpiresAt">When the link ends.</param>
    internal sealed record ConsentLink(Uri Url, Uri Callback, DateTimeOffset ExpiresAt);

    /// <summary>The access is forgotten here.</summary>
    /// <param name="Trouble">Why the provider could not be told; null when it was.</param>
    internal sealed record Disconnected([property: Description("Why the provider could not be told; null when it was")] string? Trouble);
}
