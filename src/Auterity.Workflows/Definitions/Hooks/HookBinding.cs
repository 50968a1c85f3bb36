using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Nodes;
using Auterity.Workflows.Webhooks;

namespace Auterity.Workflows.Definitions.Hooks;

/// <summary>One method and path that a trigger answers to.</summary>
internal sealed record HookBinding(string Method, WebhookPath Path, NodeDefinition Node)
{
    // The triggers that listen at an address, by type.
    private static readonly Dictionary<string, (Type Input, Func<object, WebhookTrigger.Input?> HookOf)> Triggers = new()
    {
        ["trigger.webhook"] = (typeof(WebhookTrigger.Input), input => (WebhookTrigger.Input)input),
        ["trigger.chat"] = (typeof(ChatTrigger.Input), new ChatTrigger().HookOf),
        ["trigger.form"] = (typeof(FormTrigger.Input), new FormTrigger().HookOf),
    };

    /// <summary>The bindings of every trigger that is on; triggers with faulty parameters have none.</summary>
    public static IReadOnlyList<HookBinding> Of(WorkflowDefinition definition) =>
        [.. definition.Nodes.Where(node => Triggers.ContainsKey(node.Type) && !node.Disabled).SelectMany(Of)];

    /// <summary>What a trigger listens to; null when it does not, or its parameters are faulty.</summary>
    public static WebhookTrigger.Input? InputOf(NodeDefinition node)
    {
        if (!Triggers.TryGetValue(node.Type, out var trigger)) return null;
        try
        {
            return trigger.HookOf(InputBinder.Bind(node.Parameters, trigger.Input));
        }
        catch (NodeException)
        {
            return null; // the validator says why
        }
    }

    private static IEnumerable<HookBinding> Of(NodeDefinition node)
    {
        if (InputOf(node) is not { } input || WebhookPath.TryParse(input.Path, out _) is not { } path) return [];
        return input.Methods.Select(method => method.ToUpperInvariant()).Distinct().Select(method => new HookBinding(method, path, node));
    }
}
