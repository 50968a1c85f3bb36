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
        while (BackIsReady(run, node))
            FireBack(run, node, at, missing: null);
        while (ForwardIsReady(run, node))
            FireForward(run, node, at, missing: null);
    }

    /// <summary>Fires a waiting node without the deliveries that never came (rule 4).</summary>
    public static void Force(RunState run, PlanNode node, IReadOnlyList<int> missing, long at)
    {
        if (node.Inputs.Any(port => HasAnything(run, node, port))) FireForward(run, node, at, missing);
        else FireBack(run, node, at, missing);
    }

    /// <summary>Edges a forced firing would do without; empty when the node has nothing waiting.</summary>
    public static IReadOnlyList<int>? MissingFor(RunState run, PlanNode node)
    {
        if (!node.Reachable) return null;
        if (node.Inputs.Any(port => HasItems(run, node, port)))
            return [.. node.Inputs.Where(port => port.Forward.Length > 0).SelectMany(port => MissingOn(run, node, port)).Select(edge => edge.Index)];
        return node.Back.Any(edge => HasItems(run.Edges[edge.Index]))
            ? [.. node.Back.Where(edge => !run.Edges[edge.Index].HasToken).Select(edge => edge.Index)]
            : null;
    }

    /// <summary>Puts what the event created into the ready list: in topological order, or on top of it in sequential mode.</summary>
    public static void QueueCreated(RunState run)
    {
        if (run.Created.Count == 0) return;
        if (run.Plan.Settings.Flow == Flow.Sequential)
        {
            for (var i = run.Created.Count - 1; i >= 0; i--)
                run.Ready.AddFirst(run.Created[i]);
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
        if (run.Plan.Settings.Flow == Flow.Parallel && !activation.Admitted)
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

    private static bool BackIsReady(RunState run, PlanNode node)
    {
        if (node.Back.Length == 0) return false;
        foreach (var edge in node.Back)
            if (!run.Edges[edge.Index].HasToken)
                return false;
        return true;
    }

    private static bool ForwardIsReady(RunState run, PlanNode node)
    {
        // A loop works through one delivery at a time; later ones queue behind its session (rule 2).
        if (node is { IsLoop: true, Heads: { } region } && run.Regions[region.Index].IsOpen) return false;
        var fresh = false;
        var wired = false;
        foreach (var port in node.Inputs)
        {
            if (port.Forward.Length == 0) continue;
            wired = true;
            if (!PortIsReady(run, node, port, ref fresh)) return false;
        }

        return wired && fresh;
    }

    private static bool PortIsReady(RunState run, PlanNode node, InputPort port, ref bool fresh)
    {
        if (node.Policy.Join != Join.All)
        {
            if (!HasOffer(run, port)) return false;
            fresh = true;
            return true;
        }

        foreach (var edge in port.Forward)
        {
            var state = run.Edges[edge.Index];
            if (state.HasToken) fresh = true;
            else if (edge.LatchedIn is null || state.Latch is null) return false;
        }

        return true;
    }

    private static bool HasOffer(RunState run, InputPort port) =>
        run.Nodes[port.Forward[0].To.Index].FindPort(port.Forward[0].Input) is { Offers.Count: > 0 };

    private static bool HasAnything(RunState run, PlanNode node, InputPort port) => port.Forward.Length > 0 &&
        (node.Policy.Join == Join.All ? port.Forward.Any(edge => run.Edges[edge.Index].HasToken) : HasOffer(run, port));

    private static bool HasItems(RunState run, PlanNode node, InputPort port) => port.Forward.Length > 0 && (node.Policy.Join == Join.All
        ? port.Forward.Any(edge => HasItems(run.Edges[edge.Index]))
        : run.Nodes[node.Index].FindPort(port.Forward[0].Input)?.Offers.Any(offer => !offer.Token.IsSkip) == true);

    private static bool HasItems(EdgeState edge) => edge.Tokens?.Any(token => !token.IsSkip) == true;

    private static IEnumerable<PlanEdge> MissingOn(RunState run, PlanNode node, InputPort port) => node.Policy.Join == Join.All
        ? port.Forward.Where(edge => !run.Edges[edge.Index].HasToken && !(edge.LatchedIn is not null && run.Edges[edge.Index].Latch is not null))
        : HasOffer(run, port) ? [] : port.Forward;

    private static void FireForward(RunState run, PlanNode node, long at, IReadOnlyList<int>? missing)
    {
        var consumed = new Token[node.Inputs.Length][];
        var fresh = false;
        for (var i = 0; i < consumed.Length; i++)
            consumed[i] = node.Inputs[i].Forward.Length == 0 ? NoTokens : TakeForward(run, node, node.Inputs[i], ref fresh);
        // A kept delivery goes along with a new one; by itself it makes nothing happen again.
        Create(run, node, consumed, at, isBackPass: false, missing, fresh);
    }

    private static Token[] TakeForward(RunState run, PlanNode node, InputPort port, ref bool fresh)
    {
        if (node.Policy.Join != Join.All)
        {
            if (!HasOffer(run, port)) return [Token.DeadPath];
            var offer = run.Nodes[node.Index].Port(port.Forward[0].Input).Offers.Dequeue();
            TokenFlow.Taken(run, offer.Edge, offer.Token);
            fresh |= !offer.Token.IsSkip;
            if (node.Heads is not null) run.Edges[offer.Edge.Index].Latch = offer.Token;
            return [offer.Token];
        }

        var tokens = new Token[port.Forward.Length];
        for (var i = 0; i < tokens.Length; i++)
        {
            var edge = port.Forward[i];
            var state = run.Edges[edge.Index];
            if (state.HasToken)
            {
                tokens[i] = state.Tokens!.Dequeue();
                TokenFlow.Taken(run, edge, tokens[i]);
                fresh |= !tokens[i].IsSkip;
                if (edge.LatchedIn is not null || node.Heads is not null) state.Latch = tokens[i];
            }
            else
            {
                tokens[i] = edge.LatchedIn is not null && state.Latch is { } latch ? latch : Token.DeadPath;
            }
        }

        return tokens;
    }

    // The back edges fire their node as one group; ports that no back edge enters see their last delivery again.
    private static void FireBack(RunState run, PlanNode node, long at, IReadOnlyList<int>? missing)
    {
        var byPort = new List<Token>[node.Inputs.Length];
        var allSkipped = true;
        foreach (var edge in node.Back)
        {
            var token = Token.DeadPath;
            if (run.Edges[edge.Index].HasToken)
            {
                token = run.Edges[edge.Index].Tokens!.Dequeue();
                TokenFlow.Taken(run, edge, token);
            }

            allSkipped &= token.IsSkip;
            (byPort[edge.Input] ??= []).Add(token);
        }

        var loop = run.Nodes[node.Index].Loop;
        if (allSkipped && (!node.IsLoop || loop is null || loop.StopWhenNothingReturns)) return;
        if (node.IsLoop && loop is null)
        {
            run.Strays++;
            return;
        }

        var consumed = new Token[node.Inputs.Length][];
        for (var i = 0; i < consumed.Length; i++)
            consumed[i] = byPort[i] is { } tokens ? [.. tokens] : Latched(run, node.Inputs[i]);
        Create(run, node, consumed, at, isBackPass: true, missing);
    }

    private static Token[] Latched(RunState run, InputPort port) =>
        [.. port.Forward.Select(edge => run.Edges[edge.Index].Latch).Where(latch => latch is not null).Select(latch => latch!.Value)];

    private static void Create(RunState run, PlanNode node, Token[][] consumed, long at, bool isBackPass, IReadOnlyList<int>? missing, bool fresh = true)
    {
        var activation = new Activation
        {
            Id = run.Activations.Count,
            Node = node,
            Number = run.Nodes[node.Index].Next++,
            Consumed = consumed,
            IsBackPass = isBackPass,
            Missing = missing,
            CreatedAt = at,
        };
        run.Activations.Add(activation);
        if (!isBackPass && (!fresh || IsDead(node, consumed)))
        {
            Pass(run, activation, ActivationStatus.Skipped, [.. node.Outputs.Select(_ => PortOutput.Skip)], at);
            return;
        }

        if (node.Disabled)
        {
            PassThrough(run, activation, at);
            return;
        }

        TokenFlow.Enter(run, node, live: 1);
        run.Open++;
        run.Fired++;
        if (node.Heads is { } region && !IsLastWord(run, node, isBackPass)) run.Regions[region.Index].Passes++;
        if (Limits.Exceeded(run, activation) is { } limit) Limits.Hold(run, activation, limit);
        else run.Created.Add(activation);
    }

    /// <summary>Whether a loop has only its end left to tell: that is no pass.</summary>
    private static bool IsLastWord(RunState run, PlanNode node, bool isBackPass) =>
        node.IsLoop && isBackPass && run.Nodes[node.Index].Loop is { } loop && loop.Taken >= loop.Opener.Inputs[0].Count;

    /// <summary>All wired ports skipped, or one the node cannot do without (rule 3).</summary>
    private static bool IsDead(PlanNode node, Token[][] consumed)
    {
        var any = false;
        for (var i = 0; i < consumed.Length; i++)
        {
            var items = Array.Exists(consumed[i], token => !token.IsSkip);
            if (!items && node.Inputs[i].Required) return true;
            any |= items;
        }

        return !any;
    }

    /// <summary>A disabled node hands its first input to its first output (rule 5).</summary>
    private static void PassThrough(RunState run, Activation activation, long at)
    {
        var outputs = new PortOutput[activation.Node.Outputs.Length];
        Array.Fill(outputs, PortOutput.Skip);
        var items = activation.Inputs[0];
        var port = Math.Min(activation.Node.PassThrough, outputs.Length - 1);
        if (port >= 0) outputs[port] = PortOutput.Of(items, Lineage.Identity(0));
        Pass(run, activation, ActivationStatus.Completed, outputs, at);
    }

    private static void Pass(RunState run, Activation activation, ActivationStatus status, PortOutput[] outputs, long at)
    {
        TokenFlow.Enter(run, activation.Node, live: 0);
        activation.Status = status;
        activation.Outputs = outputs;
        activation.StartedAt = activation.FinishedAt = at;
        Completion.Release(run, activation);
    }
}
