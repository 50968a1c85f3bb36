using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Auterity.Platform.Http;
using Auterity.Workflows.Definitions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Auterity.Workflows.Templates;

/// <summary>Versions of templates, under <c>/api/templates/{id}</c>.</summary>
internal static class TemplateVersionEndpoints
{
    public static void MapTemplateVersions(this RouteGroupBuilder templates)
    {
        templates.MapGet("{id}/versions", List).WithName("ListTemplateVersions").WithSummary("Lists a template's versions, newest first");
        templates.MapPost("{id}/rollback", RollBack).WithName("RollBackTemplate").WithSummary("Makes an older version's content the newest version");
    }

    private static async Task<Results<Ok<Page<TemplateVersionSummary>>, ProblemHttpResult>> List(
        string id, TemplateStore store, [AsParameters] PageQuery page, Cursors cursors, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } row) return TemplateProblems.NotFound(id);
        if (row.BuiltIn is not null) return TypedResults.Ok(new Page<TemplateVersionSummary>([new(1, null, null, null)], null));
        return TypedResults.Ok(await cursors.PageAsync(store.VersionLines(row.Id), page, line => line.CreatedAt, line => line.Id, TemplateVersionSummary.Of, cancellationToken));
    }

    private static async Task<Results<Ok<TemplateView>, ProblemHttpResult>> RollBack(
        string id, RollBackTemplate body, IfMatch ifMatch, TemplateStore store, TemplateChecks checks, ClaimsPrincipal user, HttpContext context, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } row) return TemplateProblems.NotFound(id);
        if (row.BuiltIn is not null) return TemplateProblems.BuiltIn(row);
        if (!ifMatch.Matches(row.Version)) return Problems.Stale("template", row.Version);
        if (await store.FindVersionAsync(row, body.Version, cancellationToken) is not { } older) return Problems.NotFound("version", body.Version);
        var stored = await store.SaveAsync(row, older.Document, body.Note ?? $"Back to version {older.Number}", user, cancellationToken);
        context.SetETag(row.Version);
        return TypedResults.Ok(TemplateEndpoints.ViewOf(stored, checks));
    }

    /// <summary>Where to go back to.</summary>
    internal sealed record RollBackTemplate(
        [property: Description("Number of the version whose content comes back"), Range(1, int.MaxValue)] int Version,
        [property: Description("Why"), MaxLength(DefinitionModel.LongestDescription)] string? Note = null);
}
