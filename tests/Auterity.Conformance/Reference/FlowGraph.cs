using Auterity.Workflows.Definitions;

namespace Auterity.Conformance.Reference;

/// <summary>The part of a definition one trigger reaches, with ranks, back edges and the forest of loop regions (rules 1, 2, 8).</summary>
internal sealed class FlowGraph
{
    private FlowGraph(IReadOnlyList<FlowNode> nodes, FlowNode trigger, IReadOnlyList<Region> regions)
    {
        Nodes = nodes;
        Trigger = trigger;
        Regions = regions;
    }

    /// <summary>Reached nodes in stored order.</summary>
    public IReadOnlyList<FlowNode> Nodes { get; }

    public FlowNode Trigger { get; }

    /// <summary>Every region, inner ones before the ones around them.</summary>
    public IReadOnlyList<Region> Regions { get; }

    public static FlowGraph Of(WorkflowDefinition definition, string trigger)
    {
        // 1. Flow edges only: attachments are no part of the flow.
        var all = definition.Nodes.Select((node, index) => new FlowNode(node, index)).ToDictionary(node => node.Id);
        foreach (var (edge, index) in definition.Edges.Select((edge, index) => (edge, index)))
        {
            if (Graph.IsAttachment(edge)) continue;
            var flow = new FlowEdge(index, all[edge.From], all[edge.To], edge.Output, edge.Input);
            flow.From.Out.Add(flow);
            flow.To.In.Add(flow);
        }

        // 2. What the trigger reaches, in the order a depth-first walk enters it; everything else is pruned.
        var entered = new List<FlowNode>();
        Walk(all[trigger], entered);
        foreach (var node in entered)
        {
            node.Entered = entered.IndexOf(node);
            node.In.RemoveAll(edge => !entered.Contains(edge.From));
        }

        // 3. Regions, then what each edge leaves and enters, then ranks over forward edges.
        var regions = new List<Region>();
        FindRegions([.. entered], parent: null, regions);
        foreach (var edge in entered.SelectMany(node => node.Out))
            edge.Place();
        foreach (var node in entered)
            node.Rank = RankOf(node);
        return new FlowGraph([.. entered.OrderBy(node => node.Stored)], all[trigger], [.. regions.OrderByDescending(region => region.Depth).ThenBy(region => region.Header.Stored)]);
    }

    private static void Walk(FlowNode node, List<FlowNode> entered)
    {
        if (entered.Contains(node)) return;
        entered.Add(node);
        foreach (var edge in node.Out)
            Walk(edge.To, entered);
    }

    /// <summary>Each cyclic strongly connected component is a region; without its back edges the same is asked of its inside.</summary>
    private static void FindRegions(HashSet<FlowNode> nodes, Region? parent, List<Region> regions)
    {
        var reach = nodes.ToDictionary(node => node, node => Reach(node, nodes));
        var left = nodes.Where(node => reach[node].Contains(node)).ToHashSet();
        while (left.Count > 0)
        {
            var header = left.MinBy(node => node.Entered)!;
            var members = left.Where(node => reach[node].Contains(header) && reach[header].Contains(node)).ToHashSet();
            left.ExceptWith(members);
            var region = new Region(header, members, parent);
            header.HeaderOf = region;
            foreach (var member in members)
                member.Region = region;
            foreach (var edge in header.In.Where(edge => members.Contains(edge.From) && !edge.IsBack))
                edge.IsBack = true;
            regions.Add(region);
            FindRegions(members, region, regions);
        }
    }

    /// <summary>Nodes reached by at least one edge that is no back edge, inside the given set.</summary>
    private static HashSet<FlowNode> Reach(FlowNode start, HashSet<FlowNode> within)
    {
        var reached = new HashSet<FlowNode>();
        var open = new Stack<FlowNode>([start]);
        while (open.TryPop(out var node))
        {
            foreach (var edge in node.Out.Where(edge => !edge.IsBack && within.Contains(edge.To)))
                if (reached.Add(edge.To)) open.Push(edge.To);
        }

        return reached;
    }

    private static int RankOf(FlowNode node) => node.Rank >= 0
        ? node.Rank
        : node.Rank = node.In.Where(edge => !edge.IsBack).Select(edge => RankOf(edge.From) + 1).DefaultIfEmpty(0).Max();
}
