using System.Globalization;
using Auterity.Workflows.Definitions;

namespace Auterity.Conformance.RandomGraphs;

/// <summary>Draws scenarios from a seed: cycles, loops in loops, fan-out and fan-in, errors, sleeps, skips, several triggers.</summary>
/// <param name="seed">The same seed draws the same scenario.</param>
/// <param name="timing">What the outcome may depend on: <c>any</c>, <c>each</c> and failing runs are drawn only where it may be the order.</param>
internal sealed partial class GraphGenerator(int seed, Timing timing)
{
    /// <summary>A scenario with more activations and items than this is thrown away: it would test patience only.</summary>
    public const int Budget = 3_000;

    private readonly Random random = new(seed);
    private readonly List<NodeSpec> specs = [];
    private readonly List<EdgeDefinition> edges = [];

    public static Scenario Draw(int seed, Timing timing)
    {
        for (var attempt = 0; ; attempt++)
        {
            var scenario = new GraphGenerator((seed * 1_000) + attempt + ((int)timing * 300), timing).Draw();
            if (IsTame(scenario)) return scenario;
        }
    }

    /// <summary>Whether the graph could be published, and the run ends with little work.</summary>
    public static bool IsTame(Scenario scenario)
    {
        if (!HasPorts(scenario.Definition)) return false;
        try
        {
            return !DoneEntersBody(Reference.ReferenceRun.Of(scenario, budget: Budget).Graph);
        }
        catch (Reference.RunsAwayException)
        {
            return false;
        }
    }

    /// <summary>Whether every edge leaves and enters by a port its nodes have, and required ports are fed.</summary>
    private static bool HasPorts(WorkflowDefinition definition)
    {
        var nodes = definition.Nodes.ToDictionary(node => node.Id, node => new Reference.FlowNode(node, 0));
        return definition.Edges.All(edge => nodes[edge.From].Outputs.Contains(edge.Output) && nodes[edge.To].Inputs.Contains(edge.Input))
            && nodes.Values.All(node => !node.IsRequired("b") || definition.Edges.Any(edge => edge.To == node.Id && edge.Input == "b"));
    }

    /// <summary>A loop whose <c>done</c> leads into its own body speaks there at a moment that depends on timing: no such graph says anything.</summary>
    private static bool DoneEntersBody(Reference.FlowGraph graph) =>
        graph.Nodes.Any(node => node.IsLoop && node.HeaderOf is { } region && node.Out.Exists(edge => edge.Output == "done" && region.Members.Contains(edge.To)));

    private Scenario Draw()
    {
        var size = random.Next(3, 26);
        specs.Add(Kind.Trigger);
        for (var node = 1; node < size; node++)
        {
            specs.Add(DrawSpec(node));
            AddEdge(Chance(60) ? node - 1 : random.Next(node), node);
        }

        Repeat(random.Next(size / 2), AddForward);
        for (var node = 1; node < size; node++)
        {
            FeedRequired(node);
            AddReturn(node);
        }

        if (Chance(25)) AddTrigger();
        var definition = new WorkflowDefinition
        {
            Nodes = [.. specs.Select((spec, node) => Graph.NodeOf(Name(node), spec, edges))],
            Edges = [.. edges.Distinct()],
            Settings = new WorkflowSettings
            {
                Flow = Chance(15) ? Flow.Sequential : Flow.Parallel,
                RunTimeoutSeconds = timing == Timing.Clock && Chance(15) ? random.Next(20, 200) + 0.25 : null,
            },
        };
        var scenario = new Scenario(definition, "T", [.. Enumerable.Range(1, random.Next(1, 5)).Select(value => Notation.Item(value.ToString(CultureInfo.InvariantCulture)))]);
        return timing == Timing.Clock ? scenario with { Stimuli = DrawStimuli(definition) } : scenario;
    }

    // ---- nodes ---------------------------------------------------------------

    private NodeSpec DrawSpec(int node)
    {
        var tag = ((char)('a' + node)).ToString();
        if (timing == Timing.Clock && Chance(35)) return WithPolicy(DrawClockSpec(node, tag));
        var spec = random.Next(100) switch
        {
            < 20 => Router(tag),
            < 30 => Kind.Of(new Script { Outputs = ["true", "false"], Deal = true, Tag = tag }),
            < 42 => Kind.Loop(random.Next(1, 3), Chance(25) ? "stop" : "next"),
            < 50 => Kind.Of(new Script { Route = [.. Draws(() => Chance(50) ? "-" : "main")], Cycle = true, Tag = tag }),
            < 58 => Kind.Of(new Script { Sleep = [.. Draws(() => random.Next(0, 5) * 10)], Cycle = true, Tag = tag }),
            < 64 => Kind.Of(new Script { Emit = [.. Draws(() => tag + random.Next(3))] }),
            < 66 => Kind.Batch with { Script = new Script { Tag = tag } },
            < 70 => Kind.Effect with { Script = new Script { Tag = tag } },
            < 78 => Failing(Chance(50) ? Kind.Pure : Kind.Effect, tag),
            < 82 => Kind.Of(new Script { Inputs = ["a", "b"], Tag = tag }),
            < 85 => Kind.Needs with { Script = Kind.Needs.Script with { Tag = tag } },
            < 87 => Kind.Return,
            _ => Kind.Of(new Script { Tag = tag }),
        };
        return WithPolicy(spec);
    }

    private NodeSpec Router(string tag) =>
        Kind.Of(new Script { Outputs = ["true", "false"], Route = [.. Draws(() => Chance(45) ? "false" : "true"), "true"], Cycle = true, Tag = tag });

    private NodeSpec Failing(NodeSpec kind, string tag)
    {
        var spec = kind with { Script = new Script { Tag = tag } };
        var repeats = kind.Type == "test.effect" && Chance(50);
        spec = spec.Fails(activation: Chance(60) ? random.Next(3) : null, attempts: repeats ? random.Next(1, 4) : int.MaxValue).OnError(Chance(50) ? OnError.Continue : OnError.ErrorOutput);
        if (timing != Timing.Free && Chance(40)) spec = spec.OnError(OnError.Fail);
        return repeats ? spec.Retry(2, delaySeconds: random.Next(1, 30)) : spec;
    }

    private NodeSpec WithPolicy(NodeSpec spec)
    {
        if (Chance(6)) spec = spec.Off();
        if (Chance(8)) spec = spec.AlwaysOutput();
        if (Chance(6) && spec.Type != "flow.loop") spec = spec.Once();
        if (timing == Timing.Recorded && Chance(30)) spec = spec.Join(Chance(50) ? Join.Any : Join.Each);
        return Chance(8) ? spec.Parallel(2) : spec;
    }

    private IEnumerable<T> Draws<T>(Func<T> draw) => Enumerable.Range(0, random.Next(1, 4)).Select(_ => draw()).ToList();

    // ---- edges ---------------------------------------------------------------

    private void AddEdge(int from, int to) => edges.Add(new EdgeDefinition(Name(from), Name(to), Output(from), Input(to)));

    private void AddForward()
    {
        var to = random.Next(1, specs.Count);
        AddEdge(random.Next(to), to);
    }

    /// <summary>A required port that nothing feeds is a fault of the drawing.</summary>
    private void FeedRequired(int node)
    {
        if (specs[node].Type != "test.needs" || edges.Exists(edge => edge.To == Name(node) && edge.Input == "b")) return;
        var from = random.Next(node);
        edges.Add(new EdgeDefinition(Name(from), Name(node), Output(from), "b"));
    }

    /// <summary>Draws the way back to a loop, or from a branching node to something before it.</summary>
    private void AddReturn(int node)
    {
        if (specs[node].Type == "flow.loop")
        {
            if (Chance(10)) return;
            var body = Reached(node, "loop").Where(other => other != node).ToList();
            if (body.Count == 0) return;
            Repeat(Chance(25) ? 2 : 1, () =>
            {
                AddEdge(body[random.Next(body.Count)], node);
            });
        }
        else if (specs[node].Script.Outputs.Contains("false") && Chance(45))
        {
            var before = Enumerable.Range(1, node).Where(other => Reached(other, output: null).Contains(node)).ToList();
            if (before.Count > 0) AddBack(node, before[random.Next(before.Count)]);
        }
    }

    private void AddBack(int node, int to) => edges.Add(new EdgeDefinition(Name(node), Name(to), "false", Input(to)));

    private HashSet<int> Reached(int node, string? output)
    {
        var reached = new HashSet<int>();
        var open = new Queue<EdgeDefinition>(edges.Where(edge => edge.From == Name(node) && (output is null || edge.Output == output)));
        while (open.TryDequeue(out var edge))
        {
            if (!reached.Add(Number(edge.To))) continue;
            foreach (var next in edges.Where(next => next.From == edge.To))
                open.Enqueue(next);
        }

        if (output is null) reached.Add(node);
        return reached;
    }

    private void AddTrigger()
    {
        specs.Add(Kind.Trigger);
        var trigger = specs.Count - 1;
        Repeat(random.Next(1, 3), () => AddEdge(trigger, random.Next(1, trigger)));
    }

    private string Output(int node)
    {
        IReadOnlyList<string> outputs = specs[node].Script.Outputs;
        if (specs[node].Policy.OnError == OnError.ErrorOutput) outputs = [.. outputs, "error"];
        return outputs[random.Next(outputs.Count)];
    }

    private string Input(int node) => specs[node].Script.Inputs is { Count: > 0 } inputs ? inputs[random.Next(inputs.Count)] : "main";

    private static string Name(int node) => node == 0 ? "T" : $"N{node}";

    private static int Number(string name) => name == "T" ? 0 : int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture);

    private bool Chance(int percent) => random.Next(100) < percent;

    private static void Repeat(int times, Action action)
    {
        for (var i = 0; i < times; i++)
            action();
    }
}
