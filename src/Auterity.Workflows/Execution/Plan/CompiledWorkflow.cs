using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Expressions;

namespace Auterity.Workflows.Execution.Plan;

/// <summary>A definition made ready to run: node types found, parameters compiled, plans by trigger. Shared by all its runs.</summary>
internal sealed class CompiledWorkflow
{
    private readonly ConcurrentDictionary<int, FlowPlan> plans = new();
    private readonly Dictionary<string, int> byName;
    private readonly Dictionary<string, int> byId;

    public CompiledWorkflow(WorkflowIdentity identity, WorkflowDefinition definition, Func<string, int, NodeType?> findType)
    {
        Identity = identity;
        Definition = definition;
        Nodes = [.. definition.Nodes.Select(node => new CompiledNode(node, findType(node.Type, node.Version)))];
        byName = new Dictionary<string, int>(StringComparer.Ordinal);
        byId = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < definition.Nodes.Count; i++)
        {
            byName.TryAdd(definition.Nodes[i].Name, i);
            byId.TryAdd(definition.Nodes[i].Id, i);
        }

        foreach (var edge in definition.Edges)
            if (byId.TryGetValue(edge.From, out var from) && byId.TryGetValue(edge.To, out var to) && edge.Input.StartsWith("ai_", StringComparison.Ordinal)
                && !definition.Nodes[from].Disabled)
                Nodes[to].Attachments.Add((edge.Input, from));
    }

    public WorkflowIdentity Identity { get; }

    public WorkflowDefinition Definition { get; }

    public CompiledNode[] Nodes { get; }

    /// <summary>Index of a node by its name; -1 when there is none.</summary>
    public int IndexOfName(string name) => byName.GetValueOrDefault(name, -1);

    /// <summary>Index of a node by its id; -1 when there is none.</summary>
    public int IndexOfId(string id) => byId.GetValueOrDefault(id, -1);

    /// <summary>Index of the first enabled node of a trigger type; -1 when there is none.</summary>
    public int FindTrigger(string type) => Array.FindIndex(Nodes, node => node.Definition.Type == type && !node.Definition.Disabled);

    public FlowPlan PlanFor(int trigger) => plans.GetOrAdd(trigger, index =>
        FlowPlanner.Plan(Definition, Definition.Nodes[index].Id, node => Nodes[byId[node.Id]].Traits));
}

/// <summary>Which workflow, which version, whose.</summary>
/// <param name="Version">Published version; 0 for a draft.</param>
/// <param name="Hash">Content hash of the definition.</param>
internal sealed record WorkflowIdentity(Guid TenantId, Guid Id, string Name, int Version, byte[] Hash, bool Active);

/// <summary>A node made ready to run.</summary>
internal sealed class CompiledNode
{
    private object? staticInput;

    public CompiledNode(NodeDefinition definition, NodeType? type)
    {
        Definition = definition;
        Type = type;
        Parameters = CompiledParameters.Compile(definition.Parameters, type is null ? null : VerbatimFields(type));
        Traits = TraitsOf(definition, type);
        Delivery = Traits.Delivery == Delivery.Pure ? Delivery.Pure : definition.Policy.Delivery ?? Traits.Delivery;
    }

    public NodeDefinition Definition { get; }

    /// <summary>The node's type; null when this installation does not have it.</summary>
    public NodeType? Type { get; }

    public CompiledParameters Parameters { get; }

    public NodeTraits Traits { get; }

    public Delivery Delivery { get; }

    /// <summary>Whether an attempt must be admitted by limits before it begins.</summary>
    public bool IsLimited => Definition.Policy is { Concurrency: not null } or { Rate: not null };

    /// <summary>Sub-nodes plugged into this one: port, and index of the node.</summary>
    public List<(string Slot, int Node)> Attachments { get; } = [];

    /// <summary>Whether a shard may run it within a turn, given few items (ENGINE rule 31).</summary>
    public bool IsInline => Delivery == Delivery.Pure && Type is { Info.Heavy: false } && (Parameters.IsStatic || Parameters.IsNative);

    /// <summary>Binds parameters without expressions once and for all.</summary>
    public object StaticInput() => staticInput ??= Type!.Bind(Definition.Parameters);

    private static NodeTraits TraitsOf(NodeDefinition definition, NodeType? type)
    {
        if (type is null) return new NodeTraits(["main"], ["main"], [], false, Delivery.AtLeastOnce);
        return new NodeTraits(
            [.. type.InputsOf(definition.Parameters)],
            [.. type.OutputsOf(definition.Parameters)],
            type.Info.RequiredInputs,
            type.Kind is NodeKind.PerItem or NodeKind.Stepped,
            type.Kind is NodeKind.Trigger or NodeKind.Polling ? Delivery.Pure : type.DeliveryOf(definition.Parameters),
            type.Info.Type == NodeNames.Loop);
    }

    private static HashSet<string> VerbatimFields(NodeType type)
    {
        var verbatim = type.InputType.GetProperties().Where(property => property.GetCustomAttribute<FieldAttribute>()?.Verbatim == true).Select(property => property.Name)
            .Concat(type.InputType.GetConstructors().SelectMany(constructor => constructor.GetParameters())
                .Where(parameter => parameter.GetCustomAttribute<FieldAttribute>()?.Verbatim == true).Select(parameter => parameter.Name!));
        return [.. verbatim.Select(JsonNamingPolicy.CamelCase.ConvertName)];
    }
}

/// <summary>Node types the engine knows by name.</summary>
internal static class NodeNames
{
    public const string Loop = "flow.loop";

    public const string Wait = "flow.wait";
}
