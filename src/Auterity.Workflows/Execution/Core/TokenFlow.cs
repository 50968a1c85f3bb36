using Auterity.Workflows.Definitions;
using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Core;

/// <summary>Moves tokens along edges, opens and closes region sessions, and finds out which nodes fire (ENGINE rules 1 to 5).</summary>
/// <remarks>
/// <code>
/// completed ──Send──▶ edge ──Arrive──▶ queue | offers ──Fire──▶ activation, or skip ──Send──▶ …
///                       └ exit edges hold skips back until the region closes
/// </code>
/// </remarks>
internal static class TokenFlow
{
    /// <summary>Sends one token per out-edge, in stored order.</summary>
    public static void Send(RunState run, Activation activation)
    {
        var ports = activation.Node.Outputs;
        for (var port = 0; port < ports.Length; port++)
        {
            var skip = activation.Outputs[port].IsSkip;
            foreach (var edge in ports[port])
                Deliver(run, edge, new Token(activation, port, skip));
        }
    }

    /// <summary>Sends like <see cref="Send"/>, but stays silent on ports without items: how a loop speaks (rule 2).</summary>
    public static void SendItemsOnly(RunState run, Activation activation)
    {
        var ports = activation.Node.Outputs;
        for (var port = 0; port < ports.Length; port++)
            if (!activation.Outputs[port].IsSkip)
                foreach (var edge in ports[port])
                    Deliver(run, edge, new Token(activation, port, false));
    }

    /// <summary>Fires what can fire and closes what is empty, until nothing changes.</summary>
    public static void Settle(RunState run, long at)
    {
        while (true)
        {
            while (run.Touched.TryDequeue(out var node))
                Firing.Fire(run, node, at);
            if (CloseEmptyRegion(run)) continue;
            if (run.Open == 0 && CloseSilentRegion(run)) continue;
            break;
        }

        Firing.QueueCreated(run);
    }

    /// <summary>Takes a token off an edge's books.</summary>
    public static void Taken(RunState run, PlanEdge edge, Token token) => Count(run, edge.Inside, !token.IsSkip, -1, isToken: true);

    /// <summary>Books an open activation in its regions, opening their sessions.</summary>
    public static void Enter(RunState run, PlanNode node, int live)
    {
        for (var region = node.Region; region is not null; region = region.Parent)
        {
            var state = run.Regions[region.Index];
            if (!state.IsOpen)
            {
                state.IsOpen = true;
                state.PassLimit = run.Plan.Settings.MaxPasses;
            }

            state.Live += live;
            state.LiveItems += live;
        }
    }

    public static void Leave(RunState run, PlanNode node) => Count(run, node.Region, true, -1, isToken: false);

    private static void Deliver(RunState run, PlanEdge edge, Token token)
    {
        if (edge.Exits.Length > 0)
        {
            if (token.IsSkip) return;
            foreach (var region in edge.Exits)
                (run.Regions[region.Index].Carried ??= []).Add(edge);
        }

        Arrive(run, edge, token);
    }

    private static void Arrive(RunState run, PlanEdge edge, Token token)
    {
        var state = run.Edges[edge.Index];
        var wave = state.Delivered++;
        if (edge.IsBack || edge.To.Policy.Join == Join.All)
        {
            state.Add(token);
            Count(run, edge.Inside, !token.IsSkip, 1, isToken: true);
        }
        else if (OfferOf(run, edge, token, wave) is { } offer)
        {
            run.Nodes[edge.To.Index].Port(edge.Input).Offers.Enqueue((offer, edge));
            Count(run, edge.Inside, !offer.IsSkip, 1, isToken: true);
        }

        run.Touched.Enqueue(edge.To);
    }

    /// <summary>What a delivery makes an any or each port offer; null for nothing (rule 3).</summary>
    private static Token? OfferOf(RunState run, PlanEdge edge, Token token, int number)
    {
        var port = run.Nodes[edge.To.Index].Port(edge.Input);
        var expected = edge.To.Inputs[edge.Input].Forward.Length;
        if (!port.Waves.TryGetValue(number, out var wave)) port.Waves[number] = wave = new Wave();
        var first = !wave.HadItems;
        wave.HadItems |= !token.IsSkip;
        if (++wave.Delivered == expected) port.Waves.Remove(number);
        if (token.IsSkip) return wave.Delivered == expected && !wave.HadItems ? token : null;
        if (first || edge.To.Policy.Join == Join.Each) return token;
        port.Dropped++;
        return null;
    }

    private static void Count(RunState run, Region? region, bool items, int change, bool isToken)
    {
        if (items && isToken) run.ItemTokens += change;
        for (; region is not null; region = region.Parent)
        {
            var state = run.Regions[region.Index];
            state.Live += change;
            if (items) state.LiveItems += change;
        }
    }

    // Inner regions come after outer ones, so walking backwards closes the innermost first.
    private static bool CloseEmptyRegion(RunState run)
    {
        for (var i = run.Regions.Length - 1; i >= 0; i--)
            if (run.Regions[i] is { IsOpen: true, Live: 0 })
            {
                Close(run, run.Plan.Regions[i]);
                return true;
            }

        return false;
    }

    /// <summary>At rest, a region that holds only left-over skips closes too (rule 4).</summary>
    private static bool CloseSilentRegion(RunState run)
    {
        for (var i = run.Regions.Length - 1; i >= 0; i--)
            if (run.Regions[i] is { IsOpen: true, LiveItems: 0 })
            {
                foreach (var edge in run.Plan.Regions[i].InnerEdges)
                    DiscardSkips(run, edge);
                Close(run, run.Plan.Regions[i]);
                return true;
            }

        return false;
    }

    private static void DiscardSkips(RunState run, PlanEdge edge)
    {
        var state = run.Edges[edge.Index];
        while (state.HasToken)
            Taken(run, edge, state.Tokens!.Dequeue());
        if (run.Nodes[edge.To.Index].FindPort(edge.Input) is not { } port) return;
        for (var left = port.Offers.Count; left > 0; left--)
        {
            var offer = port.Offers.Dequeue();
            if (offer.Edge == edge) Taken(run, edge, offer.Token);
            else port.Offers.Enqueue(offer);
        }
    }

    private static void Close(RunState run, Region region)
    {
        var state = run.Regions[region.Index];
        var carried = state.Carried;
        state.IsOpen = false;
        state.Live = state.LiveItems = state.Passes = 0;
        state.Carried = null;

        // 1. Forget what belonged to the session.
        foreach (var edge in region.InnerEdges)
        {
            run.Edges[edge.Index].Delivered = 0;
            run.Nodes[edge.To.Index].FindPort(edge.Input)?.Waves.Clear();
        }

        foreach (var edge in region.Latched)
            run.Edges[edge.Index].Latch = null;
        foreach (var port in region.Header.Inputs)
            foreach (var edge in port.Forward)
                run.Edges[edge.Index].Latch = null;
        run.Nodes[region.Header.Index].Loop = null;

        // 2. Each exit that stayed silent skips once; where it leaves an outer region too, that one speaks when it closes.
        foreach (var edge in region.ExitEdges)
            if (carried?.Contains(edge) != true && edge.Exits[^1] == region)
                Arrive(run, edge, Token.DeadPath);

        // 3. A loop may have deliveries queued behind the session.
        run.Touched.Enqueue(region.Header);
    }
}
