using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Auterity.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Auterity.Workflows.Definitions;

/// <summary>Versions of workflows, under <c>/api/workflows/{id}</c>.</summary>
internal static class PublishEndpoints
{
    public static void MapVersions(this RouteGroupBuilder workflows)
    {
        workflows.MapPost("{id:guid}/publish", Publish).WithName("PublishWorkflow").WithSummary("Makes a version of the draft; the same content gives the same version again");
        workflows.MapGet("{id:guid}/versions", List).WithName("ListWorkflowVersions").WithSummary("Lists a workflow's versions, newest first");
        workflows.MapGet("{id:guid}/versions/{version:int}", Get).WithName("GetWorkflowVersion").WithSummary("A version with its content");
        workflows.MapPost("{id:guid}/rollback", RollBack).WithName("RollBackWorkflow").WithSummary("Makes an older version's content the draft and the newest version");
    }

    private static async Task<Results<Ok<PublishedVersion>, ProblemHttpResult>> Publish(
        Guid id, PublishWorkflow? body, IfMatch ifMatch, WorkflowStore store, Publisher publisher, ClaimsPrincipal user, HttpContext context,
        [Description("Publishes although imported nodes are stubs, for workflows whose stubs are on paths nobody takes")] bool? allowStubs, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } row) return DefinitionProblems.NotFound(id);
        if (!ifMatch.Matches(row.Version)) return Problems.Stale("workflow", row.Version);
        if (row.ArchivedAt is not null) return DefinitionProblems.Archived(row);
        var outcome = await publisher.PublishAsync(row, new(body?.Name, body?.Note, body?.Activate, allowStubs ?? false), user, cancellationToken);
        return AnswerTo(outcome, row, context);
    }

    private static async Task<Results<Ok<Page<VersionSummary>>, ProblemHttpResult>> List(
        Guid id, WorkflowStore store, [AsParameters] PageQuery page, Cursors cursors, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is null
            ? DefinitionProblems.NotFound(id)
            : TypedResults.Ok(await cursors.PageAsync(store.VersionLines(id), page, line => line.CreatedAt, line => line.Id, VersionSummary.Of, cancellationToken));

    private static async Task<Results<Ok<VersionView>, ProblemHttpResult>> Get(Guid id, int version, WorkflowStore store, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is null) return DefinitionProblems.NotFound(id);
        return await store.FindVersionAsync(id, version, cancellationToken) is { } row ? TypedResults.Ok(VersionView.Of(row)) : Problems.NotFound("version", version);
    }

    private static async Task<Results<Ok<PublishedVersion>, ProblemHttpResult>> RollBack(
        Guid id, RollBackWorkflow body, IfMatch ifMatch, WorkflowStore store, Publisher publisher, ClaimsPrincipal user, HttpContext context,
        [Description("Publishes although imported nodes are stubs")] bool? allowStubs, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } row) return DefinitionProblems.NotFound(id);
        if (!ifMatch.Matches(row.Version)) return Problems.Stale("workflow", row.Version);
        if (row.ArchivedAt is not null) return DefinitionProblems.Archived(row);
        if (await store.FindVersionAsync(id, body.Version, cancellationToken) is not { } content) return Problems.NotFound("version", body.Version);
        var note = body.Note ?? $"Back to version {content.Number}";
        var outcome = await publisher.PublishAsync(row, new(content.Name, note, null, allowStubs ?? false, content), user, cancellationToken);
        return AnswerTo(outcome, row, context);
    }

    private static Results<Ok<PublishedVersion>, ProblemHttpResult> AnswerTo(PublishOutcome outcome, WorkflowRow row, HttpContext context)
    {
        if (outcome.Published is not { } published) return DefinitionProblems.Invalid(outcome.Faults);
        context.SetETag(row.Version);
        return TypedResults.Ok(published);
    }

    /// <summary>What to say about the version.</summary>
    internal sealed record PublishWorkflow(
        [property: Description("What changed"), MaxLength(DefinitionModel.LongestDescription)] string? Note = null,
        [property: Description("Name of the version"), MaxLength(DefinitionModel.LongestName)] string? Name = null,
        [property: Description("Turns the triggers on or off. Default: on with the first version, later as they are")] bool? Activate = null);

    /// <summary>Where to go back to.</summary>
    internal sealed record RollBackWorkflow(
        [property: Description("Number of the version whose content comes back"), Range(1, int.MaxValue)] int Version,
        [property: Description("Why"), MaxLength(DefinitionModel.LongestDescription)] string? Note = null);
}
