using Auterity.Workflows.Catalog;

namespace Auterity.Workflows.Definitions.Validation;

/// <summary>Triggers that nothing fires yet: schedules, and those that look for news.</summary>
internal static class TriggerChecks
{
    public static IEnumerable<DefinitionFault> Check(DefinitionGraph graph) => graph.Nodes
        .Where(node => !node.Definition.Disabled && (node.Type?.Kind == NodeKind.Polling || node.Definition.Type == "trigger.schedule"))
        .Select(node => DefinitionFault.Warning(node.Definition, null, "trigger-idle",
            $"'{node.Definition.Name}' does not fire on its own yet: schedules and triggers that look for news are not run in this version. Start the workflow by hand, over the API or with a webhook."));
}
