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
        credentials.MapGet("{id:guid}/usage", Usage).WithName("GetCredentialUsage").WithSummary("Lists the workflows whose draft or published version uses the credential");
        credentials.MapDelete("{id:guid}", Delete).WithName("DeleteCredential").WithSummary("Deletes a credential that no workflow uses; with ?force=true any, and steps that name it fail from then on");
        credentials.MapPost("{id:guid}/test", Test).WithName("TestCredential").WithSummary("Tries the credential against the other side");
    }

    private static async Task<Ok<Page<CredentialView>>> List(AuterityDb db, [AsParameters] PageQuery page, [Description("Only credentials of this type")] string? type, Cursors cursors, CredentialStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        var rows = db.Set<CredentialRow>().AsNoTracking();
        if (!string.IsNullOrEmpty(type)) rows = rows.Where(row => row.Type == type);
        var found = await cursors.PageAsync(rows, page, row => row.CreatedAt, row => row.Id, row => row, cancellationToken);
        var views = new List<CredentialView>(found.Items.Count);
        foreach (var row in found.Items) views.Add(await ViewOfAsync(row, store, time, cancellationToken));
        return TypedResults.Ok(new Page<CredentialView>(views, found.Next));
    }

    private static Ok<IReadOnlyList<CredentialTypeView>> Types(CredentialCatalog catalog) =>
        TypedResults.Ok<IReadOnlyList<CredentialTypeView>>([.. catalog.Types.Select(type => new CredentialTypeView(type.Type, type.Name, type.Test is not null, type.Schema()))]);

    private static async Task<Results<Ok<CredentialView>, ProblemHttpResult>> Get(Guid id, AuterityDb db, CredentialStore store, TimeProvider time, HttpContext http, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, id, cancellationToken) is not { } row) return Problems.NotFound("credential", id);
        http.SetETag(row.Version);
        return TypedResults.Ok(await ViewOfAsync(row, store, time, cancellationToken));
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

    private static async Task<Results<Ok<IReadOnlyList<CredentialUse>>, ProblemHttpResult>> Usage(Guid id, AuterityDb db, CredentialUses uses, CurrentTenant tenant, CancellationToken cancellationToken) =>
        await FindAsync(db, id, cancellationToken) is null ? Problems.NotFound("credential", id) : TypedResults.Ok(await uses.FindAsync(tenant.Id, id, cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        Guid id, IfMatch match, AuterityDb db, CredentialUses uses, CurrentTenant tenant,
        [Description("Deletes it although workflows use it")] bool? force, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, id, cancellationToken) is not { } row) return Problems.NotFound("credential", id);
        if (!match.Matches(row.Version)) return Problems.Stale("credential", row.Version);
        if (force is not true && await uses.FindAsync(tenant.Id, id, cancellationToken) is { Count: > 0 } found)
            return Problems.Of(StatusCodes.Status409Conflict, "credential-in-use", "The credential is in use",
                $"{Sentence(found)} Choose another credential there first, or delete with ?force=true: their steps fail from then on.", new Dictionary<string, object?> { ["uses"] = found });
        db.Remove(row);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<CredentialTestView>, ProblemHttpResult>> Test(Guid id, CredentialStore store, CredentialCatalog catalog, CredentialSecrets secrets, CurrentTenant tenant, HttpContext http, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var limit = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), timer, LongestTest, Timeout.InfiniteTimeSpan);
        Credential? credential = null;
        string Masked(string text) => credential is null ? text : secrets.MaskOf(tenant.Id, credential).Mask(text);
        try
        {
            credential = await store.FindAsync(tenant.Id, id, timer.Token);
            if (credential is null) return Problems.NotFound("credential", id);
            if (catalog.Find(credential.Type)?.Test is not { } test) return TypedResults.Ok(new CredentialTestView(null, "Nothing can be tried with this type."));
            return TypedResults.Ok(new CredentialTestView(true, Masked(await test(credential, new CredentialTrial(tenant.Id, http.RequestServices), timer.Token))));
        }
        catch (NodeException e)
        {
            return TypedResults.Ok(new CredentialTestView(e.Error.Code == "test-impossible" ? null : false, Masked(e.Message)));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return TypedResults.Ok(new CredentialTestView(false, $"The other side gave no answer within {LongestTest.TotalSeconds:0} seconds."));
        }
    }

    /// <summary>The credential; of one that a person connects also how that stands.</summary>
    private static async Task<CredentialView> ViewOfAsync(CredentialRow row, CredentialStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        if (row.Type != OAuth2Consent.Type) return CredentialView.Of(row);
        try
        {
            return CredentialView.Of(row) with { Connection = ConnectionView.Of(await store.OpenAsync(row, cancellationToken), time.GetUtcNow()) };
        }
        catch (NodeException e)
        {
            return CredentialView.Of(row) with { Connection = new ConnectionView(ConnectionState.NeedsReconnect, Problem: e.Message) };
        }
    }

    private static string Sentence(IReadOnlyList<CredentialUse> uses) =>
        $"{string.Join(", ", uses.Take(3).Select(use => $"'{use.Workflow}'"))}{(uses.Count > 3 ? $" and {uses.Count - 3} more" : "")} {(uses.Count == 1 ? "uses" : "use")} it.";

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
    internal sealed record CredentialView(Guid Id, string Name, string Type, IReadOnlyList<string> SetFields, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, ConnectionView? Connection = null)
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
