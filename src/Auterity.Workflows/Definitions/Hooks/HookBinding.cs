using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Nodes;
using Auterity.Workflows.Webhooks;

namespace Auterity.Workflows.Definitions.Hooks;

/// <summary>One method and path that a trigger answers to.</summary>
internal sealed record HookBinding(string Method, WebhookPath Path, NodeDefinition Node)
{
    public const string NodeType = "trigger.webhook";

    /// <summary>The bindings of every trigger that is on; triggers with faulty parameters have none.</summary>
    public static IReadOnlyList<HookBinding> Of(WorkflowDefinition definition) =>
        [.. definition.Nodes.Where(node => node.Type == NodeType && !node.Disabled).SelectMany(Of)];

    private static IEnumerable<HookBinding> Of(NodeDefinition node)
    {
        if (InputOf(node) is not { } input || WebhookPath.TryParse(input.Path, out _) is not { } path) return [];
        return input.Methods.Select(method => method.ToUpperInvariant()).Distinct().Select(method => new HookBinding(method, path, node));
    }

    private static WebhookTrigger.Input? InputOf(NodeDefinition node)
    {
        try
        {
            return (WebhookTrigger.Input)InputBinder.Bind(node.Parameters, typeof(WebhookTrigger.Input));
        }
        catch (NodeException)
        {
            return null; // the validator says why
        }
    }
}
