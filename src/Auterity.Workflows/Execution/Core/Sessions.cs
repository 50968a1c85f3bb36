using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Core;

/// <summary>Opens and closes the sessions of loop regions (ENGINE rule 1).</summary>
internal static class Sessions
{
    public static void Open(RunState run, Region region)
    {
        var state = run.Regions[region.Index];
        if (state.IsOpen) return;
        state.IsOpen = true;
        state.From = run.Activations.Count;
        state.PassLimit = run.Plan.Settings.MaxPasses;
    }

    /// <summary>Books an activation in its regions, opening their sessions.</summary>
    public static void Enter(RunState run, PlanNode node)
    {
        for (var region = node.Region; region is not null; region = region.Parent)
        {
            Open(run, region);
            run.Regions[region.Index].Live++;
        }
    }

    /// <summary>Takes an activation off the books: its outputs have gone out.</summary>
    public static void Leave(RunState run, PlanNode node)
    {
        for (var region = node.Region; region is not null; region = region.Parent)
            run.Regions[region.Index].Live--;
    }

    /// <summary>Books a loop between its first batch and its end: it holds its regions open.</summary>
    public static void CountLoop(RunState run, PlanNode node, int change)
    {
        run.LoopsInProgress += change;
        for (var region = node.Region; region is not null; region = region.Parent)
            run.Regions[region.Index].Loops += change;
    }

    /// <summary>Closes a region in which nothing is left, innermost first; false when there is none.</summary>
    public static bool CloseEmpty(RunState run)
    {
        for (var i = run.Regions.Length - 1; i >= 0; i--)
            if (run.Regions[i] is { IsOpen: true, Live: 0, Loops: 0 })
            {
                Close(run, run.Plan.Regions[i]);
                return true;
            }

        return false;
    }

    /// <summary>At rest, a region that holds only left-over skips closes too (rule 4).</summary>
    public static bool CloseSilent(RunState run)
    {
        for (var i = run.Regions.Length - 1; i >= 0; i--)
            if (run.Regions[i] is { IsOpen: true, LiveItems: 0, Loops: 0 })
            {
                Close(run, run.Plan.Regions[i]);
                return true;
            }

        return false;
    }

    private static void Close(RunState run, Region region)
    {
        var state = run.Regions[region.Index];
        var carried = state.Carried;
        var ended = new EndedSession(region, state.From, run.Activations.Count);

        // 1. Forget what belonged to the session.
        foreach (var node in region.Body)
            foreach (var port in node.Inputs)
                Forget(run, node, port, region);
        foreach (var edge in region.BackEdges)
            while (run.Edges[edge.Index].HasToken)
                TokenFlow.Take(run, edge);
        state.Reset();

        // 2. Each exit that stayed silent skips once; where it leaves an outer region too, that one speaks when it closes.
        var exits = region.ExitEdges;
        for (var i = 0; i < exits.Length; i++)
        {
            var edge = exits[run.IsSequential ? exits.Length - 1 - i : i];
            if (carried?.Contains(edge) != true) TokenFlow.Dispatch(run, edge, new Token(null, 0, true, ended));
        }

        // 3. What waited for the next session comes in, or comes to the header's door.
        foreach (var edge in region.Entries)
            if (run.Edges[edge.Index].Door is { Count: > 0 } door)
            {
                var token = door.Dequeue();
                TokenFlow.CountToken(run, region.Parent, !token.IsSkip, -1);
                TokenFlow.Deliver(run, edge, token);
            }

        run.Touched.Enqueue(region.Header);
    }

    /// <summary>Empties a port; what a wider region keeps for its own session stays kept.</summary>
    private static void Forget(RunState run, PlanNode node, InputPort port, Region closing)
    {
        var allWider = true;
        foreach (var edge in port.Forward)
        {
            var state = run.Edges[edge.Index];
            var wider = edge.LatchedIn is { } latch && latch != closing && !closing.Contains(latch.Header);
            allWider &= wider;
            while (state.HasToken)
            {
                var token = TokenFlow.Take(run, edge);
                if (wider) state.Latch = token;
            }

            if (wider) continue;
            state.Latch = null;
            state.Delivered = 0;
            state.Arrived = false;
        }

        if (run.Nodes[node.Index].FindPort(port.Index) is { } waves) Waves.Forget(run, node, waves, keepLast: allWider);
    }
}

/// <summary>A session that is over: what the skips of its silent exits depend on.</summary>
/// <param name="Region">The region.</param>
/// <param name="From">Id of the first activation that may have belonged to it.</param>
/// <param name="To">Id after the last one.</param>
internal sealed record EndedSession(Region Region, int From, int To)
{
    public bool Has(Activation activation) => activation.Id >= From && activation.Id < To && Region.Contains(activation.Node);
}
