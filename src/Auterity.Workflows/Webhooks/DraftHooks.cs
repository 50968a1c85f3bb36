using Auterity.Platform.Data;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Definitions.Hooks;
using Auterity.Workflows.Execution.Plan;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Webhooks;

/// <summary>Finds the draft whose webhook trigger answers to a test call: the one edited last.</summary>
internal sealed class DraftHooks(AuterityDbFactory contexts, DefinitionStore definitions, WorkflowCache workflows)
{
    private const int MostDrafts = 500;

    public async Task<DraftHook?> FindAsync(Guid tenantId, string method, string path, CancellationToken cancellationToken)
    {
        await using var db = contexts.Create(TenantScope.Tenant(tenantId));
        var drafts = db.Set<WorkflowRow>().Where(workflow => workflow.DeletedAt == null).OrderByDescending(workflow => workflow.UpdatedAt).Take(MostDrafts)
            .Join(db.Set<DraftRow>(), workflow => workflow.Id, draft => draft.WorkflowId, (workflow, draft) => new { workflow.Id, draft.Definition });
        await foreach (var draft in drafts.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (!draft.Definition.AsSpan().ContainsHook()) continue;
            var definition = DefinitionJson.Read(draft.Definition);
            var tree = new HookTree(HookBinding.Of(definition).Select(hook => new HookRow
            {
                Method = hook.Method, Shape = hook.Path.Shape, Path = hook.Path.ToString(), NodeId = hook.Node.Id, Hash = [],
            }));
            if (tree.Match(method, path) is not { } match) continue;
            var workflow = await workflows.GetAsync(await definitions.KeepDraftAsync(tenantId, draft.Id, definition, cancellationToken), cancellationToken);
            return new DraftHook(workflow, match.Hook.NodeId, match.Values);
        }

        return null;
    }
}

/// <summary>A draft that answers.</summary>
internal sealed record DraftHook(CompiledWorkflow Workflow, string NodeId, IReadOnlyDictionary<string, string> Values);

internal static class DraftBytes
{
    public static bool ContainsHook(this Span<byte> definition) => definition.IndexOf("\"trigger.webhook\""u8) >= 0;
}
