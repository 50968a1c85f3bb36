using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Expressions;

namespace Auterity.Workflows.Definitions.Validation;

/// <summary>How nodes are to be treated: ranges, and what contradicts their type.</summary>
internal static class PolicyChecks
{
    private const double LongestTimeout = 30 * 86_400;
    private const double LongestDelay = 7 * 86_400;
    private const double LongestRate = 86_400;
    private const double LongestCache = 86_400;

    public static IEnumerable<DefinitionFault> Check(DefinitionGraph graph) =>
        graph.Nodes.SelectMany(node => (DefinitionFault[])[.. Ranges(node.Definition), .. Retries(node.Definition), .. Limits(node.Definition), .. Contradictions(graph, node)]);

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
        foreach (var fault in Template(node, retry.If is { } condition ? RetryPolicy.TemplateOf(condition) : null, "policy.retry.if"))
            yield return fault;
    }

    private static IEnumerable<DefinitionFault> Limits(NodeDefinition node)
    {
        var policy = node.Policy;
        if (policy.Concurrency is { Limit: < 1 or > 10_000 })
            yield return OutOfRange(node, "policy.concurrency.limit", "1 to 10,000");
        if (policy.Rate is { Count: < 1 or > 1_000_000 })
            yield return OutOfRange(node, "policy.rate.count", "1 to 1,000,000");
        if (policy.Rate is { Seconds: <= 0 or > LongestRate })
            yield return OutOfRange(node, "policy.rate.seconds", $"more than 0 and at most {LongestRate:N0} seconds");
        if (policy.Cache is { Seconds: <= 0 or > LongestCache })
            yield return OutOfRange(node, "policy.cache.seconds", $"more than 0 and at most {LongestCache:N0} seconds");
        (string? Text, string Field)[] keys = [(policy.Concurrency?.Key, "policy.concurrency.key"), (policy.Rate?.Key, "policy.rate.key"), (policy.Cache?.Key, "policy.cache.key")];
        foreach (var fault in keys.SelectMany(key => Template(node, key.Text, key.Field)))
            yield return fault;
    }

    private static IEnumerable<DefinitionFault> Template(NodeDefinition node, string? text, string field) =>
        text is null ? [] : CompiledTemplate.Compile(text, field).Faults.Select(fault => DefinitionFault.Error(node, field, fault.Code, fault.Message, fault.Position));

    private static IEnumerable<DefinitionFault> Contradictions(DefinitionGraph graph, GraphNode node)
    {
        if (node.Definition.Policy.Delivery == Delivery.Pure && node.Type is not null && node.Compiled.Traits.Delivery != Delivery.Pure)
            yield return DefinitionFault.Error(node.Definition, "policy.delivery", "not-pure", $"'{node.Definition.Type}' touches the world and cannot be declared pure. Choose atLeastOnce or atMostOnce.");
        if (node.Type is not null && node.Compiled.Delivery == Delivery.Pure && (node.Definition.Policy.Concurrency is not null || node.Definition.Policy.Rate is not null || node.Definition.Policy.Cache is not null))
            yield return DefinitionFault.Warning(node.Definition, "policy", "policy-without-effect", "Limits and cached results act on steps that touch the world; this one does not.");
        if (node.Definition.Policy is { Cache: not null, Sensitive: true })
            yield return DefinitionFault.Error(node.Definition, "policy.cache", "cache-of-sensitive", "The results of a sensitive step are not kept in a cache. Take one of the two away.");
        if (node.Definition.Policy.Cache is not null && node.Type is { Kind: not NodeKind.PerItem })
            yield return DefinitionFault.Error(node.Definition, "policy.cache", "cache-needs-items", $"'{node.Definition.Type}' takes all its items at once; results are kept for nodes that work item by item.");
        if (node.Definition.Policy.Cache is not null && node.Compiled.Delivery == Delivery.AtMostOnce)
            yield return DefinitionFault.Error(node.Definition, "policy.cache", "cache-of-at-most-once", "A step that must not be repeated is not answered from a cache either: it would seem to be done. Take the cache away, or choose atLeastOnce.");
        if (node.Definition.Policy.OnError == OnError.ErrorOutput && !node.Definition.Disabled && !graph.Next[node].Any(edge => edge.Definition.Output == NodeTraits.Error))
            yield return DefinitionFault.Warning(node.Definition, "policy.onError", "error-output-unwired", "Nothing is wired to the error output: failed items vanish. Wire it, or choose another way to treat errors.");
    }

    private static DefinitionFault OutOfRange(NodeDefinition node, string field, string range) =>
        DefinitionFault.Error(node, field, "out-of-range", $"The value is out of range; it is {range}.");
}
