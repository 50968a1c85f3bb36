using Auterity.Workflows.Definitions;
using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Core;

/// <summary>Decides whether a node is ready, takes its tokens, and creates the activation, or the skip (ENGINE rules 2 to 5).</summary>
internal static class Firing
{
    private static readonly Token[] NoTokens = [];

    /// <summary>Fires a node as often as its tokens allow.</summary>
    public static void Fire(RunState run, PlanNode node, long at)
    {
        while (true)
        {
            if (BackIsReady(run, node)) FireBack(run, node, at, missing: null);
            else if (ForwardIsReady(run, node)) FireForward(run, node, at, missing: null);
            else return;
        }
    }

    /// <summary>Fires a waiting node without the deliveries that never came (rule 4).</summary>
    public static void Force(RunState run, PlanNode node, IReadOnlyList<int> missing, long at)
    {
        if (WaitsForReturn(run, node) || HasLostBatch(run, node)) FireBack(run, node, at, missing);
        else FireForward(run, node, at, missing);
    }

    /// <summary>Edges a forced firing would do without; null when the node has nothing waiting.</summary>
    public static IReadOnlyList<int>? MissingFor(RunState run, PlanNode node)
    {
        if (!node.Reachable) return null;
        if (WaitsForReturn(run, node) || HasLostBatch(run, node)) return [.. node.Back.Where(edge => !run.Edges[edge.Index].HasToken).Select(edge => edge.Index)];
        if (IsBusy(run, node) || !Array.Exists(node.Inputs, port => HasItems(run, node, port))) return null;
        return [.. node.Inputs.SelectMany(port => MissingOn(run, node, port)).Select(edge => edge.Index)];
    }

    /// <summary>Puts what the event created into the ready list: in topological order, or as created in sequential mode.</summary>
    public static void QueueCreated(RunState run)
    {
        if (run.Created.Count == 0) return;
        if (run.IsSequential)
        {
            foreach (var activation in run.Created)
                run.Ready.Add(activation);
        }
        else
        {
            if (run.Created.Count > 1) run.Created.Sort(ByRank);
            foreach (var activation in run.Created)
                Admit(run, activation);
        }

        run.Created.Clear();
    }

    /// <summary>Lets the next activation of the node start, now that one has ended.</summary>
    public static void Promote(RunState run, Activation ended)
    {
        if (!ended.Admitted) return;
        ended.Admitted = false;
        var state = run.Nodes[ended.Node.Index];
        state.Running--;
        if (state.Behind is { Count: > 0 } behind) Admit(run, behind.Dequeue());
    }

    /// <summary>Puts an activation that must run again in front.</summary>
    public static void Readmit(RunState run, Activation activation)
    {
        if (!run.IsSequential && !activation.Admitted)
        {
            activation.Admitted = true;
            run.Nodes[activation.Node.Index].Running++;
        }

        if (activation.Status == ActivationStatus.Ready) run.Ready.AddFirst(activation);
    }

    private static void Admit(RunState run, Activation activation)
    {
        var state = run.Nodes[activation.Node.Index];
        if (state.Running >= Math.Max(1, activation.Node.Policy.Parallel))
        {
            (state.Behind ??= new Queue<Activation>()).Enqueue(activation);
            return;
        }

        state.Running++;
        activation.Admitted = true;
        run.Ready.Add(activation);
    }

    private static int ByRank(Activation a, Activation b) =>
        a.Node.Rank != b.Node.Rank ? a.Node.Rank.CompareTo(b.Node.Rank)
        : a.Node.Index != b.Node.Index ? a.Node.Index.CompareTo(b.Node.Index)
        : a.Id.CompareTo(b.Id);

    // ---- ready? --------------------------------------------------------------

    private static bool BackIsReady(RunState run, PlanNode node)
    {
        if (node.Back.Length == 0) return false;
        foreach (var edge in node.Back)
            if (!run.Edges[edge.Index].HasToken)
                return false;
        // What a loop does with a return depends on the batch before: that one goes out first.
        return !node.IsLoop || run.Nodes[node.Index] is var state && state.Release == state.Next;
    }

    private static bool ForwardIsReady(RunState run, PlanNode node)
    {
        if (IsBusy(run, node)) return false;
        var fresh = false;
        foreach (var port in node.Inputs)
            if (port.Forward.Length > 0 && !PortIsReady(run, node, port, ref fresh))
                return false;
        return fresh;
    }

    /// <summary>A session takes one delivery at its header; later ones wait at the door until it has closed (rule 2).</summary>
    private static bool IsBusy(RunState run, PlanNode node) => node.Heads is { } region && run.Regions[region.Index].Entered;

    private static bool PortIsReady(RunState run, PlanNode node, InputPort port, ref bool fresh)
    {
        if (port.Join != Join.All)
        {
            var state = WavesOf(run, node, port);
            fresh |= state?.Offers.Count > 0;
            return Waves.IsReady(port, state);
        }

        foreach (var edge in port.Forward)
        {
            var state = run.Edges[edge.Index];
            if (state.HasToken) fresh = true;
            else if (edge.LatchedIn is null || state.Latch is null) return false;
        }

        return true;
    }

    // ---- waiting at rest -----------------------------------------------------

    private static bool WaitsForReturn(RunState run, PlanNode node)
    {
        foreach (var edge in node.Back)
            if (HasItems(run.Edges[edge.Index]))
                return true;
        return false;
    }

    /// <summary>A loop in progress to which nothing can come back any more.</summary>
    private static bool HasLostBatch(RunState run, PlanNode node) =>
        run.Nodes[node.Index].Loop is not null && node.Heads is { } region && run.Regions[region.Index].LiveItems == 0;

    private static bool HasItems(RunState run, PlanNode node, InputPort port) => port.Join == Join.All
        ? Array.Exists(port.Forward, edge => HasItems(run.Edges[edge.Index]))
        : WavesOf(run, node, port)?.Offers.Any(offer => !offer[0].IsSkip) == true;

    private static bool HasItems(EdgeState edge) => edge.Tokens?.Any(token => !token.IsSkip) == true;

    private static IEnumerable<PlanEdge> MissingOn(RunState run, PlanNode node, InputPort port)
    {
        if (port.Join == Join.All) return port.Forward.Where(edge => run.Edges[edge.Index] is { HasToken: false } state && (edge.LatchedIn is null || state.Latch is null));
        return Waves.IsReady(port, WavesOf(run, node, port)) ? [] : port.Forward;
    }

    private static PortState? WavesOf(RunState run, PlanNode node, InputPort port) => run.Nodes[node.Index].FindPort(port.Index);

    // ---- firing --------------------------------------------------------------

    private static void FireForward(RunState run, PlanNode node, long at, IReadOnlyList<int>? missing)
    {
        var consumed = new Token[node.Inputs.Length][];
        var fresh = false;
        for (var i = 0; i < consumed.Length; i++)
            consumed[i] = node.Inputs[i].Forward.Length == 0 ? NoTokens : TakeForward(run, node, node.Inputs[i], missing is not null, ref fresh);
        if (node.Heads is { } region)
        {
            Sessions.Open(run, region);
            run.Regions[region.Index].Entered = true;
            run.Regions[region.Index].Entry = consumed;
        }

        // A kept delivery goes along with a new one; by itself it makes nothing happen again.
        Activations.Create(run, node, consumed, at, isBackPass: false, missing, fresh);
    }

    private static Token[] TakeForward(RunState run, PlanNode node, InputPort port, bool force, ref bool fresh)
    {
        if (port.Join != Join.All)
        {
            var waves = run.Nodes[node.Index].Port(port.Index);
            return force && !Waves.IsReady(port, waves) ? Waves.Force(run, node, port, waves) : Waves.Take(run, node, waves, ref fresh);
        }

        var tokens = new Token[port.Forward.Length];
        for (var i = 0; i < tokens.Length; i++)
        {
            var edge = port.Forward[i];
            var state = run.Edges[edge.Index];
            if (!state.HasToken)
            {
                tokens[i] = state.Latch ?? Token.DeadPath;
                continue;
            }

            tokens[i] = TokenFlow.Take(run, edge);
            fresh |= !tokens[i].IsSkip;
            if (edge.LatchedIn is not null) state.Latch = tokens[i];
        }

        return tokens;
    }

    // The back edges fire their node as one group; ports that no back edge enters see the delivery that opened the session again.
    private static void FireBack(RunState run, PlanNode node, long at, IReadOnlyList<int>? missing)
    {
        var byPort = new List<Token>?[node.Inputs.Length];
        var allSkipped = true;
        foreach (var edge in node.Back)
        {
            var token = run.Edges[edge.Index].HasToken ? TokenFlow.Take(run, edge) : Token.DeadPath;
            allSkipped &= token.IsSkip;
            (byPort[edge.Input] ??= []).Add(token);
        }

        if (node.IsLoop ? !LoopTransitions.GoesOn(run, node, allSkipped) : allSkipped) return;
        var entry = run.Regions[node.Heads!.Index].Entry;
        var consumed = new Token[node.Inputs.Length][];
        for (var i = 0; i < consumed.Length; i++)
            consumed[i] = byPort[i] is { } tokens ? [.. tokens] : entry?[i] ?? NoTokens;
        Activations.Create(run, node, consumed, at, isBackPass: true, missing, fresh: true);
    }
}
