using Auterity.Platform.Data;
using Auterity.Workflows.Definitions;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Runs.Retention;

/// <summary>Deletes drafts that were kept for test runs of which none is left.</summary>
internal sealed class DraftSweep(AuterityDbFactory contexts, TimeProvider time)
{
    /// <summary>A draft is kept before its run is written, and again when it is used again.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    /// <returns>How many drafts were deleted.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Grace;
        await using var db = contexts.Create(TenantScope.System("retention"));
        var runs = db.AcrossTenants<RunRow>("whether one is pinned to it");
        return await db.AcrossTenants<StoredDraftRow>("retention of every tenant")
            .Where(draft => draft.CreatedAt < before
                && !runs.Any(run => run.TenantId == draft.TenantId && run.WorkflowId == draft.WorkflowId && run.WorkflowVersion == 0 && run.DefinitionHash == draft.Hash))
            .ExecuteDeleteAsync(cancellationToken);
    }
}
