using System.Security.Claims;
using System.Text.Json;
using Auterity.Platform.Data;
using Auterity.Platform.Tenancy;
using Auterity.Workflows.Runs;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Auterity.Workflows.Definitions;

/// <summary>Workflows of the request's tenant as people edit them.</summary>
internal sealed class WorkflowStore(AuterityDb db, TimeProvider time)
{
    // SQLite's codes: https://sqlite.org/rescode.html
    private const int UniqueViolation = 2067;
    private const int PrimaryKeyViolation = 1555;

    private static readonly byte[] NoLayout = "{}"u8.ToArray();

    private static readonly RunStatus[] Live = [RunStatus.Queued, RunStatus.Running, RunStatus.Waiting, RunStatus.Paused, RunStatus.NeedsDecision];

    /// <summary>Workflows that are not deleted, without their documents.</summary>
    public IQueryable<WorkflowRow> Workflows => db.Set<WorkflowRow>().Where(workflow => workflow.DeletedAt == null);

    public Task<WorkflowRow?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        Workflows.FirstOrDefaultAsync(workflow => workflow.Id == id, cancellationToken);

    /// <summary>What is being edited. Every workflow has one.</summary>
    public Task<DraftRow> GetDraftAsync(Guid id, CancellationToken cancellationToken) =>
        db.Set<DraftRow>().FirstAsync(draft => draft.WorkflowId == id, cancellationToken);

    public Task<VersionRow?> FindVersionAsync(Guid id, int number, CancellationToken cancellationToken) =>
        db.Set<VersionRow>().AsNoTracking().FirstOrDefaultAsync(version => version.WorkflowId == id && version.Number == number, cancellationToken);

    /// <summary>Versions without their documents.</summary>
    public IQueryable<VersionLine> VersionLines(Guid id) => db.Set<VersionRow>().Where(version => version.WorkflowId == id).Select(version => new VersionLine
    {
        Id = version.Id, Number = version.Number, Hash = version.Hash, Name = version.Name, Note = version.Note, CreatedAt = version.CreatedAt, CreatedBy = version.CreatedBy,
    });

    public async Task<WorkflowRow> CreateAsync(WorkflowTexts texts, WorkflowDefinition definition, JsonElement? layout, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var workflow = new WorkflowRow
        {
            Id = Guid.CreateVersion7(now), Name = texts.Name, Description = texts.Description, Tags = WorkflowRow.TagsOf(texts.Tags ?? []),
            DraftHash = DefinitionHash.OfContent(definition), CreatedAt = now, CreatedBy = user.FindSubject(), UpdatedAt = now, UpdatedBy = user.FindSubject(),
        };
        db.Add(workflow);
        db.Add(new DraftRow { WorkflowId = workflow.Id, Definition = DefinitionJson.Write(definition), Layout = BytesOf(layout) ?? NoLayout });
        await db.SaveChangesAsync(cancellationToken);
        return workflow;
    }

    /// <summary>Saves the draft; one that is the same already is no change.</summary>
    public async Task SaveDraftAsync(WorkflowRow workflow, WorkflowDefinition definition, JsonElement? layout, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var draft = await GetDraftAsync(workflow.Id, cancellationToken);
        SetDraft(workflow, draft, definition, BytesOf(layout) ?? draft.Layout);
        await SaveAsync(workflow, user, cancellationToken);
    }

    public static void SetDraft(WorkflowRow workflow, DraftRow draft, WorkflowDefinition definition, byte[] layout)
    {
        draft.Definition = Kept(draft.Definition, DefinitionJson.Write(definition));
        draft.Layout = Kept(draft.Layout, layout);
        workflow.DraftHash = Kept(workflow.DraftHash, DefinitionHash.OfContent(definition));
    }

    /// <summary>Saves what changed, and who changed it; the version grows only if something did.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else saved, published or took an address at the same moment.</exception>
    public async Task SaveAsync(WorkflowRow workflow, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        db.ChangeTracker.DetectChanges();
        if (!db.ChangeTracker.HasChanges()) return;
        workflow.UpdatedAt = time.GetUtcNow();
        workflow.UpdatedBy = user.FindSubject();
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (IsTaken(e))
        {
            throw new DbUpdateConcurrencyException(e.Message, e);
        }
    }

    /// <summary>How many runs of the workflow have not ended.</summary>
    public Task<int> CountLiveRunsAsync(Guid id, CancellationToken cancellationToken) =>
        db.Set<RunRow>().CountAsync(run => run.WorkflowId == id && Live.Contains(run.Status), cancellationToken);

    /// <summary>A version number or an address that was free when we looked.</summary>
    internal static bool IsTaken(DbUpdateException e) =>
        e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } or SqliteException { SqliteExtendedErrorCode: UniqueViolation or PrimaryKeyViolation };

    /// <summary>EF Core compares arrays by reference: the same bytes must stay the same array to be no change.</summary>
    private static byte[] Kept(byte[] old, byte[] now) => old.AsSpan().SequenceEqual(now) ? old : now;

    private static byte[]? BytesOf(JsonElement? layout) =>
        layout is { ValueKind: JsonValueKind.Object } given ? JsonSerializer.SerializeToUtf8Bytes(given) : null;
}

/// <summary>What people call a workflow.</summary>
internal sealed record WorkflowTexts(string Name, string? Description, IReadOnlyList<string>? Tags);

/// <summary>A version as lists see it.</summary>
internal sealed record VersionLine
{
    public Guid Id { get; init; }

    public int Number { get; init; }

    public required byte[] Hash { get; init; }

    public string? Name { get; init; }

    public string? Note { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string? CreatedBy { get; init; }
}
