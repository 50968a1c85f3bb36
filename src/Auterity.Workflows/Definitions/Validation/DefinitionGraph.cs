using System.Text.Json;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Definitions.Validation;

/// <summary>A definition with its node types found and its edges sorted by kind: what all checks look at.</summary>
internal sealed class DefinitionGraph
{
    public DefinitionGraph(WorkflowDefinition definition, NodeCatalog catalog)
    {
        Definition = definition;
        Nodes = [.. definition.Nodes.Select(node => new GraphNode(node, catalog.FindType(node.Type, node.Version)))];
        foreach (var node in Nodes)
            ById.TryAdd(node.Definition.Id, node);

        foreach (var edge in definition.Edges)
        {
            if (!ById.TryGetValue(edge.From, out var from) || !ById.TryGetValue(edge.To, out var to)) continue;
            (IsAttachment(edge) ? AttachmentEdges : FlowEdges).Add(new GraphEdge(edge, from, to));
        }

        Next = FlowEdges.ToLookup(edge => edge.From);
    }

    public WorkflowDefinition Definition { get; }

    public IReadOnlyList<GraphNode> Nodes { get; }

    /// <summary>The first node of each id.</summary>
    public Dictionary<string, GraphNode> ById { get; } = new(StringComparer.Ordinal);

    /// <summary>Edges of the flow whose ends exist.</summary>
    public List<GraphEdge> FlowEdges { get; } = [];

    /// <summary>Edges that plug a sub-node into its host, and whose ends exist.</summary>
    public List<GraphEdge> AttachmentEdges { get; } = [];

    /// <summary>Flow edges by the node they leave.</summary>
    public ILookup<GraphNode, GraphEdge> Next { get; }

    /// <summary>Triggers that can fire.</summary>
    public IEnumerable<GraphNode> Triggers => Nodes.Where(node => node is { IsTrigger: true, Definition.Disabled: false });

    public static bool IsAttachment(EdgeDefinition edge) => edge.Input.StartsWith("ai_", StringComparison.Ordinal);

    /// <summary>The nodes the flow leads to from these, themselves included.</summary>
    public HashSet<GraphNode> ReachableFrom(IEnumerable<GraphNode> starts)
    {
        var seen = new HashSet<GraphNode>(starts);
        var open = new Stack<GraphNode>(seen);
        while (open.TryPop(out var node))
        {
            foreach (var edge in Next[node])
                if (seen.Add(edge.To))
                    open.Push(edge.To);
        }

        return seen;
    }
}

/// <summary>A node, its type, and its ports as its parameters make them.</summary>
internal sealed class GraphNode
{
    private static readonly JsonElement NoParameters = JsonElement.Parse("{}");

    public GraphNode(NodeDefinition definition, NodeType? type)
    {
        Definition = definition;
        Type = type;
        // Nodes may count on an object; that it is none is a fault of its own.
        Compiled = new CompiledNode(definition.Parameters.ValueKind == JsonValueKind.Object ? definition : definition with { Parameters = NoParameters }, type);
    }

    public NodeDefinition Definition { get; }

    /// <summary>Null when this installation does not have it.</summary>
    public NodeType? Type { get; }

    public CompiledNode Compiled { get; }

    public bool IsTrigger => Type?.Kind is NodeKind.Trigger or NodeKind.Polling;

    public bool IsAttachment => Type?.Kind is NodeKind.Attachment;

    /// <summary>Stands for a node this installation does not have.</summary>
    public bool IsStub => Definition.Type.StartsWith("n8n.stub", StringComparison.Ordinal);

    public IReadOnlyList<string> Inputs => IsTrigger || IsAttachment ? [] : Compiled.Traits.Inputs;

    public IReadOnlyList<string> Outputs =>
        IsAttachment ? [] :
        Definition.Policy.OnError == OnError.ErrorOutput && !Compiled.Traits.Outputs.Contains(NodeTraits.Error) ? [.. Compiled.Traits.Outputs, NodeTraits.Error] : Compiled.Traits.Outputs;

    /// <summary>What a fault of a disabled node is: it does not run, so it keeps nothing from being published.</summary>
    public FaultSeverity Severity => Definition.Disabled ? FaultSeverity.Warning : FaultSeverity.Error;
}

/// <summary>An edge whose ends exist.</summary>
internal sealed record GraphEdge(EdgeDefinition Definition, GraphNode From, GraphNode To);
