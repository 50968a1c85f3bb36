using Auterity.Sdk;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Expressions;

namespace Auterity.Workflows.Definitions.Validation;

/// <summary>How nodes are to be treated: ranges, and what contradicts their type.</summary>
internal static class PolicyChecks
{
    private const double LongestTimeout = 30 * 86_400;
    private const double LongestDelay = 7 * 86_400;

    public static IEnumerable<DefinitionFault> Check(DefinitionGraph graph) =>
        graph.Nodes.SelectMany(node => (DefinitionFault[])[.. Ranges(node.Definition), .. Retries(node.Definition), .. Contradictions(graph, node)]);

    private static IEnumerable<DefinitionFault> Ranges(NodeDefinition node)
    {
        if (node.Policy.TimeoutSeconds is <= 0 or > LongestTimeout)
            yield return OutOfRange(node, "policy.timeoutSeconds", $"more than 0 and at most {LongestTimeout:N0} seconds");
        if (node.Policy.Parallel is < 1 or > 1000)
            yield return OutOfRange(node, "policy.parallel", "1 to 1,000");
        if (node.Policy.ItemParallel is < 1 or > 1000)
            yield return OutOfRange(node, "policy.itemParallel", "1 to 1,000");
    }

    private static IEnumerable<DefinitionFault> Retries(NodeDefinition node)
    {
        if (node.Policy.Retry is not { } retry) yield break;
        if (retry.Attempts is < 1 or > 100)
            yield return OutOfRange(node, "policy.retry.attempts", "1 to 100");
        if (retry.DelaySeconds is < 0 or > LongestDelay)
            yield return OutOfRange(node, "policy.retry.delaySeconds", $"0 to {LongestDelay:N0} seconds");
        if (retry.MaxDelaySeconds is < 0 or > LongestDelay)
            yield return OutOfRange(node, "policy.retry.maxDelaySeconds", $"0 to {LongestDelay:N0} seconds");
        if (retry.Jitter is < 0 or > 1)
            yield return OutOfRange(node, "policy.retry.jitter", "0 to 1");
        foreach (var fault in retry.If is { } condition ? CompiledTemplate.Compile(condition, "policy.retry.if").Faults : [])
            yield return DefinitionFault.Error(node, "policy.retry.if", fault.Code, fault.Message, fault.Position);
    }

    private static IEnumerable<DefinitionFault> Contradictions(DefinitionGraph graph, GraphNode node)
    {
        if (node.Definition.Policy.Delivery == Delivery.Pure && node.Type is not null && node.Compiled.Traits.Delivery != Delivery.Pure)
            yield return DefinitionFault.Error(node.Definition, "policy.delivery", "not-pure", $"'{node.Definition.Type}' touches the world and cannot be declared pure. Choose atLeastOnce or atMostOnce.");
        if (node.Definition.Policy.OnError == OnError.ErrorOutput && !node.Definition.Disabled && !graph.Next[node].Any(edge => edge.Definition.Output == NodeTraits.Error))
            yield return DefinitionFault.Warning(node.Definition, "policy.onError", "error-output-unwired", "Nothing is wired to the error output: failed items vanish. Wire it, or choose another way to treat errors.");
    }

    private static DefinitionFault OutOfRange(NodeDefinition node, string field, string range) =>
        DefinitionFault.Error(node, field, "out-of-range", $"The value is out of range; it is {range}.");
}
