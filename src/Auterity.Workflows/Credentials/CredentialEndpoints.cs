using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Platform.Data;
using Auterity.Platform.Http;
using Auterity.Platform.Tenancy;
using Auterity.Sdk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Credentials;

/// <summary>Credentials under <c>/api/credentials</c>: write-only, so no answer ever holds a value.</summary>
internal static class CredentialEndpoints
{
    private static readonly TimeSpan LongestTest = TimeSpan.FromSeconds(30);

    public static void MapCredentials(this IEndpointRouteBuilder routes)
    {
        var credentials = routes.MapGroup("/api/credentials").WithTags("Credentials");
        credentials.MapGet("", List).WithName("ListCredentials").WithSummary("Lists the tenant's credentials, newest first, without their values");
        credentials.MapGet("types", Types).WithName("ListCredentialTypes").WithSummary("Lists the credential types and the fields of each");
        credentials.MapGet("{id:guid}", Get).WithName("GetCredential").WithSummary("Shows a credential without its values");
        credentials.MapPost("", Create).WithName("CreateCredential").WithSummary("Stores a credential, encrypted");
        credentials.MapPut("{id:guid}", Update).WithName("UpdateCredential").WithSummary("Changes name and values; a field left out keeps its value, null clears it");
        credentials.MapDelete("{id:guid}", Delete).WithName("DeleteCredential").WithSummary("Deletes a credential; steps that name it fail from then on");
        credentials.MapPost("{id:guid}/test", Test).WithName("TestCredential").WithSummary("Tries the credential against the other side");
    }

    private static async Task<Ok<Page<CredentialView>>> List(AuterityDb db, [AsParameters] PageQuery page, [Description("Only credentials of this type")] string? type, Cursors cursors, CancellationToken cancellationToken)
    {
        var rows = db.Set<CredentialRow>().AsNoTracking();
        if (!string.IsNullOrEmpty(type)) rows = rows.Where(row => row.Type == type);
        return TypedResults.Ok(await cursors.PageAsync(rows, page, row => row.CreatedAt, row => row.Id, CredentialView.Of, cancellationToken));
    }

    private static Ok<IReadOnlyList<CredentialTypeView>> Types(CredentialCatalog catalog) =>
        TypedResults.Ok<IReadOnlyList<CredentialTypeView>>([.. catalog.Types.Select(type => new CredentialTypeView(type.Type, type.Name, type.Test is not null, type.Schema()))]);

    private static async Task<Results<Ok<CredentialView>, ProblemHttpResult>> Get(Guid id, AuterityDb db, HttpContext http, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, id, cancellationToken) is not { } row) return Problems.NotFound("credential", id);
        http.SetETag(row.Version);
        return TypedResults.Ok(CredentialView.Of(row));
    }

    private static async Task<Results<Created<CredentialView>, ProblemHttpResult>> Create(CreateCredential body, CredentialCatalog catalog, CredentialStore store, CurrentTenant tenant, HttpContext http, CancellationToken cancellationToken)
    {
        if (catalog.Find(body.Type) is not { } type) return Unknown(body.Type, catalog);
        var values = body.Values.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!);
        if (Faulty(type.Faults(values)) is { } problem) return problem;
        var row = await store.CreateAsync(tenant.Id, type, body.Name, values, cancellationToken);
        http.SetETag(row.Version);
        return TypedResults.Created($"/api/credentials/{row.Id}", CredentialView.Of(row));
    }

    private static async Task<Results<Ok<CredentialView>, ProblemHttpResult>> Update(Guid id, UpdateCredential body, IfMatch match, AuterityDb db, CredentialCatalog catalog, CredentialStore store, HttpContext http, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, id, cancellationToken) is not { } row) return Problems.NotFound("credential", id);
        if (!match.Matches(row.Version)) return Problems.Stale("credential", row.Version);
        if (catalog.Find(row.Type) is not { } type) return Unknown(row.Type, catalog);
        try
        {
            var before = (await store.OpenAsync(row, cancellationToken)).Values;
            var change = CredentialChange.Of(type, before, body.Values);
            if (Faulty(change.Faults) is { } problem) return problem;
            await store.ChangeAsync(row, type, body.Name ?? row.Name, change.Values, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (NodeException e)
        {
            return Problems.Conflict("credential-unreadable", $"{e.Message} Delete it and store it anew.");
        }
        catch (DbUpdateConcurrencyException)
        {
            return Problems.Stale("credential", row.Version + 1);
        }

        http.SetETag(row.Version);
        return TypedResults.Ok(CredentialView.Of(row));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(Guid id, IfMatch match, AuterityDb db, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, id, cancellationToken) is not { } row) return Problems.NotFound("credential", id);
        if (!match.Matches(row.Version)) return Problems.Stale("credential", row.Version);
        db.Remove(row);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<CredentialTestView>, ProblemHttpResult>> Test(Guid id, CredentialStore store, CredentialCatalog catalog, CurrentTenant tenant, HttpContext http, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var limit = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), timer, LongestTest, Timeout.InfiniteTimeSpan);
        var mask = SecretMask.None;
        try
        {
            if (await store.FindAsync(tenant.Id, id, timer.Token) is not { } credential) return Problems.NotFound("credential", id);
            mask = SecretMask.Of(catalog, credential);
            if (catalog.Find(credential.Type)?.Test is not { } test) return TypedResults.Ok(new CredentialTestView(null, "Nothing can be tried with this type."));
            return TypedResults.Ok(new CredentialTestView(true, mask.Mask(await test(credential, new CredentialTrial(tenant.Id, http.RequestServices), timer.Token))));
        }
        catch (NodeException e)
        {
            return TypedResults.Ok(new CredentialTestView(e.Error.Code == "test-impossible" ? null : false, mask.Mask(e.Message)));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return TypedResults.Ok(new CredentialTestView(false, $"The other side gave no answer within {LongestTest.TotalSeconds:0} seconds."));
        }
    }

    private static Task<CredentialRow?> FindAsync(AuterityDb db, Guid id, CancellationToken cancellationToken) =>
        db.Set<CredentialRow>().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);

    private static ProblemHttpResult? Faulty(IReadOnlyDictionary<string, string> faults) =>
        faults.Count == 0 ? null : Problems.Invalid(faults.ToDictionary(fault => $"values.{fault.Key}", fault => new[] { fault.Value }));

    private static ProblemHttpResult Unknown(string type, CredentialCatalog catalog) =>
        Problems.Invalid(new Dictionary<string, string[]> { ["type"] = [$"There is no credential type '{type}'. There are: {string.Join(", ", catalog.Types.Select(known => known.Type))}."] });

    /// <summary>A new credential.</summary>
    internal sealed record CreateCredential(
        [property: Description("Name for people"), Required, MinLength(1), MaxLength(200)] string Name,
        [property: Description("Credential type, see /api/credentials/types"), Required, MinLength(1), MaxLength(100)] string Type,
        [property: Description("Values by field; they are never shown again"), Required] IReadOnlyDictionary<string, string?> Values);

    /// <summary>A change of a credential.</summary>
    internal sealed record UpdateCredential(
        [property: Description("New name; kept when left out"), MinLength(1), MaxLength(200)] string? Name = null,
        [property: Description("Values by field; left out keeps, null clears")] IReadOnlyDictionary<string, string?>? Values = null);

    /// <summary>A credential as it is shown: which fields have a value, never the values.</summary>
    internal sealed record CredentialView(Guid Id, string Name, string Type, IReadOnlyList<string> SetFields, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
    {
        public static CredentialView Of(CredentialRow row) =>
            new(row.Id, row.Name, row.Type, row.SetFields.Split(',', StringSplitOptions.RemoveEmptyEntries), row.CreatedAt, row.UpdatedAt);
    }

    /// <summary>A credential type.</summary>
    /// <param name="Type">Stable name.</param>
    /// <param name="Name">Name for people.</param>
    /// <param name="CanTest">Whether the test endpoint can try it.</param>
    /// <param name="Schema">JSON Schema of the values; secret fields carry <c>x-secret</c>.</param>
    internal sealed record CredentialTypeView(string Type, string Name, bool CanTest, JsonElement Schema);

    /// <summary>Outcome of a test.</summary>
    /// <param name="Ok">Whether it works; null when nothing could be tried.</param>
    /// <param name="Message">What happened, in a sentence.</param>
    internal sealed record CredentialTestView(bool? Ok, string Message);
}
