using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Text.Json;
using Auterity.Platform.Data;
using Auterity.Platform.Http;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Definitions.Validation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Templates;

/// <summary>Templates, built-in and own, under <c>/api/templates</c>.</summary>
internal static class TemplateEndpoints
{
    public static void MapTemplates(this RouteGroupBuilder templates)
    {
        templates.MapGet("", List).WithName("ListTemplates").WithSummary("Lists templates: own ones, newest first, then those that come with the product");
        templates.MapGet("{id}", Get).WithName("GetTemplate").WithSummary("A template in its newest version, or the one asked for");
        templates.MapPost("", Create).WithName("CreateTemplate").WithSummary("Makes a template of a workflow's draft, or of a document").WithIdempotency().TakesTemplate();
        templates.MapPut("{id}", Save).WithName("SaveTemplate").WithSummary("Makes a new version of a template; the same content gives the same version again").TakesTemplate();
        templates.MapDelete("{id}", Delete).WithName("DeleteTemplate").WithSummary("Deletes a template with all its versions");
        templates.MapPost("{id}/instantiate", Instantiate).WithName("InstantiateTemplate").WithSummary("Fills a template in and makes a workflow of it").WithIdempotency().TakesTemplate();
    }

    /// <summary>The body may hold a whole template.</summary>
    public static RouteHandlerBuilder TakesTemplate(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new RequestSizeLimitAttribute(DefinitionLimits.MostBodyBytes));

    private static async Task<Ok<Page<TemplateSummary>>> List(
        TemplateStore store, BuiltInTemplates builtIn, [AsParameters] PageQuery page, Cursors cursors,
        [Description("Text in the name or the summary, whatever its case and accents")] string? search,
        [Description("Only templates of this category")] string? category,
        CancellationToken cancellationToken)
    {
        var wanted = string.IsNullOrWhiteSpace(search) ? null : search.Trim();
        var group = string.IsNullOrWhiteSpace(category) ? null : category.Trim();
        var rows = store.Own.AsNoTracking();
        if (group is not null) rows = rows.Where(row => row.Category == group);
        if (wanted is not null) rows = rows.WhereFolded(wanted, nameof(TemplateRow.Name), nameof(TemplateRow.Summary));
        return TypedResults.Ok(await cursors.PageAsync(rows, page, row => row.CreatedAt, row => row.Id, row => new TemplateSummary(row), builtIn.Matching(wanted, group), cancellationToken));
    }

    private static async Task<Results<Ok<TemplateView>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        string id, [Description("Number of a version; the newest without one")] int? version, TemplateStore store, TemplateChecks checks, HttpContext context, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } row) return TemplateProblems.NotFound(id);
        context.SetETag(row.Version);
        if (version is null && context.Request.HasVersion(row.Version)) return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        return await store.FindVersionAsync(row, version, cancellationToken) is { } found ? TypedResults.Ok(ViewOf(found, checks)) : Problems.NotFound("version", version!);
    }

    private static async Task<Results<Created<TemplateView>, ProblemHttpResult>> Create(
        CreateTemplate body, TemplateStore store, WorkflowStore workflows, TemplateChecks checks, ClaimsPrincipal user, HttpContext context, CancellationToken cancellationToken)
    {
        if (body.WorkflowId is null == body.Document is null) return Problems.BadRequest("template-source", "A template is made of a workflow or of a document: send either 'workflowId' or 'document'.");
        TemplateDocument? document;
        if (body.WorkflowId is { } workflowId)
        {
            if (await workflows.FindAsync(workflowId, cancellationToken) is not { } workflow) return DefinitionProblems.NotFound(workflowId);
            document = DocumentOf(workflow, await workflows.GetDraftAsync(workflowId, cancellationToken));
        }
        else
        {
            var read = TemplateChecks.Read(body.Document!.Value);
            if (read.Template is null) return TemplateProblems.Unreadable(read.Faults);
            document = read.Template;
        }

        document = document with { Name = body.Name ?? document.Name, Summary = body.Summary ?? document.Summary, Category = body.Category ?? document.Category, Icon = body.Icon ?? document.Icon };
        if (TemplateChecks.FaultsOfTemplate(document) is { Count: > 0 } faults) return TemplateProblems.Invalid(faults);
        var stored = await store.CreateAsync(TemplateSource.WithoutCredentials(document), body.Note, user, cancellationToken);
        context.SetETag(stored.Row.Version);
        return TypedResults.Created($"/api/templates/{stored.Row.Id}", ViewOf(stored, checks));
    }

    private static async Task<Results<Ok<TemplateView>, ProblemHttpResult>> Save(
        string id, SaveTemplateVersion body, IfMatch ifMatch, TemplateStore store, TemplateChecks checks, ClaimsPrincipal user, HttpContext context, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } row) return TemplateProblems.NotFound(id);
        if (row.BuiltIn is not null) return TemplateProblems.BuiltIn(row);
        if (!ifMatch.Matches(row.Version)) return Problems.Stale("template", row.Version);
        var read = TemplateChecks.Read(body.Document);
        if (read.Template is not { } document) return TemplateProblems.Unreadable(read.Faults);
        if (TemplateChecks.FaultsOfTemplate(document) is { Count: > 0 } faults) return TemplateProblems.Invalid(faults);
        var stored = await store.SaveAsync(row, TemplateSource.WithoutCredentials(document), body.Note, user, cancellationToken);
        context.SetETag(row.Version);
        return TypedResults.Ok(ViewOf(stored, checks));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(string id, IfMatch ifMatch, TemplateStore store, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } row) return TemplateProblems.NotFound(id);
        if (row.BuiltIn is not null) return TemplateProblems.BuiltIn(row);
        if (!ifMatch.Matches(row.Version)) return Problems.Stale("template", row.Version);
        await store.DeleteAsync(row, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Created<InstantiatedTemplate>, ProblemHttpResult>> Instantiate(
        string id, InstantiateTemplate body, [Description("Number of a version; the newest without one")] int? version,
        TemplateStore store, WorkflowStore workflows, DefinitionChecks checks, ClaimsPrincipal user, HttpContext context, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } row) return TemplateProblems.NotFound(id);
        if (await store.FindVersionAsync(row, version, cancellationToken) is not { } template) return Problems.NotFound("version", version!);

        // 1. Fill it in.
        var filled = TemplateFill.Fill(template.Document, body.Parameters);
        if (filled.Definition is not { } json) return TemplateProblems.CannotFill(filled.Faults);

        // 2. Values can make of a definition what is none.
        var read = DefinitionReader.Read(json);
        if (read.Definition is not { } definition) return TemplateProblems.CannotFill(read.Faults);
        if (DefinitionProblems.TooLarge(definition) is { } tooLarge) return tooLarge;

        // 3. A workflow as any other.
        var texts = new WorkflowTexts(body.Name ?? template.Document.Name, body.Description ?? template.Document.Summary, body.Tags);
        var workflow = await workflows.CreateAsync(texts, definition, template.Document.Layout, user, cancellationToken);
        context.SetETag(workflow.Version);
        return TypedResults.Created($"/api/workflows/{workflow.Id}", new InstantiatedTemplate(workflow.Id, workflow.Name, [.. checks.FaultsOf(definition), .. read.Faults]));
    }

    internal static TemplateView ViewOf(StoredTemplate stored, TemplateChecks checks) => new(stored, checks.FaultsOf(stored.Document));

    private static TemplateDocument DocumentOf(WorkflowRow workflow, DraftRow draft) => new()
    {
        Name = workflow.Name, Summary = Short(workflow.Description), Category = "Own",
        Definition = TemplateSource.Of(DefinitionJson.Read(draft.Definition)), Layout = DefinitionJson.ReadElement(draft.Layout),
    };

    private static string Short(string? description) => description is null ? "" : description.Length <= TemplateLimits.LongestSummary ? description : description[..(TemplateLimits.LongestSummary - 1)].TrimEnd('\ud83d') + "…";

    /// <summary>A new template: of a workflow or of a document.</summary>
    internal sealed record CreateTemplate(
        [property: Description("Workflow whose draft it is made of; credentials and pinned data stay behind")] Guid? WorkflowId = null,
        [property: Description("The template: name, summary, category, parameters, definition, layout, tests")] JsonElement? Document = null,
        [property: Description("Another name than the workflow's or the document's"), NotBlank, MaxLength(TemplateLimits.LongestName)] string? Name = null,
        [property: Description("What it does, in a sentence"), MaxLength(TemplateLimits.LongestSummary)] string? Summary = null,
        [property: Description("Group it is shown in"), NotBlank, MaxLength(TemplateLimits.LongestCategory)] string? Category = null,
        [property: Description("Name of its picture"), NotBlank, MaxLength(TemplateLimits.LongestCategory)] string? Icon = null,
        [property: Description("What to say about the version"), MaxLength(DefinitionModel.LongestDescription)] string? Note = null);

    /// <summary>A version to make.</summary>
    internal sealed record SaveTemplateVersion(
        [property: Description("The template: name, summary, category, parameters, definition, layout, tests"), Required] JsonElement Document,
        [property: Description("What changed"), MaxLength(DefinitionModel.LongestDescription)] string? Note = null);

    /// <summary>What to fill in.</summary>
    internal sealed record InstantiateTemplate(
        [property: Description("Values by parameter; what is left out is as its default says")] JsonElement? Parameters = null,
        [property: Description("Name of the workflow. Default: the template's"), NotBlank, MaxLength(DefinitionModel.LongestName)] string? Name = null,
        [property: Description("What the workflow is for. Default: the template's summary"), MaxLength(DefinitionModel.LongestDescription)] string? Description = null,
        [property: Description("Words to find the workflow by"), Definitions.Tags] IReadOnlyList<string>? Tags = null);

    /// <summary>A workflow that was made of a template.</summary>
    /// <param name="Id">Id of the new workflow.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Faults">What is wrong with its draft: above all credentials to choose.</param>
    internal sealed record InstantiatedTemplate(Guid Id, string Name, IReadOnlyList<DefinitionFault> Faults);
}
