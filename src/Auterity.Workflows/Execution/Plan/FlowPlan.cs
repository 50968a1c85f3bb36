using Auterity.Workflows.Definitions;

namespace Auterity.Workflows.Execution.Plan;

/// <summary>The flow of one workflow as one trigger sees it: nodes and edges by index, ranks, and the forest of loop regions (ENGINE rule 1).</summary>
internal sealed class FlowPlan
{
    public required PlanNode[] Nodes { get; init; }

    public required PlanEdge[] Edges { get; init; }

    /// <summary>Loop regions, outer ones before the ones they contain.</summary>
    public required Region[] Regions { get; init; }

    public required int Trigger { get; init; }

    public required WorkflowSettings Settings { get; init; }
}

/// <summary>A node's place in the flow.</summary>
internal sealed class PlanNode
{
    public required int Index { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required NodePolicy Policy { get; init; }

    public required bool Disabled { get; init; }

    /// <summary>Driven by the engine itself, batch by batch (rule 2).</summary>
    public required bool IsLoop { get; init; }

    /// <summary>Each item is a unit of work with its own attempts, outcome and key.</summary>
    public required bool PerItem { get; init; }

    public required Sdk.Delivery Delivery { get; init; }

    /// <summary>Output port that gets the input while the node is disabled: the first, or <c>done</c> of a loop.</summary>
    public required int PassThrough { get; init; }

    public required InputPort[] Inputs { get; init; }

    /// <summary>Out-edges by output port, in stored order.</summary>
    public required PlanEdge[][] Outputs { get; init; }

    public required string[] OutputNames { get; init; }

    /// <summary>Out-edges of all ports, in stored order.</summary>
    public PlanEdge[] Out { get; set; } = [];

    /// <summary>Index of the port <c>error</c>, or -1.</summary>
    public required int ErrorOutput { get; init; }

    /// <summary>Whether the trigger leads here; the rest is pruned for this run.</summary>
    public bool Reachable { get; set; }

    /// <summary>Longest path from the trigger over forward edges.</summary>
    public int Rank { get; set; }

    /// <summary>Innermost region the node lies in; null outside any cycle.</summary>
    public Region? Region { get; set; }

    /// <summary>Region this node is the header of.</summary>
    public Region? Heads { get; set; }

    /// <summary>Back edges into this node, in stored order.</summary>
    public PlanEdge[] Back { get; set; } = [];

    /// <summary>Innermost region that holds what waits at the forward edges; null outside any. What waits at a header's door is outside its region.</summary>
    public Region? Holder => Heads is null ? Region : Heads.Parent;
}

/// <summary>An input port and the reachable edges into it.</summary>
internal sealed class InputPort
{
    public required int Index { get; init; }

    public required string Name { get; init; }

    public required bool Required { get; init; }

    /// <summary>Forward edges, in stored order.</summary>
    public PlanEdge[] Forward { get; set; } = [];

    /// <summary>How the port waits; with a single edge every kind comes to the same.</summary>
    public Join Join { get; set; }

    /// <summary>Whether all its deliveries are kept for later passes (rule 1).</summary>
    public bool OnlyLatched { get; set; }
}

/// <summary>A connection between two flow ports.</summary>
internal sealed class PlanEdge
{
    public required int Index { get; init; }

    public required PlanNode From { get; init; }

    public required int Output { get; init; }

    public required PlanNode To { get; init; }

    public required int Input { get; init; }

    public bool Reachable { get; set; }

    /// <summary>Closes a cycle: leads to the header of a region from inside it.</summary>
    public bool IsBack { get; set; }

    /// <summary>Innermost region that holds a delivery waiting on the edge; null outside any.</summary>
    public Region? Holder => IsBack ? To.Region : To.Holder;

    /// <summary>Regions the edge leaves, innermost first.</summary>
    public Region[] Exits { get; set; } = [];

    /// <summary>Outermost region the edge leaves: the one that skips on it when nothing ever came.</summary>
    public Region? Exit { get; set; }

    /// <summary>Outermost region the edge enters elsewhere than at its header: its last delivery is kept for that region's session.</summary>
    public Region? LatchedIn { get; set; }
}

/// <summary>A cyclic part of the flow: entered at its header, left by its exit edges.</summary>
internal sealed class Region
{
    public required int Index { get; set; }

    public required Region? Parent { get; init; }

    public required PlanNode Header { get; init; }

    public required int Depth { get; init; }

    /// <summary>Nodes inside, those of inner regions included, the header left out.</summary>
    public PlanNode[] Body { get; set; } = [];

    /// <summary>Edges for which this is the outermost region they leave, in stored order.</summary>
    public PlanEdge[] ExitEdges { get; set; } = [];

    /// <summary>Back edges into nodes inside, the header included.</summary>
    public PlanEdge[] BackEdges { get; set; } = [];

    /// <summary>Edges that enter beyond the header: one delivery a session, kept while it lasts.</summary>
    public PlanEdge[] Entries { get; set; } = [];

    public bool Contains(PlanNode node)
    {
        for (var region = node.Region; region is not null; region = region.Parent)
            if (region == this)
                return true;
        return false;
    }
}
