using System.Collections.Concurrent;
using System.Data.Common;
using Auterity.Platform.Data;
using Auterity.Workflows.Definitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Auterity.Workflows.Runs.Retention;

/// <summary>Finds the finished runs that may go: too old, too many, or of a workflow that keeps none (ENGINE rule 24).</summary>
internal sealed class ExpiredRuns(Database database, AuterityDbFactory contexts, IOptionsMonitor<RetentionOptions> options, TimeProvider time)
{
    private const string Good = "'Succeeded','Cancelled'";
    private const string Bad = "'Failed'";

    /// <summary>What published versions keep, which never changes.</summary>
    private readonly ConcurrentDictionary<(Guid TenantId, Guid WorkflowId), (int Version, Keep Keep)> known = new();

    /// <summary>Workflows that may have runs, with what their published version keeps.</summary>
    public async Task<IReadOnlyList<(Guid TenantId, Guid WorkflowId, Keep Keep)>> WorkflowsAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.Create(TenantScope.System("retention"));
        var workflows = await db.AcrossTenants<WorkflowRow>("retention of every tenant").AsNoTracking()
            .Select(workflow => new { workflow.TenantId, workflow.Id, workflow.PublishedVersion }).ToListAsync(cancellationToken);
        foreach (var gone in known.Keys.Except(workflows.Select(workflow => (workflow.TenantId, workflow.Id))).ToList()) known.TryRemove(gone, out _);
        var found = new List<(Guid, Guid, Keep)>();
        foreach (var workflow in workflows)
            found.Add((workflow.TenantId, workflow.Id, workflow.PublishedVersion is { } version ? await KeepOfAsync(db, workflow.TenantId, workflow.Id, version, cancellationToken) : Keep.Everything));
        return found;
    }

    private async Task<Keep> KeepOfAsync(AuterityDb db, Guid tenantId, Guid workflowId, int version, CancellationToken cancellationToken)
    {
        if (known.TryGetValue((tenantId, workflowId), out var keep) && keep.Version == version) return keep.Keep;
        var definition = await db.AcrossTenants<VersionRow>("retention of every tenant").Where(row => row.TenantId == tenantId && row.WorkflowId == workflowId && row.Number == version)
            .Select(row => row.Definition).FirstOrDefaultAsync(cancellationToken);
        known[(tenantId, workflowId)] = keep = (version, definition is null ? Keep.Everything : DefinitionJson.Read(definition).Settings.Keep);
        return keep.Keep;
    }

    /// <summary>The next runs of a workflow that may go, oldest first.</summary>
    public async Task<IReadOnlyList<Guid>> FindAsync(Guid tenantId, Guid workflowId, Keep keep, int limit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenReadAsync(cancellationToken);
        var expired = new List<Guid>();
        foreach (var failed in new[] { false, true })
        {
            var expiry = RunExpiry.Of(options.CurrentValue, keep, failed, now);
            if (expiry.DeletesNothing || expired.Count >= limit) continue;
            var before = expiry.Before ?? DateTimeOffset.UnixEpoch;
            if (expiry.Most > 0 && await NewestToGoAsync(connection, tenantId, workflowId, failed, expiry.Most, cancellationToken) is { } surplus)
                await AddAsync(connection, expired, tenantId, workflowId, failed, surplus, now - RunExpiry.Grace, limit, cancellationToken);
            await AddAsync(connection, expired, tenantId, workflowId, failed, before, before, limit, cancellationToken);
        }

        return [.. expired.Distinct()];
    }

    /// <summary>When the newest run started that is one too many; null when there are not so many.</summary>
    private static async Task<DateTimeOffset?> NewestToGoAsync(DbConnection connection, Guid tenantId, Guid workflowId, bool failed, int most, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT started_at FROM runs WHERE tenant_id = @tenant AND workflow_id = @workflow AND status IN ({(failed ? Bad : Good)}) ORDER BY started_at DESC LIMIT 1 OFFSET @most";
        command.AddId("@tenant", tenantId);
        command.AddId("@workflow", workflowId);
        command.AddInt("@most", most);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? reader.ReadInstant(0) : null;
    }

    // A child stays as long as its parent goes on: the parent may ask for it again after a crash.
    private static async Task AddAsync(
        DbConnection connection, List<Guid> expired, Guid tenantId, Guid workflowId, bool failed, DateTimeOffset started, DateTimeOffset finished, int limit, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT id FROM runs WHERE tenant_id = @tenant AND workflow_id = @workflow AND started_at <= @started AND status IN ({(failed ? Bad : Good)}) AND finished_at < @finished " +
            "AND (parent_id IS NULL OR NOT EXISTS (SELECT 1 FROM runs AS parent WHERE parent.id = runs.parent_id AND parent.tenant_id = @tenant AND parent.status NOT IN ('Succeeded','Failed','Cancelled'))) " +
            "ORDER BY started_at LIMIT @limit";
        command.AddId("@tenant", tenantId);
        command.AddId("@workflow", workflowId);
        command.AddInstant("@started", started);
        command.AddInstant("@finished", finished);
        command.AddInt("@limit", limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            expired.Add(reader.ReadId(0));
    }
}
