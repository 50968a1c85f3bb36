namespace Auterity.Workflows.Execution.Plan;

/// <summary>Finds the loop-nesting forest: strongly connected parts, their headers, their back edges, and the same again inside (ENGINE rule 1).</summary>
/// <remarks>
/// <code>
/// T → H → If ─true→ E        region {H, If, W}, header H (first on the walk from T)
///     ↑    └false→ W ─┐      back edge W → H, exit edge If → E
///     └───────────────┘
/// </code>
/// </remarks>
internal static class LoopForest
{
    /// <summary>Marks reachable nodes and edges, back edges and regions; returns the regions, outer before inner.</summary>
    public static Region[] Mark(PlanNode[] nodes, PlanEdge[] edges, PlanNode trigger)
    {
        var regions = new List<Region>();
        var reachable = Walk(trigger, edge => true, nodes.Length);
        foreach (var node in reachable)
            node.Reachable = true;
        foreach (var edge in edges)
            edge.Reachable = edge.From.Reachable;
        Divide(trigger, [.. reachable], null, regions, nodes.Length);
        return InOrder(regions);
    }

    // Outer before inner; walked backwards: the innermost first, then as stored.
    private static Region[] InOrder(List<Region> regions)
    {
        Region[] sorted = [.. regions.OrderBy(region => region.Depth).ThenByDescending(region => region.Header.Index)];
        for (var i = 0; i < sorted.Length; i++)
            sorted[i].Index = i;
        return sorted;
    }

    // 1. Split the nodes into strongly connected components over edges not yet set aside.
    // 2. Each cyclic one is a region; its header is the node the walk enters first.
    // 3. Edges inside it into the header are its back edges; set them aside and divide the inside again.
    private static void Divide(PlanNode start, HashSet<PlanNode> within, Region? parent, List<Region> regions, int size)
    {
        var pending = new Stack<(PlanNode Start, HashSet<PlanNode> Within, Region? Parent)>();
        pending.Push((start, within, parent));
        while (pending.TryPop(out var part))
        {
            foreach (var component in Components(part.Start, part.Within, size))
            {
                var header = component[0];
                var members = component.ToHashSet();
                if (component.Count == 1 && !Flow(header).Any(edge => edge.To == header)) continue;
                var region = new Region { Index = regions.Count, Parent = part.Parent, Header = header, Depth = (part.Parent?.Depth ?? -1) + 1 };
                regions.Add(region);
                header.Heads = region;
                foreach (var node in component)
                    node.Region = region;
                foreach (var edge in component.SelectMany(Flow).Where(edge => edge.To == header))
                    edge.IsBack = true;
                pending.Push((header, members, region));
            }
        }
    }

    private static IEnumerable<PlanEdge> Flow(PlanNode node) => node.Out.Where(edge => !edge.IsBack);

    /// <summary>Nodes in the order a depth-first walk enters them.</summary>
    private static List<PlanNode> Walk(PlanNode start, Func<PlanEdge, bool> follow, int size)
    {
        var seen = new bool[size];
        var order = new List<PlanNode>();
        var stack = new Stack<PlanNode>();
        stack.Push(start);
        while (stack.TryPop(out var node))
        {
            if (seen[node.Index]) continue;
            seen[node.Index] = true;
            order.Add(node);
            foreach (var edge in Flow(node).Where(follow).Reverse())
                stack.Push(edge.To);
        }

        return order;
    }

    /// <summary>Tarjan's algorithm without recursion; each component lists the node the walk entered first at its head.</summary>
    private static List<List<PlanNode>> Components(PlanNode start, HashSet<PlanNode> within, int size)
    {
        var order = new int[size];
        var low = new int[size];
        var onStack = new bool[size];
        var next = 1;
        var stack = new Stack<PlanNode>();
        var components = new List<List<PlanNode>>();
        var frames = new Stack<(PlanNode Node, IEnumerator<PlanEdge> Edges)>();
        Enter(start);
        while (frames.TryPeek(out var frame))
        {
            var node = frame.Node;
            if (frame.Edges.MoveNext())
            {
                var target = frame.Edges.Current.To;
                if (!within.Contains(target)) continue;
                if (order[target.Index] == 0) Enter(target);
                else if (onStack[target.Index]) low[node.Index] = Math.Min(low[node.Index], order[target.Index]);
                continue;
            }

            frames.Pop();
            frame.Edges.Dispose();
            if (frames.TryPeek(out var caller)) low[caller.Node.Index] = Math.Min(low[caller.Node.Index], low[node.Index]);
            if (low[node.Index] == order[node.Index]) components.Add(Collect(node));
        }

        // Components come out innermost first; the walk's order is what people read.
        components.Sort((a, b) => order[a[0].Index].CompareTo(order[b[0].Index]));
        return components;

        void Enter(PlanNode node)
        {
            order[node.Index] = low[node.Index] = next++;
            stack.Push(node);
            onStack[node.Index] = true;
            frames.Push((node, Flow(node).ToList().GetEnumerator()));
        }

        List<PlanNode> Collect(PlanNode root)
        {
            var component = new List<PlanNode>();
            PlanNode member;
            do
            {
                member = stack.Pop();
                onStack[member.Index] = false;
                component.Add(member);
            }
            while (member != root);
            component.Sort((a, b) => order[a.Index].CompareTo(order[b.Index]));
            return component;
        }
    }
}
