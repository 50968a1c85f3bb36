using Auterity.Sdk;
using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Core;

/// <summary>Everything there is to know of a run: what its journal adds up to. Changed by <see cref="Transitions"/> alone.</summary>
internal sealed class RunState
{
    public RunState(FlowPlan plan)
    {
        Plan = plan;
        Edges = new EdgeState[plan.Edges.Length];
        for (var i = 0; i < Edges.Length; i++)
            Edges[i] = new EdgeState();
        Nodes = new NodeState[plan.Nodes.Length];
        for (var i = 0; i < Nodes.Length; i++)
            Nodes[i] = new NodeState(plan.Nodes[i].Inputs.Length);
        Regions = new RegionState[plan.Regions.Length];
        for (var i = 0; i < Regions.Length; i++)
            Regions[i] = new RegionState();
        ActivationLimit = plan.Settings.MaxActivations;
    }

    public FlowPlan Plan { get; }

    public EdgeState[] Edges { get; }

    public NodeState[] Nodes { get; }

    public RegionState[] Regions { get; }

    public List<Activation> Activations { get; } = [];

    public RunStarted? Start { get; set; }

    /// <summary>What may start, in order. A queue, or in sequential mode a stack.</summary>
    public ReadyList Ready { get; } = new();

    /// <summary>Deliveries on their way in sequential mode, the next one on top.</summary>
    public Stack<(PlanEdge Edge, Token Token)> Travelling { get; } = new();

    public bool IsSequential => Plan.Settings.Flow == Definitions.Flow.Sequential;

    /// <summary>Activations that are ready, started or waiting.</summary>
    public int Open { get; set; }

    /// <summary>Loops between their first batch and their end.</summary>
    public int LoopsInProgress { get; set; }

    /// <summary>Tokens with items that nobody has taken yet.</summary>
    public int ItemTokens { get; set; }

    /// <summary>Activations that were to run; skips and disabled nodes do not count.</summary>
    public int Fired { get; set; }

    /// <summary>Most items that may travel together.</summary>
    public int ItemLimit { get; set; } = Limits.MaxItems;

    /// <summary>Most bytes of one item.</summary>
    public int ItemByteLimit { get; set; } = Limits.MaxItemBytes;

    /// <summary>Most bytes the run may hold, in its events and in what they refer to.</summary>
    public long ByteLimit { get; set; } = Limits.MaxRunBytes;

    public int Completions { get; set; }

    public long ActivationLimit { get; set; }

    /// <summary>Waits and repetitions that are due some time, soonest first; entries that no longer apply are passed over.</summary>
    public PriorityQueue<Due, long> Due { get; } = new();

    /// <summary>Signals nobody has taken yet, oldest first.</summary>
    public List<SignalReceived> Signals { get; } = [];

    public HashSet<string> SignalIds { get; } = [];

    /// <summary>Activations with a fatal unit that wait for their other units to settle.</summary>
    public HashSet<Activation> Failing { get; } = [];

    /// <summary>Units of work under way. Not part of the journaled state.</summary>
    public int InFlight { get; set; }

    /// <summary>The failure that ends the run, once one has happened.</summary>
    public Activation? Failed { get; set; }

    /// <summary>A node ended the run early, without an error.</summary>
    public bool Stopped { get; set; }

    public CancelRequested? Cancel { get; set; }

    /// <summary>How often a failed run was started again.</summary>
    public int Reopenings { get; set; }

    /// <summary>Items that came back to a loop which had ended.</summary>
    public int Strays { get; set; }

    public long PausedSince { get; set; }

    public long PausedFor { get; set; }

    public bool IsPaused => PausedSince > 0;

    public RunEnded? End { get; set; }

    public long LastAt { get; set; }

    /// <summary>Nodes that may have become ready; empty between events.</summary>
    public Queue<PlanNode> Touched { get; } = new();

    /// <summary>Activations created by the event being applied; empty between events.</summary>
    public List<Activation> Created { get; } = [];

    /// <summary>When the run's own time is up; 0 never. Pauses do not count.</summary>
    public long Deadline => Plan.Settings.RunTimeoutSeconds is { } seconds && Start is not null
        ? Start.At + (long)(seconds * 1_000_000) + PausedFor
        : 0;
}

/// <summary>What time brings: the end of a wait, or the repetition of a unit or of one of its calls.</summary>
internal readonly record struct Due(Activation Activation, int Unit, int Call = -1);

/// <summary>Tokens on one edge.</summary>
internal sealed class EdgeState
{
    /// <summary>Waiting tokens, oldest first; null while there never was one.</summary>
    public Queue<Token>? Tokens { get; set; }

    /// <summary>Deliveries for later sessions: a session takes one from each edge that enters beyond its header.</summary>
    public Queue<Token>? Door { get; set; }

    /// <summary>Whether the session has had its delivery.</summary>
    public bool Arrived { get; set; }

    /// <summary>Last delivery of an edge that enters beyond a header, for later passes.</summary>
    public Token? Latch { get; set; }

    /// <summary>Deliveries to a port with join any or each in the session around it, skips counted: the ordinal of the next wave.</summary>
    public int Delivered { get; set; }

    public bool HasToken => Tokens is { Count: > 0 };

    public void Add(Token token) => (Tokens ??= new Queue<Token>()).Enqueue(token);
}

/// <summary>Counters and queues of one node.</summary>
internal sealed class NodeState(int inputs)
{
    private PortState[]? ports;

    /// <summary>Number of the next activation.</summary>
    public int Next { get; set; }

    /// <summary>Activations that may run now.</summary>
    public int Running { get; set; }

    /// <summary>Activations that wait for an earlier one of the same node; null while there never was one.</summary>
    public Queue<Activation>? Behind { get; set; }

    /// <summary>Ended ahead of an earlier one: their outputs are held back. Null while there never was one.</summary>
    public SortedDictionary<int, Activation>? HeldBack { get; set; }

    /// <summary>Number of the next activation to release.</summary>
    public int Release { get; set; }

    public LoopState? Loop { get; set; }

    /// <summary>Latest completed activation; null before the first.</summary>
    public Activation? LastCompleted { get; set; }

    /// <summary>State of a port that joins any or each.</summary>
    public PortState Port(int index) => (ports ??= new PortState[inputs])[index] ??= new PortState();

    public PortState? FindPort(int index) => ports?[index];
}

/// <summary>One session of a region.</summary>
internal sealed class RegionState
{
    public bool IsOpen { get; set; }

    /// <summary>Id of the first activation that may belong to the session.</summary>
    public int From { get; set; }

    /// <summary>Tokens that wait or travel inside, and activations inside whose outputs have not gone out.</summary>
    public int Live { get; set; }

    /// <summary>Tokens inside that have items.</summary>
    public int LiveItems { get; set; }

    /// <summary>Loops inside between their first batch and their end.</summary>
    public int Loops { get; set; }

    /// <summary>Whether the header took its delivery; further ones wait for the next session.</summary>
    public bool Entered { get; set; }

    /// <summary>What the header's ports took then, for ports without back edges.</summary>
    public Token[][]? Entry { get; set; }

    public int Passes { get; set; }

    public long PassLimit { get; set; }

    /// <summary>Exit edges that carried items in this session; null while none did.</summary>
    public HashSet<PlanEdge>? Carried { get; set; }

    public void Reset()
    {
        IsOpen = Entered = false;
        Passes = 0;
        Entry = null;
        Carried = null;
    }
}

/// <summary>Where a loop node stands (rule 2).</summary>
internal sealed class LoopState
{
    public required Activation Opener { get; init; }

    public required int BatchSize { get; init; }

    public required bool StopWhenNothingReturns { get; init; }

    public int Taken { get; set; }

    public bool HasMore => Taken < Opener.Inputs[0].Count;

    public List<Item> Collected { get; } = [];

    public List<Origin> Origins { get; } = [];
}

/// <summary>Activations that may start: first come first served, or depth first in sequential mode.</summary>
internal sealed class ReadyList
{
    private readonly LinkedList<Activation> list = [];

    public int Count => list.Count;

    public Activation? First => list.First?.Value;

    /// <summary>Ids in their order.</summary>
    public IEnumerable<int> Ids() => list.Select(activation => activation.Id);

    public void Add(Activation activation) => activation.Place = list.AddLast(activation);

    public void AddFirst(Activation activation) => activation.Place = list.AddFirst(activation);

    public void Remove(Activation activation)
    {
        if (activation.Place is not { } place) return;
        list.Remove(place);
        activation.Place = null;
    }
}
