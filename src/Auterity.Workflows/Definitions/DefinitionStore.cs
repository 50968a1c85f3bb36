using Auterity.Platform.Data;
using Auterity.Workflows.Execution.Plan;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Definitions;

/// <summary>Stored definitions as runs need them: published versions by number, drafts by hash.</summary>
internal sealed class DefinitionStore(AuterityDbFactory contexts, TimeProvider time) : IDefinitionSource
{
    /// <summary>The exact definition a run is pinned to; null when it is gone.</summary>
    public async Task<StoredDefinition?> FindAsync(WorkflowReference reference, CancellationToken cancellationToken)
    {
        await using var db = contexts.Create(TenantScope.Tenant(reference.TenantId));
        var bytes = reference.Version == 0
            ? await db.Set<StoredDraftRow>().Where(draft => draft.Hash == reference.Hash).Select(draft => draft.Definition).FirstOrDefaultAsync(cancellationToken)
            : await db.Set<VersionRow>().Where(version => version.WorkflowId == reference.WorkflowId && version.Number == reference.Version && version.Hash == reference.Hash)
                .Select(version => version.Definition).FirstOrDefaultAsync(cancellationToken);
        if (bytes is null) return null;
        var workflow = await db.Set<WorkflowRow>().Where(row => row.Id == reference.WorkflowId).Select(row => new { row.Name, row.Active }).FirstOrDefaultAsync(cancellationToken);
        var identity = new WorkflowIdentity(reference.TenantId, reference.WorkflowId, workflow?.Name ?? "", reference.Version, reference.Hash, workflow?.Active ?? false);
        return new StoredDefinition(identity, DefinitionJson.Read(bytes));
    }

    /// <summary>The newest published version; null before the first, and for a workflow that is archived, deleted or another tenant's.</summary>
    public async Task<WorkflowReference?> FindPublishedAsync(Guid tenantId, Guid workflowId, CancellationToken cancellationToken)
    {
        await using var db = contexts.Create(TenantScope.Tenant(tenantId));
        var found = await db.Set<WorkflowRow>().Where(row => row.Id == workflowId && row.DeletedAt == null && row.ArchivedAt == null && row.PublishedVersion != null)
            .Select(row => new { row.PublishedVersion, row.PublishedHash }).FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : new WorkflowReference(tenantId, workflowId, found.PublishedVersion!.Value, found.PublishedHash!);
    }

    /// <summary>Keeps a draft for a test run and says how to refer to it. The same draft is kept once.</summary>
    public async Task<WorkflowReference> KeepDraftAsync(Guid tenantId, Guid workflowId, WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        var reference = new WorkflowReference(tenantId, workflowId, 0, DefinitionHash.OfDraft(definition));
        await using var db = contexts.Create(TenantScope.Tenant(tenantId));
        if (await IsKeptAsync(db, reference, cancellationToken))
        {
            // Young again, so that retention does not take it before the run is written.
            await db.Set<StoredDraftRow>().Where(draft => draft.Hash == reference.Hash && draft.CreatedAt < time.GetUtcNow().AddHours(-1))
                .ExecuteUpdateAsync(set => set.SetProperty(draft => draft.CreatedAt, time.GetUtcNow()), cancellationToken);
            return reference;
        }

        db.Add(new StoredDraftRow { TenantId = tenantId, Hash = reference.Hash, WorkflowId = workflowId, Definition = DefinitionJson.Write(definition), CreatedAt = time.GetUtcNow() });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Somebody else kept the same draft at the same moment.
            db.ChangeTracker.Clear();
            if (!await IsKeptAsync(db, reference, cancellationToken)) throw;
        }

        return reference;
    }

    private static Task<bool> IsKeptAsync(AuterityDb db, WorkflowReference reference, CancellationToken cancellationToken) =>
        db.Set<StoredDraftRow>().AnyAsync(draft => draft.Hash == reference.Hash, cancellationToken);
}
