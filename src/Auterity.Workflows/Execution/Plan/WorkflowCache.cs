using System.Collections.Concurrent;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Definitions;

namespace Auterity.Workflows.Execution.Plan;

/// <summary>Compiled workflows by content, shared by all runs of the process; what nobody asked for lately makes room.</summary>
/// <remarks>Runs hold the workflow they use, and so does the table of published ones: what is dropped here is only compiled again when a run of it comes back.</remarks>
internal sealed class WorkflowCache(IDefinitionSource source, Func<string, int, NodeType?> findType, int most = WorkflowCache.Most)
{
    /// <summary>Compiled workflows kept for those to come.</summary>
    public const int Most = 1_000;

    private readonly ConcurrentDictionary<(Guid Tenant, Guid Workflow, int Version, string Hash), Entry> compiled = new();
    private long uses;
    private readonly ConcurrentDictionary<(Guid Tenant, Guid Workflow), CompiledWorkflow> published = new();
    private long changes;

    /// <summary>Compiled workflows kept.</summary>
    public int Count => compiled.Count;

    /// <summary>The compiled form of a definition.</summary>
    /// <exception cref="KeyNotFoundException">No such definition is stored.</exception>
    public async ValueTask<CompiledWorkflow> GetAsync(WorkflowReference reference, CancellationToken cancellationToken)
    {
        var key = (reference.TenantId, reference.WorkflowId, reference.Version, Convert.ToHexString(reference.Hash));
        if (compiled.TryGetValue(key, out var found))
        {
            found.UsedAt = Interlocked.Increment(ref uses);
            return found.Workflow;
        }

        var stored = await source.FindAsync(reference, cancellationToken)
            ?? throw new KeyNotFoundException($"Workflow {reference.WorkflowId} has no stored version {reference.Version} with hash {key.Item4}.");
        var entry = compiled.GetOrAdd(key, _ => new Entry(new CompiledWorkflow(stored.Identity, stored.Definition, findType)));
        entry.UsedAt = Interlocked.Increment(ref uses);
        MakeRoom();
        if (stored.Definition.Settings.ErrorWorkflow is { } handler && handler != reference.WorkflowId)
            await EnsurePublishedAsync(reference.TenantId, handler, cancellationToken);
        return entry.Workflow;
    }

    private void MakeRoom()
    {
        // A tenth more than one too many, so that not every new one has to look for the oldest.
        var surplus = compiled.Count - most;
        if (surplus <= 0) return;
        foreach (var (key, _) in compiled.ToArray().OrderBy(entry => entry.Value.UsedAt).Take(surplus + (most / 10)))
            compiled.TryRemove(key, out _);
    }

    /// <summary>The latest published version, if it is in memory; see <see cref="EnsurePublishedAsync"/>.</summary>
    public CompiledWorkflow? FindPublished(Guid tenantId, Guid workflowId) => published.GetValueOrDefault((tenantId, workflowId));

    /// <summary>Brings the latest published version into memory; null when there is none.</summary>
    public async ValueTask<CompiledWorkflow?> EnsurePublishedAsync(Guid tenantId, Guid workflowId, CancellationToken cancellationToken)
    {
        return published.TryGetValue((tenantId, workflowId), out var found) ? found : await LoadPublishedAsync(tenantId, workflowId, cancellationToken);
    }

    /// <summary>Reads again which version is the published one, and what its compiled versions say about name and triggers; runs under way keep theirs.</summary>
    /// <remarks>The old one stays until the new one is there: a shard that is about to start a child cannot wait for it.</remarks>
    public async Task RefreshAsync(Guid tenantId, Guid workflowId, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref changes);
        foreach (var key in compiled.Keys.Where(key => key.Tenant == tenantId && key.Workflow == workflowId))
            compiled.TryRemove(key, out _);
        if (await LoadPublishedAsync(tenantId, workflowId, cancellationToken) is null) published.TryRemove((tenantId, workflowId), out _);
    }

    private async ValueTask<CompiledWorkflow?> LoadPublishedAsync(Guid tenantId, Guid workflowId, CancellationToken cancellationToken)
    {
        while (true)
        {
            var before = Interlocked.Read(ref changes);
            if (await source.FindPublishedAsync(tenantId, workflowId, cancellationToken) is not { } reference) return null;
            var workflow = await GetAsync(reference, cancellationToken);
            // Something was published meanwhile: what was read may be old already.
            if (before == Interlocked.Read(ref changes)) return published[(tenantId, workflowId)] = workflow;
        }
    }

    private sealed class Entry(CompiledWorkflow workflow)
    {
        public CompiledWorkflow Workflow => workflow;

        /// <summary>When it was asked for last, in uses of the cache.</summary>
        public long UsedAt { get; set; }
    }
}

/// <summary>Exactly one definition.</summary>
internal sealed record WorkflowReference(Guid TenantId, Guid WorkflowId, int Version, byte[] Hash);

/// <summary>A stored definition and what it belongs to.</summary>
internal sealed record StoredDefinition(WorkflowIdentity Identity, WorkflowDefinition Definition);

/// <summary>Where definitions come from: the database, or a test.</summary>
internal interface IDefinitionSource
{
    Task<StoredDefinition?> FindAsync(WorkflowReference reference, CancellationToken cancellationToken);

    Task<WorkflowReference?> FindPublishedAsync(Guid tenantId, Guid workflowId, CancellationToken cancellationToken);
}
