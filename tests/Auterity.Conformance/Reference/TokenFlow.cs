using Auterity.Workflows.Definitions;

namespace Auterity.Conformance.Reference;

/// <summary>
/// Tokens in motion: deliveries become activations, ended activations become deliveries, quiet regions close. Knows no time and runs no node.
/// <code>ended activation → release in number order → tokens on edges → ports ready → new activation</code>
/// </summary>
internal sealed partial class TokenFlow
{
    private readonly FlowGraph graph;
    private readonly WorkflowSettings settings;
    private readonly Dictionary<FlowEdge, EdgeQueue> queues;
    private readonly Dictionary<FlowNode, List<Port>> ports;
    private readonly Dictionary<FlowNode, List<Activation>> activations;
    private readonly Dictionary<FlowNode, LoopProgress> loops = [];
    private readonly Dictionary<Region, Session> sessions = [];
    private long mostActivations;

    /// <summary>Deliveries on their way in sequential mode, the next one on top.</summary>
    private readonly Stack<(FlowEdge Edge, Token Token)> travelling = new();

    public TokenFlow(FlowGraph graph, WorkflowSettings settings)
    {
        this.graph = graph;
        this.settings = settings;
        mostActivations = settings.MaxActivations;
        queues = graph.Nodes.SelectMany(node => node.In).ToDictionary(edge => edge, edge => new EdgeQueue(edge));
        ports = graph.Nodes.ToDictionary(node => node, PortsOf);
        activations = graph.Nodes.ToDictionary(node => node, _ => new List<Activation>());
    }

    /// <summary>Every activation, in the order they came into being.</summary>
    public List<Activation> All { get; } = [];

    /// <summary>Activations and items so far.</summary>
    public int Work { get; private set; }

    /// <summary>Most activations and items; a run with more is a fault of the test.</summary>
    public required int Budget { get; init; }

    /// <summary>Activations in the order their outputs went out.</summary>
    public List<Activation> Released { get; } = [];

    /// <summary>Deliveries nobody used: late ones of an <c>any</c> wave, returns to an idle loop.</summary>
    public int Dropped { get; private set; }

    /// <summary>Whether the run goes on; once false, nothing is released or fired.</summary>
    public bool Open { get; set; } = true;

    private bool IsSequential => settings.Flow == Flow.Sequential;

    /// <summary>Creates the trigger's activation.</summary>
    public Activation Begin() => Create(graph.Trigger, [], []);

    /// <summary>Moves everything that can move without a node running.</summary>
    public void Settle()
    {
        do
        {
            while (Open && (ReleaseOne() || FireOne()))
            {
            }
        }
        while (Open && CloseOne());
    }

    /// <summary>Sequential mode: hands over the next delivery; false when none is on its way.</summary>
    public bool DeliverNext()
    {
        if (!travelling.TryPop(out var next)) return false;
        Deliver(next.Edge, next.Token);
        return true;
    }

    private bool ReleaseOne()
    {
        foreach (var node in graph.Nodes)
        {
            var next = activations[node].FirstOrDefault(activation => !activation.Released);
            if (next?.Ended is not (StepStatus.Succeeded or StepStatus.Skipped)) continue;
            Release(next);
            return true;
        }

        return false;
    }

    private void Release(Activation activation)
    {
        activation.Released = true;
        Released.Add(activation);
        var tokens = activation.Node.Out
            .Where(edge => !activation.Silent.Contains(edge.Output))
            .Select(edge => (Edge: edge, Token: new Token(activation.Outputs.GetValueOrDefault(edge.Output) is { Count: > 0 } items ? items : null, [activation])))
            .Where(sent => Leaves(sent.Edge, sent.Token));
        Send([.. tokens]);
    }

    private void Send(IReadOnlyList<(FlowEdge Edge, Token Token)> tokens)
    {
        foreach (var (edge, token) in IsSequential ? tokens.Reverse() : tokens)
        {
            if (IsSequential) travelling.Push((edge, token));
            else Deliver(edge, token);
        }
    }

    private void Deliver(FlowEdge edge, Token token)
    {
        if (edge.IsBack)
        {
            queues[edge].Waiting.Enqueue(token);
            return;
        }

        if (edge.LatchedIn is { } region && sessions.TryGetValue(region, out var session) && session.Arrived.Contains(edge))
        {
            queues[edge].Door.Enqueue(token);
            return;
        }

        OpenEntered(edge);
        if (ports[edge.To].Single(port => port.Name == edge.Input).Deliver(queues[edge], token)) Dropped++;
    }

    /// <summary>A person lets a held step go on: the run may go as far again as it has come.</summary>
    public void Raise(Activation held)
    {
        mostActivations = Math.Max(mostActivations, All.Count(other => !other.IsSkip)) + settings.MaxActivations;
        if (held.Node.HeaderOf is { } region) sessions[region].MorePasses += settings.MaxPasses;
    }

    /// <summary>A new activation, numbered; a skipped one when there are no inputs for it.</summary>
    private Activation Create(
        FlowNode node,
        Dictionary<string, IReadOnlyList<RefItem>> inputs,
        IReadOnlyList<Activation> causes,
        bool skipped = false,
        bool forced = false,
        IReadOnlyList<string>? silent = null,
        string? limit = null)
    {
        var activation = new Activation(node, activations[node].Count, causes)
        {
            Inputs = skipped ? [] : Seen(node, inputs),
            Forced = forced,
            Silent = silent ?? [],
            Limit = limit,
        };
        Work += 1 + activation.Inputs.Values.Sum(port => port.Count);
        if (Work > Budget) throw new RunsAwayException($"The run does not end: {activation} is one too many.");
        if (skipped) activation.Ended = StepStatus.Skipped;
        else if (All.Count(other => !other.IsSkip) >= mostActivations) activation.Limit ??= "max-activations";
        activations[node].Add(activation);
        All.Add(activation);
        Join(activation);
        return activation;
    }

    /// <summary><c>once</c>: only the first item of each port. A disabled node has no policy.</summary>
    private static Dictionary<string, IReadOnlyList<RefItem>> Seen(FlowNode node, Dictionary<string, IReadOnlyList<RefItem>> inputs) =>
        node.Policy.Once && !node.Definition.Disabled ? inputs.ToDictionary(port => port.Key, port => (IReadOnlyList<RefItem>)[.. port.Value.Take(1)]) : inputs;

    private List<Port> PortsOf(FlowNode node) =>
        [.. node.WiredPorts.Select(port => new Port(port, node.Policy.Join, [.. node.Forward.Where(edge => edge.Input == port).OrderBy(edge => edge.Stored).Select(edge => queues[edge])]))];
}

/// <summary>A run that does more work than the test allows.</summary>
internal sealed class RunsAwayException(string message) : Exception(message);
