using Auterity.Workflows.Definitions;

namespace Auterity.Conformance.Reference;

/// <summary>What waits on one edge.</summary>
internal sealed class EdgeQueue(FlowEdge edge)
{
    public FlowEdge Edge { get; } = edge;

    public Queue<Token> Waiting { get; } = new();

    /// <summary>Deliveries for later sessions: a session takes one from each edge that enters beyond its header.</summary>
    public Queue<Token> Door { get; } = new();

    /// <summary>Last delivery taken from an entry edge, for later passes of the session.</summary>
    public Token? Latched { get; set; }

    /// <summary>Deliveries so far in the session, skips counted: the ordinal of the next wave.</summary>
    public int Count { get; set; }

    public bool Ready => Waiting.Count > 0 || Latched is not null;

    public Token Take()
    {
        var token = Waiting.Count > 0 ? Waiting.Dequeue() : Latched! with { IsFresh = false };
        if (Edge.LatchedIn is not null) Latched = token;
        return token;
    }
}

/// <summary>One input port and the deliveries of its forward edges (rule 3).</summary>
internal sealed class Port(string name, Join join, IReadOnlyList<EdgeQueue> edges)
{
    private readonly Queue<Token> ready = new();
    private readonly SortedDictionary<int, Wave> waves = [];
    private Token? last;

    public string Name { get; } = name;

    public IReadOnlyList<EdgeQueue> Edges { get; } = edges;

    private bool OnlyLatched => Edges.All(edge => edge.Edge.LatchedIn is not null);

    /// <summary>Takes in a delivery; true when it was dropped.</summary>
    public bool Deliver(EdgeQueue edge, Token token)
    {
        if (join == Join.All)
        {
            edge.Waiting.Enqueue(token);
            return false;
        }

        var number = edge.Count++;
        if (edge.Edge.LatchedIn is not null) edge.Latched = token;
        var wave = waves.TryGetValue(number, out var known) ? known : waves[number] = new Wave();
        var dropped = wave.Take(token, join, ready);
        CloseWaves();
        return dropped;
    }

    public bool Ready => join == Join.All ? Edges.All(edge => edge.Ready) : ready.Count > 0 || (OnlyLatched && last is not null);

    /// <summary>Whether something waits that no firing has seen; what is kept for later passes wakes nobody.</summary>
    public bool HasNews => join == Join.All ? Edges.Any(edge => edge.Waiting.Count > 0) : ready.Count > 0;

    /// <summary>Takes one readiness.</summary>
    public Token Take() => last = join == Join.All ? Token.Joined([.. Edges.Select(edge => edge.Take())]) : ready.Count > 0 ? ready.Dequeue() : last! with { IsFresh = false };

    /// <summary>Takes what is there and counts the rest as skips.</summary>
    public Token Force()
    {
        if (Ready) return Take();
        if (join == Join.All) return last = Token.Joined([.. Edges.Select(edge => edge.Ready ? edge.Take() : Token.Skip)]);

        var number = waves.Count > 0 ? waves.Keys.First() : Edges.Min(edge => edge.Count);
        foreach (var edge in Edges)
            edge.Count = Math.Max(edge.Count, number + 1);
        waves.Remove(number, out var wave);
        CloseWaves();
        return last = new Token(null, wave?.Causes ?? []);
    }

    /// <summary>Whether a delivery waits that nothing has used yet.</summary>
    public bool HasTokens => HasItems || Edges.Any(edge => edge.Waiting.Count > 0) || ready.Count > 0 || waves.Values.Any(wave => wave.IsWaiting);

    public bool HasItems => Edges.Any(edge => edge.Waiting.Any(token => !token.IsSkip)) || ready.Any(token => !token.IsSkip);

    /// <summary>Forgets the session of a region; what a wider region latched stays.</summary>
    public void Forget(Region closing)
    {
        ready.Clear();
        waves.Clear();
        if (!Edges.All(edge => IsWider(edge, closing))) last = null;
        foreach (var edge in Edges)
        {
            if (IsWider(edge, closing))
            {
                if (edge.Waiting.Count > 0) edge.Latched = edge.Waiting.Last();
                edge.Waiting.Clear();
                continue;
            }

            edge.Waiting.Clear();
            edge.Latched = null;
            edge.Count = 0;
        }
    }

    private static bool IsWider(EdgeQueue edge, Region closing) =>
        edge.Edge.LatchedIn is { } latch && latch != closing && !closing.Members.Contains(latch.Header);

    /// <summary>A wave every edge has delivered makes the port ready with a skip, if nothing in it had items. Latched edges count as skips on later passes.</summary>
    private void CloseWaves()
    {
        foreach (var (number, wave) in waves.ToList())
        {
            if (!Edges.All(edge => edge.Count > number || (edge.Edge.LatchedIn is not null && edge.Latched is not null))) continue;
            waves.Remove(number);
            if (wave.IsWaiting) ready.Enqueue(new Token(null, wave.Causes));
        }
    }

    private sealed class Wave
    {
        private readonly List<Activation> causes = [];
        private bool hadItems;

        public IReadOnlyList<Activation> Causes => causes;

        /// <summary>Whether only skips have come.</summary>
        public bool IsWaiting => !hadItems;

        public bool Take(Token token, Join join, Queue<Token> ready)
        {
            causes.AddRange(token.Causes);
            if (token.IsSkip) return false;
            var late = join == Join.Any && hadItems;
            hadItems = true;
            if (!late) ready.Enqueue(token);
            return late;
        }
    }
}
