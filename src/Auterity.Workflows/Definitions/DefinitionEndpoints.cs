using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Text.Json;
using Auterity.Platform.Data;
using Auterity.Platform.Http;
using Auterity.Platform.Tenancy;
using Auterity.Workflows.Definitions.Validation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Definitions;

/// <summary>Workflows and their drafts, under <c>/api/workflows</c>.</summary>
internal static class DefinitionEndpoints
{
    public static void MapWorkflows(this RouteGroupBuilder workflows)
    {
        workflows.MapPost("", Create).WithName("CreateWorkflow").WithSummary("Creates a workflow; the draft may be unfinished").WithIdempotency().TakesDefinition();
        workflows.MapGet("", List).WithName("ListWorkflows").WithSummary("Lists workflows, newest first");
        workflows.MapGet("{id:guid}", Get).WithName("GetWorkflow").WithSummary("A workflow with its draft and everything wrong with it");
        workflows.MapPut("{id:guid}", Save).WithName("SaveWorkflow").WithSummary("Saves the draft; what is wrong with it is told, not refused").TakesDefinition();
        workflows.MapPatch("{id:guid}", Change).WithName("ChangeWorkflow").WithSummary("Renames, describes, tags, or turns the triggers on or off");
        workflows.MapPost("{id:guid}/validate", ValidateDraft).WithName("ValidateWorkflow").WithSummary("Everything that is wrong with the draft");
        workflows.MapPost("validate", Validate).WithName("ValidateDefinition").WithSummary("Everything that is wrong with a definition, without saving it").TakesDefinition();
        workflows.MapPost("{id:guid}/archive", Archive).WithName("ArchiveWorkflow").WithSummary("Puts a workflow away: triggers off, nothing lost");
        workflows.MapPost("{id:guid}/unarchive", Unarchive).WithName("UnarchiveWorkflow").WithSummary("Brings a workflow back; its triggers stay off");
        workflows.MapDelete("{id:guid}", Delete).WithName("DeleteWorkflow").WithSummary("Deletes a workflow that has no live runs");
    }

    private static async Task<Results<Created<WorkflowView>, ProblemHttpResult>> Create(
        CreateWorkflow body, WorkflowStore store, DefinitionChecks checks, ClaimsPrincipal user, HttpContext context, CancellationToken cancellationToken)
    {
        var read = body.Definition is { } definition ? DefinitionReader.Read(definition) : new(new WorkflowDefinition(), []);
        if (read.Definition is null) return DefinitionProblems.Unreadable(read.Faults);
        if (DefinitionProblems.TooLarge(read.Definition) is { } tooLarge) return tooLarge;
        var row = await store.CreateAsync(new(body.Name, body.Description, body.Tags), read.Definition, body.Layout, user, cancellationToken);
        context.SetETag(row.Version);
        return TypedResults.Created($"/api/workflows/{row.Id}", ViewOf(row, await store.GetDraftAsync(row.Id, cancellationToken), checks, read.Faults));
    }

    private static async Task<Ok<Page<WorkflowSummary>>> List(
        WorkflowStore store, [AsParameters] PageQuery page, Cursors cursors,
        [Description("Text in the name or the description, whatever its case and accents")] string? search,
        [Description("Only workflows with this tag")] string? tag,
        [Description("true: only archived ones; false, the default: only the others")] bool? archived,
        [Description("Only workflows whose triggers are on, or off")] bool? active,
        CancellationToken cancellationToken)
    {
        var rows = store.Workflows.AsNoTracking().Where(row => row.ArchivedAt != null == (archived ?? false));
        if (active is not null) rows = rows.Where(row => row.Active == active);
        if (!string.IsNullOrWhiteSpace(tag)) rows = rows.Where(row => row.Tags.Contains($"\n{tag.Trim()}\n"));
        if (!string.IsNullOrWhiteSpace(search)) rows = rows.WhereFolded(search.Trim(), nameof(WorkflowRow.Name), nameof(WorkflowRow.Description));
        return TypedResults.Ok(await cursors.PageAsync(rows, page, row => row.CreatedAt, row => row.Id, row => new WorkflowSummary(row), cancellationToken));
    }

    private static async Task<Results<Ok<WorkflowView>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        Guid id, WorkflowStore store, DefinitionChecks checks, HttpContext context, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } row) return DefinitionProblems.NotFound(id);
        context.SetETag(row.Version);
        if (context.Request.HasVersion(row.Version)) return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        return TypedResults.Ok(ViewOf(row, await store.GetDraftAsync(id, cancellationToken), checks, []));
    }

    private static async Task<Results<Ok<WorkflowView>, ProblemHttpResult>> Save(
        Guid id, SaveWorkflow body, IfMatch ifMatch, WorkflowStore store, DefinitionChecks checks, ClaimsPrincipal user, HttpContext context, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } row) return DefinitionProblems.NotFound(id);
        if (!ifMatch.Matches(row.Version)) return Problems.Stale("workflow", row.Version);
        if (row.ArchivedAt is not null) return DefinitionProblems.Archived(row);
        var read = DefinitionReader.Read(body.Definition);
        if (read.Definition is null) return DefinitionProblems.Unreadable(read.Faults);
        if (DefinitionProblems.TooLarge(read.Definition) is { } tooLarge) return tooLarge;

        Describe(row, body.Name, body.Description, body.Tags);
        await store.SaveDraftAsync(row, read.Definition, body.Layout, user, cancellationToken);
        context.SetETag(row.Version);
        return TypedResults.Ok(ViewOf(row, await store.GetDraftAsync(id, cancellationToken), checks, read.Faults));
    }

    private static async Task<Results<Ok<WorkflowSummary>, ProblemHttpResult>> Change(
        Guid id, ChangeWorkflow body, IfMatch ifMatch, WorkflowStore store, Publisher publisher, ClaimsPrincipal user, HttpContext context, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } row) return DefinitionProblems.NotFound(id);
        if (!ifMatch.Matches(row.Version)) return Problems.Stale("workflow", row.Version);
        if (body.Active == true && row.ArchivedAt is not null) return DefinitionProblems.Archived(row);
        if (body.Active == true && row.PublishedVersion is null)
            return Problems.Conflict("not-published", $"'{row.Name}' has no published version whose triggers could be on. Publish it first.");

        Describe(row, body.Name, body.Description, body.Tags);
        if (body.Active is not { } active || active == row.Active) await publisher.SaveTextsAsync(row, user, cancellationToken);
        else if (await publisher.SetActiveAsync(row, active, user, cancellationToken) is { Count: > 0 } conflicts) return DefinitionProblems.HooksTaken(conflicts);
        context.SetETag(row.Version);
        return TypedResults.Ok(new WorkflowSummary(row));
    }

    private static async Task<Results<Ok<ValidationView>, ProblemHttpResult>> ValidateDraft(
        Guid id, WorkflowStore store, Publisher publisher, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } row
            ? TypedResults.Ok(ValidationView.Of(await publisher.FaultsOfDraftAsync(row, cancellationToken)))
            : DefinitionProblems.NotFound(id);

    private static async Task<Ok<ValidationView>> Validate(ValidateDefinition body, Publisher publisher, CurrentTenant tenant, CancellationToken cancellationToken)
    {
        var read = DefinitionReader.Read(body.Definition);
        if (read.Definition is not { } definition) return TypedResults.Ok(ValidationView.Of(read.Faults));
        return TypedResults.Ok(ValidationView.Of([.. await publisher.FaultsOfAsync(tenant.Id, Guid.Empty, definition, DefinitionJson.Write(definition).Length, cancellationToken), .. read.Faults]));
    }

    private static async Task<Results<Ok<WorkflowSummary>, ProblemHttpResult>> Archive(
        Guid id, IfMatch ifMatch, WorkflowStore store, Publisher publisher, TimeProvider time, ClaimsPrincipal user, HttpContext context, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } row) return DefinitionProblems.NotFound(id);
        if (!ifMatch.Matches(row.Version)) return Problems.Stale("workflow", row.Version);
        row.ArchivedAt ??= time.GetUtcNow();
        await publisher.SetActiveAsync(row, false, user, cancellationToken);
        context.SetETag(row.Version);
        return TypedResults.Ok(new WorkflowSummary(row));
    }

    private static async Task<Results<Ok<WorkflowSummary>, ProblemHttpResult>> Unarchive(
        Guid id, IfMatch ifMatch, WorkflowStore store, Publisher publisher, ClaimsPrincipal user, HttpContext context, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } row) return DefinitionProblems.NotFound(id);
        if (!ifMatch.Matches(row.Version)) return Problems.Stale("workflow", row.Version);
        row.ArchivedAt = null;
        await publisher.SaveTextsAsync(row, user, cancellationToken);
        context.SetETag(row.Version);
        return TypedResults.Ok(new WorkflowSummary(row));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        Guid id, IfMatch ifMatch, WorkflowStore store, Publisher publisher, TimeProvider time, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } row) return DefinitionProblems.NotFound(id);
        if (!ifMatch.Matches(row.Version)) return Problems.Stale("workflow", row.Version);
        if (await store.CountLiveRunsAsync(id, cancellationToken) is > 0 and var live)
            return Problems.Conflict("runs-alive", $"'{row.Name}' has {live} runs that have not ended. Wait for them or cancel them, then delete it; or archive it now.");
        row.DeletedAt = time.GetUtcNow();
        await publisher.SetActiveAsync(row, false, user, cancellationToken);
        return TypedResults.NoContent();
    }

    private static WorkflowView ViewOf(WorkflowRow row, DraftRow draft, DefinitionChecks checks, IReadOnlyList<DefinitionFault> shape)
    {
        var definition = DefinitionJson.Read(draft.Definition);
        return new(row, definition, DefinitionJson.ReadElement(draft.Layout), [.. checks.FaultsOf(definition, draft.Definition.Length), .. shape]);
    }

    private static void Describe(WorkflowRow row, string? name, string? description, IReadOnlyList<string>? tags)
    {
        row.Name = name ?? row.Name;
        row.Description = description is null ? row.Description : description.Length == 0 ? null : description;
        row.Tags = tags is null ? row.Tags : WorkflowRow.TagsOf(tags);
    }

    /// <summary>A new workflow.</summary>
    internal sealed record CreateWorkflow(
        [property: Description("What people call it"), Required, MaxLength(DefinitionModel.LongestName)] string Name,
        [property: Description("What it is for"), MaxLength(DefinitionModel.LongestDescription)] string? Description = null,
        [property: Description("Words to find it by"), Tags] IReadOnlyList<string>? Tags = null,
        [property: Description("The draft: see /api/schemas/workflow. Default: empty")] JsonElement? Definition = null,
        [property: Description("Positions, notes and groups")] JsonElement? Layout = null);

    /// <summary>A draft to save.</summary>
    internal sealed record SaveWorkflow(
        [property: Description("The draft: see /api/schemas/workflow"), Required] JsonElement Definition,
        [property: Description("Positions, notes and groups; left out, they stay as they are")] JsonElement? Layout = null,
        [property: Description("A new name"), NotBlank, MaxLength(DefinitionModel.LongestName)] string? Name = null,
        [property: Description("A new description; empty for none"), MaxLength(DefinitionModel.LongestDescription)] string? Description = null,
        [property: Description("New tags"), Tags] IReadOnlyList<string>? Tags = null);

    /// <summary>What to change; what is left out stays.</summary>
    internal sealed record ChangeWorkflow(
        [property: Description("A new name"), NotBlank, MaxLength(DefinitionModel.LongestName)] string? Name = null,
        [property: Description("A new description; empty for none"), MaxLength(DefinitionModel.LongestDescription)] string? Description = null,
        [property: Description("New tags"), Tags] IReadOnlyList<string>? Tags = null,
        [property: Description("Turns the triggers of the published version on or off")] bool? Active = null);

    /// <summary>A definition to check.</summary>
    internal sealed record ValidateDefinition(
        [property: Description("See /api/schemas/workflow"), Required] JsonElement Definition);
}
