using System.Collections.Concurrent;
using Auterity.Platform.Data;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Definitions.Hooks;
using Auterity.Workflows.Execution.Plan;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Webhooks;

/// <summary>Finds the draft whose webhook trigger answers to a test call: the one edited last.</summary>
/// <remarks>Where each draft listens is remembered by its content: a call reads which drafts there are, and only those that changed.</remarks>
internal sealed class DraftHooks(AuterityDbFactory contexts, DefinitionStore definitions, WorkflowCache workflows)
{
    private const int MostDrafts = 500;

    private readonly ConcurrentDictionary<Guid, IReadOnlyList<DraftAddresses>> known = new();

    public async Task<DraftHook?> FindAsync(Guid tenantId, string method, string path, CancellationToken cancellationToken)
    {
        await using var db = contexts.Create(TenantScope.Tenant(tenantId));
        foreach (var draft in await AddressesAsync(db, tenantId, cancellationToken))
        {
            if (draft.Tree.Match(method, path) is not { } match) continue;
            if (await ReadAsync(db, draft.WorkflowId, cancellationToken) is not { } definition) continue;
            var workflow = await workflows.GetAsync(await definitions.KeepDraftAsync(tenantId, draft.WorkflowId, definition, cancellationToken), cancellationToken);
            // Saved between the two readings: the draft may listen elsewhere now.
            if (workflow.Definition.Nodes.Any(node => node.Id == match.Hook.NodeId)) return new DraftHook(workflow, match.Hook.NodeId, match.Values);
        }

        return null;
    }

    private async Task<IReadOnlyList<DraftAddresses>> AddressesAsync(AuterityDb db, Guid tenantId, CancellationToken cancellationToken)
    {
        var drafts = await db.Set<WorkflowRow>().AsNoTracking().Where(workflow => workflow.DeletedAt == null).OrderByDescending(workflow => workflow.UpdatedAt).Take(MostDrafts)
            .Select(workflow => new { workflow.Id, workflow.DraftHash }).ToListAsync(cancellationToken);
        var before = known.GetValueOrDefault(tenantId, []).ToDictionary(draft => draft.WorkflowId);
        var now = new List<DraftAddresses>();
        foreach (var draft in drafts)
        {
            if (before.TryGetValue(draft.Id, out var same) && same.Hash.AsSpan().SequenceEqual(draft.DraftHash)) now.Add(same);
            else if (await ReadAsync(db, draft.Id, cancellationToken) is { } definition) now.Add(new DraftAddresses(draft.Id, draft.DraftHash, TreeOf(draft.Id, definition)));
        }

        known[tenantId] = now;
        return now;
    }

    private static async Task<WorkflowDefinition?> ReadAsync(AuterityDb db, Guid workflowId, CancellationToken cancellationToken) =>
        await db.Set<DraftRow>().AsNoTracking().FirstOrDefaultAsync(draft => draft.WorkflowId == workflowId, cancellationToken) is { } draft ? DefinitionJson.Read(draft.Definition) : null;

    private static HookTree TreeOf(Guid workflowId, WorkflowDefinition definition) => new(HookBinding.Of(definition).Select(hook => new HookRow
    {
        WorkflowId = workflowId, Method = hook.Method, Shape = hook.Path.Shape, Path = hook.Path.ToString(), NodeId = hook.Node.Id, Hash = [],
    }));

    /// <summary>Where a draft of this content listens.</summary>
    private sealed record DraftAddresses(Guid WorkflowId, byte[] Hash, HookTree Tree);
}

/// <summary>A draft that answers.</summary>
internal sealed record DraftHook(CompiledWorkflow Workflow, string NodeId, IReadOnlyDictionary<string, string> Values);
