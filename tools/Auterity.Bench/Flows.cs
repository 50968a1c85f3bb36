using System.Text.Json;
using System.Text.Json.Nodes;

namespace Auterity.Bench;

/// <summary>A workflow to measure.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Steps">Steps of a run beside the trigger.</param>
/// <param name="Definition">Its definition.</param>
internal sealed record Flow(string Name, int Steps, string Definition);

/// <summary>The workflows of the bench. Their input is 1 KB of JSON.</summary>
internal static class Flows
{
    /// <summary>What every run is given.</summary>
    public static string Payload { get; } = JsonSerializer.Serialize(new { n = 1, customer = "Ada Example", text = new string('x', 960) });

    /// <summary>trigger → set → if → set → …, each if true.</summary>
    public static Flow Chain(int steps, string? hook = null)
    {
        var graph = new Graph(hook);
        var (from, port) = (graph.Trigger, "main");
        for (var i = 0; i < steps; i++)
        {
            var id = $"s{i}";
            graph.Add(id, i % 2 == 0 ? "data.set" : "flow.if", i % 2 == 0 ? graph.Set(i) : graph.If());
            graph.Connect(from, port, id);
            (from, port) = (id, i % 2 == 0 ? "main" : "true");
        }

        return graph.Flow($"{steps} step{(steps == 1 ? "" : "s")} (set → if → …)", steps);
    }

    /// <summary>Ten branches out of one output, merged again.</summary>
    public static Flow FanOut(string? hook = null)
    {
        var graph = new Graph(hook);
        graph.Add("merge", "flow.merge", new JsonObject { ["inputs"] = 10, ["mode"] = "append" });
        for (var i = 0; i < 10; i++)
        {
            graph.Add($"s{i}", "data.set", graph.Set(i));
            graph.Connect(graph.Trigger, "main", $"s{i}");
            graph.Connect($"s{i}", "main", "merge", $"input{i + 1}");
        }

        return graph.Flow("10 branches and a merge", 11);
    }

    /// <summary>One GET of a server on loopback: an effect, which waits for the disk before and after.</summary>
    public static Flow Effect(Uri url, string? hook = null)
    {
        var graph = new Graph(hook);
        graph.Add("call", "http.request", new JsonObject { ["url"] = url.ToString() });
        graph.Connect(graph.Trigger, "main", "call");
        return graph.Flow("1 HTTP request", 1);
    }

    /// <summary>The same with the run's own number in the address.</summary>
    public static Flow NumberedEffect(Uri url)
    {
        var graph = new Graph(null);
        graph.Add("call", "http.request", new JsonObject { ["url"] = $"={url}?n={{{{ $json.n }}}}" });
        graph.Connect(graph.Trigger, "main", "call");
        return graph.Flow("effect", 1);
    }

    /// <summary>One script over the items.</summary>
    public static Flow Script(string? hook = null)
    {
        var graph = new Graph(hook);
        graph.Add("code", "code.javascript", new JsonObject { ["code"] = "return $input.all().map(item => ({ json: { n: (item.json.n ?? item.json.body.n) * 2 } }));" });
        graph.Connect(graph.Trigger, "main", "code");
        return graph.Flow("1 script", 1);
    }

    /// <summary>Sleeps for a day.</summary>
    public static Flow Sleep()
    {
        var graph = new Graph(null);
        graph.Add("wait", "flow.wait", new JsonObject { ["amount"] = 1, ["unit"] = "days" });
        graph.Connect(graph.Trigger, "main", "wait");
        return graph.Flow("sleeping", 1);
    }

    /// <summary>One pass an item: set and back again.</summary>
    public static Flow Loop(int passes)
    {
        var graph = new Graph(null);
        graph.Add("list", "code.javascript", new JsonObject { ["code"] = $"return Array.from({{ length: {passes} }}, (_, i) => ({{ json: {{ n: i }} }}));" });
        graph.Add("loop", "flow.loop", new JsonObject { ["batchSize"] = 1 });
        graph.Add("body", "data.set", graph.Set(0));
        graph.Connect(graph.Trigger, "main", "list");
        graph.Connect("list", "main", "loop");
        graph.Connect("loop", "loop", "body");
        graph.Connect("body", "main", "loop");
        return graph.Flow($"loop of {passes:N0} passes", 2 * passes);
    }

    private sealed class Graph
    {
        private readonly JsonArray nodes = [];
        private readonly JsonArray edges = [];
        private readonly string field;

        public Graph(string? hook)
        {
            field = hook is null ? "$json.n" : "$json.body.n";
            Trigger = "start";
            Add(Trigger, hook is null ? "trigger.manual" : "trigger.webhook", hook is null ? [] : new JsonObject { ["path"] = hook, ["respond"] = "whenFinished" });
        }

        public string Trigger { get; }

        public void Add(string id, string type, JsonObject parameters) => nodes.Add(new JsonObject { ["id"] = id, ["type"] = type, ["name"] = id, ["parameters"] = parameters });

        public void Connect(string from, string output, string to, string input = "main") => edges.Add(new JsonObject { ["from"] = from, ["output"] = output, ["to"] = to, ["input"] = input });

        public JsonObject Set(int number) => new()
        {
            ["fields"] = new JsonArray(new JsonObject { ["name"] = $"f{number}", ["type"] = "number", ["value"] = $"={{{{ {field} + {number} }}}}" }),
        };

        public JsonObject If() => new()
        {
            ["conditions"] = new JsonObject
            {
                ["conditions"] = new JsonArray(new JsonObject
                {
                    ["left"] = $"={{{{ {field} }}}}",
                    ["operator"] = new JsonObject { ["type"] = "number", ["operation"] = "gte" },
                    ["right"] = 0,
                }),
            },
        };

        public Flow Flow(string name, int steps) => new(name, steps, new JsonObject { ["nodes"] = nodes, ["edges"] = edges, ["settings"] = new JsonObject { ["maxPasses"] = 1_000_000, ["maxActivations"] = 1_000_000 } }.ToJsonString());
    }
}
