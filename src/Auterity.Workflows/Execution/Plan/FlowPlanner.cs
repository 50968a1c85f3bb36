using Auterity.Workflows.Definitions;

namespace Auterity.Workflows.Execution.Plan;

/// <summary>Turns a definition into the plan one trigger runs by. Pure.</summary>
internal static class FlowPlanner
{
    /// <param name="definition">A definition whose edges name existing nodes; attachment edges and unknown ports are passed over.</param>
    /// <param name="trigger">Id of the node that fired.</param>
    /// <param name="traitsOf">What the plan must know of a node's type.</param>
    public static FlowPlan Plan(WorkflowDefinition definition, string trigger, Func<NodeDefinition, NodeTraits> traitsOf)
    {
        // 1. Nodes with their ports.
        var ports = definition.Nodes.Select(node => WithErrorPort(traitsOf(node), node.Policy)).ToArray();
        var index = definition.Nodes.Select((node, i) => (node.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i);
        var stored = ports.Select(_ => new List<PlanEdge>()).ToArray();
        var outgoing = ports.Select(port => port.Outputs.Select(_ => new List<PlanEdge>()).ToArray()).ToArray();
        var nodes = definition.Nodes.Select((node, i) => NodeOf(node, i, ports[i])).ToArray();

        // 2. Flow edges; each node's ports list theirs in stored order.
        var edges = new List<PlanEdge>();
        foreach (var edge in definition.Edges)
        {
            if (!index.TryGetValue(edge.From, out var from) || !index.TryGetValue(edge.To, out var to)) continue;
            var output = Array.IndexOf(ports[from].Outputs, edge.Output);
            var input = Array.IndexOf(ports[to].Inputs, edge.Input);
            if (output < 0 || input < 0) continue;
            var planned = new PlanEdge { Index = edges.Count, From = nodes[from], Output = output, To = nodes[to], Input = input };
            edges.Add(planned);
            outgoing[from][output].Add(planned);
            stored[from].Add(planned);
        }

        for (var i = 0; i < nodes.Length; i++)
            nodes[i].Out = [.. stored[i]];
        for (var i = 0; i < nodes.Length; i++)
            for (var port = 0; port < outgoing[i].Length; port++)
                nodes[i].Outputs[port] = [.. outgoing[i][port]];

        // 3. Regions, then what follows from them.
        var all = edges.ToArray();
        var regions = LoopForest.Mark(nodes, all, nodes[index[trigger]]);
        MarkEdges(all);
        WireInputs(nodes, all);
        WireRegions(regions, nodes, all);
        Rank(nodes, all);
        return new FlowPlan { Nodes = nodes, Edges = all, Regions = regions, Trigger = index[trigger], Settings = definition.Settings };
    }

    private static NodeTraits WithErrorPort(NodeTraits ports, NodePolicy policy) =>
        policy.OnError == OnError.ErrorOutput && Array.IndexOf(ports.Outputs, NodeTraits.Error) < 0
            ? ports with { Outputs = [.. ports.Outputs, NodeTraits.Error] }
            : ports;

    private static PlanNode NodeOf(NodeDefinition node, int index, NodeTraits ports) => new()
    {
        Index = index,
        Id = node.Id,
        Name = node.Name,
        Policy = node.Policy,
        Disabled = node.Disabled,
        IsLoop = ports.IsLoop && !node.Disabled,
        PassThrough = ports.IsLoop ? 1 : 0,
        PerItem = ports.PerItem,
        Delivery = ports.Delivery == Sdk.Delivery.Pure ? Sdk.Delivery.Pure : node.Policy.Delivery ?? ports.Delivery,
        Inputs = [.. ports.Inputs.Select((name, i) => new InputPort { Index = i, Name = name, Required = ports.Required.Contains(name) })],
        Outputs = new PlanEdge[ports.Outputs.Length][],
        OutputNames = ports.Outputs,
        ErrorOutput = node.Policy.OnError == OnError.ErrorOutput ? Array.IndexOf(ports.Outputs, NodeTraits.Error) : -1,
    };

    private static void MarkEdges(PlanEdge[] edges)
    {
        foreach (var edge in edges.Where(edge => edge.Reachable))
        {
            var exits = new List<Region>();
            var region = edge.From.Region;
            for (; region is not null && !region.Contains(edge.To); region = region.Parent)
                exits.Add(region);
            edge.Exits = [.. exits];
            edge.Exit = exits.LastOrDefault();

            Region? entered = null;
            for (var target = edge.To.Region; target is not null && target != region; target = target.Parent)
                entered = target;
            if (entered is not null && entered.Header != edge.To) edge.LatchedIn = entered;
        }
    }

    private static void WireInputs(PlanNode[] nodes, PlanEdge[] edges)
    {
        foreach (var node in nodes)
        {
            var arriving = edges.Where(edge => edge.Reachable && edge.To == node).ToArray();
            node.Back = [.. arriving.Where(edge => edge.IsBack)];
            for (var i = 0; i < node.Inputs.Length; i++)
            {
                node.Inputs[i].Forward = [.. arriving.Where(edge => edge.Input == i && !edge.IsBack)];
                node.Inputs[i].Join = node.Inputs[i].Forward.Length > 1 ? node.Policy.Join : Join.All;
                node.Inputs[i].OnlyLatched = node.Inputs[i].Forward.Length > 0 && Array.TrueForAll(node.Inputs[i].Forward, edge => edge.LatchedIn is not null);
            }
        }
    }

    private static void WireRegions(Region[] regions, PlanNode[] nodes, PlanEdge[] edges)
    {
        foreach (var region in regions)
        {
            region.Body = [.. nodes.Where(node => node != region.Header && region.Contains(node))];
            region.ExitEdges = [.. edges.Where(edge => edge.Exit == region)];
            region.BackEdges = [.. edges.Where(edge => edge is { Reachable: true, IsBack: true } && region.Contains(edge.To))];
            region.Entries = [.. edges.Where(edge => edge.LatchedIn == region)];
        }
    }

    // Longest path over forward edges: repeated relaxation in the order of a topological count-down.
    private static void Rank(PlanNode[] nodes, PlanEdge[] edges)
    {
        var missing = new int[nodes.Length];
        foreach (var edge in edges.Where(edge => edge.Reachable && !edge.IsBack))
            missing[edge.To.Index]++;
        var ready = new Queue<PlanNode>(nodes.Where(node => node.Reachable && missing[node.Index] == 0));
        while (ready.TryDequeue(out var node))
            foreach (var edge in node.Out.Where(edge => !edge.IsBack))
            {
                edge.To.Rank = Math.Max(edge.To.Rank, node.Rank + 1);
                if (--missing[edge.To.Index] == 0) ready.Enqueue(edge.To);
            }
    }
}

/// <summary>What the plan must know of a node's type: its flow ports, in order, and how it runs.</summary>
/// <param name="Inputs">Names of the input ports.</param>
/// <param name="Outputs">Names of the output ports, the error port aside.</param>
/// <param name="Required">Input ports without which the node is skipped.</param>
/// <param name="PerItem">Whether each item is a unit of work of its own.</param>
/// <param name="Delivery">What the engine promises about repeating it.</param>
/// <param name="IsLoop">Whether the engine itself drives it.</param>
internal sealed record NodeTraits(string[] Inputs, string[] Outputs, string[] Required, bool PerItem, Sdk.Delivery Delivery, bool IsLoop = false)
{
    public const string Error = "error";
}
