using Auterity.Workflows.Definitions;
using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Core;

/// <summary>Moves tokens along edges and finds out which nodes fire (ENGINE rules 1 to 7).</summary>
/// <remarks>
/// <code>
/// released ──Send──▶ edge ──Deliver──▶ door | queue | wave ──Firing──▶ activation, or skip ──Completion──▶ released …
///                     └ exit edges hold skips back until the region closes
/// </code>
/// </remarks>
internal static class TokenFlow
{
    /// <summary>Sends one token per out-edge, in stored order; a loop between its batches says nothing on the port it did not choose (rule 2).</summary>
    public static void Send(RunState run, Activation activation)
    {
        var edges = activation.Node.Out;
        var silent = activation is { Node: { IsLoop: true, Heads: not null }, Status: ActivationStatus.Completed };
        // Sequential mode walks depth first: the first edge goes on top.
        if (run.IsSequential)
            for (var i = edges.Length - 1; i >= 0; i--)
                SendOn(run, activation, edges[i], silent);
        else
            foreach (var edge in edges)
                SendOn(run, activation, edge, silent);
    }

    /// <summary>Fires what can fire and closes what is empty, until nothing changes.</summary>
    public static void Settle(RunState run, long at)
    {
        do
            while (run.Touched.TryDequeue(out var node))
                Firing.Fire(run, node, at);
        while (Sessions.CloseEmpty(run) || (IsAtRest(run) && (DeliverNext(run) || Sessions.CloseSilent(run))));
        Firing.QueueCreated(run);
    }

    /// <summary>Brings a token to its edge: to the door of a session that had one from there, else inside (rule 1).</summary>
    public static void Deliver(RunState run, PlanEdge edge, Token token)
    {
        var state = run.Edges[edge.Index];
        if (edge.LatchedIn is { } entered)
        {
            if (state.Arrived)
            {
                (state.Door ??= new Queue<Token>()).Enqueue(token);
                CountToken(run, entered.Parent, !token.IsSkip, 1);
                return;
            }

            state.Arrived = true;
            for (var region = edge.Holder; region != entered.Parent; region = region!.Parent)
                Sessions.Open(run, region!);
        }

        if (edge.IsBack || edge.To.Inputs[edge.Input].Join == Join.All)
        {
            state.Add(token);
            CountToken(run, edge.Holder, !token.IsSkip, 1);
        }
        else
        {
            Waves.Deliver(run, edge, token);
        }

        run.Touched.Enqueue(edge.To);
    }

    /// <summary>Takes the oldest token off an edge.</summary>
    public static Token Take(RunState run, PlanEdge edge)
    {
        var token = run.Edges[edge.Index].Tokens!.Dequeue();
        CountToken(run, edge.Holder, !token.IsSkip, -1);
        return token;
    }

    /// <summary>Books a token, or takes it off the books, in a region and those around it.</summary>
    public static void CountToken(RunState run, Region? region, bool items, int change)
    {
        if (items) run.ItemTokens += change;
        for (; region is not null; region = region.Parent)
        {
            var state = run.Regions[region.Index];
            state.Live += change;
            if (items) state.LiveItems += change;
        }
    }

    private static void SendOn(RunState run, Activation activation, PlanEdge edge, bool silent)
    {
        var skip = activation.Outputs[edge.Output].IsSkip;
        if (skip && (silent || edge.Exit is not null)) return;
        if (edge.Exit is { } left) (run.Regions[left.Index].Carried ??= []).Add(edge);
        Dispatch(run, edge, new Token(activation, edge.Output, skip));
    }

    /// <summary>Sequential mode hands a token over when the walk comes to its edge.</summary>
    public static void Dispatch(RunState run, PlanEdge edge, Token token)
    {
        if (!run.IsSequential)
        {
            Deliver(run, edge, token);
            return;
        }

        run.Travelling.Push((edge, token));
        CountToken(run, edge.Holder, !token.IsSkip, 1);
    }

    private static bool DeliverNext(RunState run)
    {
        if (!run.Travelling.TryPop(out var next)) return false;
        CountToken(run, next.Edge.Holder, !next.Token.IsSkip, -1);
        Deliver(run, next.Edge, next.Token);
        return true;
    }

    /// <summary>Whether nothing is under way and nothing keeps the run from going on by itself.</summary>
    private static bool IsAtRest(RunState run) =>
        run is { Open: 0, Failed: null, Stopped: false, Cancel: null, IsPaused: false, End: null, Start: not null };
}
