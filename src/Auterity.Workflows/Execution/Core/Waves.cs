using Auterity.Workflows.Definitions;
using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Core;

/// <summary>Ports that join any or each: deliveries of one ordinal form a wave, which offers its first items, or each (ENGINE rule 3).</summary>
internal static class Waves
{
    public static void Deliver(RunState run, PlanEdge edge, Token token)
    {
        var state = run.Edges[edge.Index];
        var port = run.Nodes[edge.To.Index].Port(edge.Input);
        var number = state.Delivered++;
        if (edge.LatchedIn is not null) state.Latch = token;
        if (!port.Waves.TryGetValue(number, out var wave)) port.Waves[number] = wave = new Wave();
        if (token.IsSkip) TakeSkip(run, edge.To, wave, token);
        else TakeItems(run, edge.To, port, wave, token);
        CloseWaves(run, edge.To, edge.To.Inputs[edge.Input], port);
    }

    /// <summary>Whether the port has something to offer; kept deliveries alone go along with what other ports bring.</summary>
    public static bool IsReady(InputPort port, PortState? state) => state is not null && (state.Offers.Count > 0 || (port.OnlyLatched && state.Last is not null));

    /// <summary>Takes the oldest offer.</summary>
    /// <param name="fresh">Set when it has items that nobody has seen.</param>
    public static Token[] Take(RunState run, PlanNode node, PortState port, ref bool fresh)
    {
        if (!port.Offers.TryDequeue(out var offer)) return port.Last!;
        var items = !offer[0].IsSkip;
        TokenFlow.CountToken(run, node.Holder, items, -1);
        fresh |= items;
        return port.Last = offer;
    }

    /// <summary>Takes what a wave has of skips and counts the rest of it as skips (rule 4).</summary>
    public static Token[] Force(RunState run, PlanNode node, InputPort input, PortState port)
    {
        var number = port.Waves.Count > 0 ? port.Waves.Keys.First() : input.Forward.Min(edge => run.Edges[edge.Index].Delivered);
        foreach (var edge in input.Forward)
            run.Edges[edge.Index].Delivered = Math.Max(run.Edges[edge.Index].Delivered, number + 1);
        Token[] taken = [Token.DeadPath];
        if (port.Waves.Remove(number, out var wave))
        {
            if (wave.IsWaiting) TokenFlow.CountToken(run, node.Holder, items: false, -1);
            if (wave.Skips.Count > 0) taken = [.. wave.Skips];
        }

        CloseWaves(run, node, input, port);
        return port.Last = taken;
    }

    /// <summary>Drops everything.</summary>
    public static void Forget(RunState run, PlanNode node, PortState port, bool keepLast)
    {
        foreach (var offer in port.Offers)
            TokenFlow.CountToken(run, node.Holder, !offer[0].IsSkip, -1);
        foreach (var wave in port.Waves.Values)
            if (wave.IsWaiting)
                TokenFlow.CountToken(run, node.Holder, items: false, -1);
        port.Offers.Clear();
        port.Waves.Clear();
        if (!keepLast) port.Last = null;
    }

    private static void TakeSkip(RunState run, PlanNode node, Wave wave, Token token)
    {
        if (!wave.HadItems && wave.Skips.Count == 0) TokenFlow.CountToken(run, node.Holder, items: false, 1);
        wave.Skips.Add(token);
    }

    private static void TakeItems(RunState run, PlanNode node, PortState port, Wave wave, Token token)
    {
        if (wave.IsWaiting) TokenFlow.CountToken(run, node.Holder, items: false, -1);
        if (wave.HadItems && node.Policy.Join == Join.Any)
        {
            port.Dropped++;
            return;
        }

        wave.HadItems = true;
        port.Offers.Enqueue([token]);
        TokenFlow.CountToken(run, node.Holder, items: true, 1);
    }

    /// <summary>A wave of which nothing more can come ends; if it brought no items, it offers a skip. A kept delivery counts as one of every later wave.</summary>
    private static void CloseWaves(RunState run, PlanNode node, InputPort input, PortState port)
    {
        foreach (var number in port.Waves.Keys.ToArray())
        {
            if (!Array.TrueForAll(input.Forward, edge => HasDelivered(run.Edges[edge.Index], edge, number))) continue;
            port.Waves.Remove(number, out var wave);
            // The wave was counted as a waiting skip, and so is its offer.
            if (wave!.IsWaiting) port.Offers.Enqueue([.. wave.Skips]);
        }
    }

    private static bool HasDelivered(EdgeState state, PlanEdge edge, int number) => state.Delivered > number || (edge.LatchedIn is not null && state.Latch is not null);
}

/// <summary>What an input port with join any or each has to offer.</summary>
internal sealed class PortState
{
    /// <summary>One entry a firing: the token with items, or the skips of a dead wave.</summary>
    public Queue<Token[]> Offers { get; } = new();

    public SortedDictionary<int, Wave> Waves { get; } = [];

    /// <summary>The offer taken last, for later passes where all edges are kept.</summary>
    public Token[]? Last { get; set; }

    /// <summary>Items that came after their wave had fired.</summary>
    public int Dropped { get; set; }
}

/// <summary>Deliveries of one wave on a port.</summary>
internal sealed class Wave
{
    public bool HadItems { get; set; }

    public List<Token> Skips { get; } = [];

    /// <summary>Whether only skips have come.</summary>
    public bool IsWaiting => !HadItems && Skips.Count > 0;
}
