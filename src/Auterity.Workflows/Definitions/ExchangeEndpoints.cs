using System.ComponentModel;
using System.Security.Claims;
using Auterity.Platform.Http;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Definitions.Validation;
using Auterity.Workflows.Import;
using Auterity.Workflows.Import.N8n;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Auterity.Workflows.Definitions;

/// <summary>Workflows as files: in from here and from n8n, out again.</summary>
internal static class ExchangeEndpoints
{
    public static void MapExchange(this RouteGroupBuilder workflows)
    {
        workflows.MapPost("import", Import).WithName("ImportWorkflow").WithSummary("Creates a workflow from a file; the body is the file as it is")
            .WithMetadata(new RequestSizeLimitAttribute(DefinitionLimits.MostImportBytes)).WithIdempotency().TakesFile();
        workflows.MapGet("{id:guid}/export", Export).WithName("ExportWorkflow").WithSummary("The draft, or a version, as a file; credentials stay behind")
            .Produces<WorkflowFile>();
    }

    private static async Task<Results<Created<ImportedWorkflow>, ProblemHttpResult>> Import(
        HttpContext context, [Description("auterity, the default, or n8n")] string? format, WorkflowStore store, NodeCatalog catalog, DefinitionChecks checks, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var utf8 = await ReadAsync(context.Request, cancellationToken);
        FileContent content;
        try
        {
            content = format switch
            {
                "n8n" => FileContent.FromN8n(utf8, catalog.Types.Select(type => type.Info.Type).ToHashSet()),
                null or "auterity" => FileContent.FromAuterity(utf8),
                _ => throw new ImportException($"The format '{format}' is unknown. Choose auterity or n8n.", "unknown-format"),
            };
        }
        catch (ImportException e)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "import-failed", "Cannot be imported", e.Message, new Dictionary<string, object?> { ["code"] = e.Code, ["position"] = e.Position });
        }

        if (content.Definition is null) return DefinitionProblems.Unreadable(content.Faults);
        if (DefinitionProblems.TooLarge(content.Definition) is { } tooLarge) return tooLarge;
        var row = await store.CreateAsync(content.Texts, content.Definition, content.Layout, user, cancellationToken);
        context.SetETag(row.Version);
        return TypedResults.Created($"/api/workflows/{row.Id}", new ImportedWorkflow(row.Id, row.Name, content.Report, [.. checks.FaultsOf(content.Definition), .. content.Faults]));
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Export(
        Guid id, WorkflowStore store, [Description("auterity, the default, or n8n")] string? format, [Description("Number of a version; the draft without one")] int? version, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } row) return DefinitionProblems.NotFound(id);
        byte[] definition, layout;
        if (version is { } number)
        {
            if (await store.FindVersionAsync(id, number, cancellationToken) is not { } found) return Problems.NotFound("version", number);
            (definition, layout) = (found.Definition, found.Layout);
        }
        else
        {
            var draft = await store.GetDraftAsync(id, cancellationToken);
            (definition, layout) = (draft.Definition, draft.Layout);
        }

        return format switch
        {
            "n8n" => FileOf(N8nExporter.Export(row.Name, DefinitionJson.Read(definition), DefinitionJson.ReadElement(layout)).Json.ToArray(), row.Name),
            null or "auterity" => FileOf(WorkflowFile.Write(row, DefinitionJson.Read(definition), layout), row.Name),
            _ => Problems.BadRequest("unknown-format", $"The format '{format}' is unknown. Choose auterity or n8n."),
        };
    }

    private static FileContentHttpResult FileOf(byte[] json, string name) =>
        TypedResults.File(json, "application/json", string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or ' ' or '.' ? c : '-')).Trim() + ".json");

    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }

    /// <summary>A workflow that came from a file.</summary>
    /// <param name="Id">Id of the new workflow.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Report">What became of each node.</param>
    /// <param name="Faults">What is wrong with the draft as it is now.</param>
    internal sealed record ImportedWorkflow(Guid Id, string Name, ImportReport Report, IReadOnlyList<DefinitionFault> Faults);
}
