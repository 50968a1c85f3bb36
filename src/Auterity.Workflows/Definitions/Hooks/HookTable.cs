using Auterity.Platform.Data;
using Auterity.Workflows.Definitions.Validation;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Definitions.Hooks;

/// <summary>The addresses of the request's tenant, kept in step with what is published and active.</summary>
internal sealed class HookTable(AuterityDb db)
{
    /// <summary>Addresses of the definition that another workflow answers to already.</summary>
    public async Task<IReadOnlyList<DefinitionFault>> FindConflictsAsync(Guid workflowId, WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        var wanted = HookBinding.Of(definition);
        if (wanted.Count == 0) return [];
        var shapes = wanted.Select(hook => hook.Path.Shape).Distinct().ToList();
        var taken = await db.Set<HookRow>().Where(hook => hook.WorkflowId != workflowId && shapes.Contains(hook.Shape))
            .Join(db.Set<WorkflowRow>(), hook => hook.WorkflowId, workflow => workflow.Id, (hook, workflow) => new { hook.Method, hook.Shape, hook.Path, hook.WorkflowId, workflow.Name })
            .ToListAsync(cancellationToken);
        return [.. from hook in wanted
                   join other in taken on (hook.Method, hook.Path.Shape) equals (other.Method, other.Shape)
                   select DefinitionFault.Error(hook.Node, "parameters.path", "hook-taken",
                       $"{hook.Method} {hook.Path} is answered by the workflow '{other.Name}' ({other.WorkflowId}, {other.Path}). Choose another path, or turn that one's triggers off.")];
    }

    /// <summary>Sets the workflow's addresses in the context; saving is the caller's.</summary>
    /// <param name="workflow">Whose they are.</param>
    /// <param name="published">The version that answers; null when none does, because the triggers are off.</param>
    public async Task SetAsync(WorkflowRow workflow, WorkflowDefinition? published, CancellationToken cancellationToken)
    {
        var rows = await db.Set<HookRow>().Where(hook => hook.WorkflowId == workflow.Id).ToDictionaryAsync(hook => (hook.Method, hook.Shape), cancellationToken);
        foreach (var binding in published is null ? [] : HookBinding.Of(published))
        {
            if (rows.Remove((binding.Method, binding.Path.Shape), out var row)) Update(row, workflow, binding);
            else db.Add(Row(workflow, binding));
        }

        db.RemoveRange(rows.Values);
    }

    private static void Update(HookRow row, WorkflowRow workflow, HookBinding binding)
    {
        row.Path = binding.Path.ToString();
        row.NodeId = binding.Node.Id;
        row.Version = workflow.PublishedVersion!.Value;
        if (!row.Hash.AsSpan().SequenceEqual(workflow.PublishedHash)) row.Hash = workflow.PublishedHash!;
    }

    private static HookRow Row(WorkflowRow workflow, HookBinding binding) => new()
    {
        TenantId = workflow.TenantId, Method = binding.Method, Shape = binding.Path.Shape, Path = binding.Path.ToString(), WorkflowId = workflow.Id,
        NodeId = binding.Node.Id, Version = workflow.PublishedVersion!.Value, Hash = workflow.PublishedHash!,
    };
}
