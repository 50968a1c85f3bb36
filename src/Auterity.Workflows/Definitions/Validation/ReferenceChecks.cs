using System.Text.Json;
using Auterity.Platform.Data;
using Auterity.Workflows.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Definitions.Validation;

/// <summary>Workflows a definition names: those it calls, and its error workflow. Looks only into the request's tenant.</summary>
internal sealed class ReferenceChecks(AuterityDb db, NodeCatalog catalog)
{
    private const string CallType = "flow.workflow";
    private const string ErrorTrigger = "trigger.error";
    private const string CallTrigger = "trigger.workflow";

    /// <summary>Errors for what does not exist or does not fit; warnings for what exists but would not answer yet.</summary>
    public async Task<IReadOnlyList<DefinitionFault>> FindFaultsAsync(WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        var graph = new DefinitionGraph(definition, catalog);
        var calls = graph.Nodes.Select(node => (Node: node, Target: TargetOf(node.Definition))).Where(call => call.Target is not null).ToList();
        var workflows = await WorkflowsAsync([.. calls.Select(call => call.Target!.Value), .. definition.Settings.ErrorWorkflow is { } handler ? [handler] : Array.Empty<Guid>()], cancellationToken);
        return
        [
            .. calls.SelectMany(call => WorkflowFaults(workflows, call.Target!.Value, CallTrigger, call.Node.Definition, "parameters.workflowId", call.Node.Severity)),
            .. definition.Settings.ErrorWorkflow is { } error ? WorkflowFaults(workflows, error, ErrorTrigger, null, "settings.errorWorkflow", FaultSeverity.Error) : [],
        ];
    }

    private static IEnumerable<DefinitionFault> WorkflowFaults(
        Dictionary<Guid, Named> known, Guid id, string trigger, NodeDefinition? node, string field, FaultSeverity severity)
    {
        if (!known.TryGetValue(id, out var workflow))
            yield return Fault(node, field, "unknown-workflow", severity, $"There is no workflow {id}. Choose another one.");
        else if (!workflow.IsPublished)
            yield return Fault(node, field, "workflow-not-published", FaultSeverity.Warning, $"'{workflow.Name}' has no published version, or is archived: it cannot be started until it has.");
        else if (!workflow.Triggers.Contains(trigger))
            yield return Fault(node, field, "workflow-trigger", FaultSeverity.Warning, $"'{workflow.Name}' has no trigger for this ({trigger}): it cannot be started until it has.");
    }

    private async Task<Dictionary<Guid, Named>> WorkflowsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return [];
        var rows = await db.Set<WorkflowRow>().Where(row => ids.Contains(row.Id) && row.DeletedAt == null)
            .Select(row => new { row.Id, row.Name, row.PublishedVersion, row.ArchivedAt }).ToListAsync(cancellationToken);
        var found = new Dictionary<Guid, Named>();
        foreach (var row in rows)
        {
            var content = row.ArchivedAt is not null || row.PublishedVersion is not { } number ? null
                : await db.Set<VersionRow>().Where(version => version.WorkflowId == row.Id && version.Number == number).Select(version => version.Definition).FirstOrDefaultAsync(cancellationToken);
            found[row.Id] = new(row.Name, content is not null, content is null ? [] : [.. DefinitionJson.Read(content).Nodes.Where(node => !node.Disabled).Select(node => node.Type)]);
        }

        return found;
    }

    /// <summary>The workflow a node calls, where it is written and not computed.</summary>
    private static Guid? TargetOf(NodeDefinition node) =>
        node.Type == CallType && node.Parameters.ValueKind == JsonValueKind.Object && node.Parameters.TryGetProperty("workflowId", out var id)
            && id.ValueKind == JsonValueKind.String && Guid.TryParse(id.GetString(), out var target) ? target : null;

    private static DefinitionFault Fault(NodeDefinition? node, string field, string code, FaultSeverity severity, string message) => new(node?.Id, node?.Name, field, code, severity, message);

    private sealed record Named(string Name, bool IsPublished, HashSet<string> Triggers);
}
