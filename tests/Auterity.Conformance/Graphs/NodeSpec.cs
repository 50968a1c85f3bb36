using Auterity.Workflows.Definitions;

namespace Auterity.Conformance;

/// <summary>A node of a test graph before it has a name: type, behaviour and policy, written fluently.</summary>
public sealed record NodeSpec(string Type, Script Script)
{
    public NodePolicy Policy { get; init; } = NodePolicy.Default;

    public bool Disabled { get; init; }

    /// <summary>More parameters than the script.</summary>
    public IReadOnlyDictionary<string, object> Parameters { get; init; } = new Dictionary<string, object>();

    public NodeSpec Off() => this with { Disabled = true };

    public NodeSpec Join(Join join) => this with { Policy = Policy with { Join = join } };

    public NodeSpec Once() => this with { Policy = Policy with { Once = true } };

    public NodeSpec AlwaysOutput() => this with { Policy = Policy with { AlwaysOutput = true } };

    public NodeSpec OnError(OnError onError) => this with { Policy = Policy with { OnError = onError } };

    public NodeSpec Parallel(int activations) => this with { Policy = Policy with { Parallel = activations } };

    public NodeSpec Timeout(double seconds) => this with { Policy = Policy with { TimeoutSeconds = seconds } };

    /// <summary>Tries again after fixed delays without jitter.</summary>
    public NodeSpec Retry(int attempts, double delaySeconds = 1) => Retry(new RetryPolicy { Attempts = attempts, DelaySeconds = delaySeconds, Backoff = Backoff.Fixed, Jitter = 0 });

    public NodeSpec Retry(RetryPolicy retry) => this with { Policy = Policy with { Retry = retry } };

    public NodeSpec Fails(ScriptedFailure failure) => this with { Script = Script with { Failures = [.. Script.Failures, failure] } };

    public NodeSpec Fails(string? value = null, int? activation = null, int attempts = int.MaxValue, string code = "boom") =>
        Fails(new ScriptedFailure(value, activation, attempts, code));

    /// <summary>What the other side says when it is asked about an unknown outcome: <c>sent</c> or <c>notSent</c>.</summary>
    public NodeSpec Found(string found) => this with { Script = Script with { Found = found } };

    public NodeSpec Takes(double seconds) => this with { Script = Script with { Takes = seconds } };

    public NodeSpec Ports(string outputs) => this with { Script = Script with { Outputs = outputs.Split(' ') } };

    public NodeSpec Inputs(string inputs) => this with { Script = Script with { Inputs = inputs.Split(' ') } };
}

/// <summary>The kinds of nodes that test graphs are made of.</summary>
public static class Kind
{
    public static NodeSpec Trigger { get; } = new("test.trigger", new Script { Inputs = [] });

    /// <summary>Hands its items on.</summary>
    public static NodeSpec Pass { get; } = Of(new Script());

    /// <summary>Per item, pure.</summary>
    public static NodeSpec Pure { get; } = new("test.pure", new Script());

    public static NodeSpec Effect { get; } = new("test.effect", new Script());

    /// <summary>An effect on the whole batch.</summary>
    public static NodeSpec Batch { get; } = new("test.batch", new Script());

    public static NodeSpec AtMostOnce { get; } = new("test.atMostOnce", new Script());

    /// <summary>Ports <c>a</c> and <c>b</c>; <c>b</c> is required.</summary>
    public static NodeSpec Needs { get; } = new("test.needs", new Script { Inputs = ["a", "b"] });

    public static NodeSpec Agent { get; } = new("test.agent", new Script());

    public static NodeSpec Return { get; } = Of(new Script { Return = true });

    public static NodeSpec Of(Script script) => new("test.script", script);

    public static NodeSpec Fickle { get; } = new("test.fickle", new Script());

    public static NodeSpec Tool(string tag) => new("test.tool", new Script { Tag = tag });

    /// <summary>A tool whose calls are never repeated on a guess.</summary>
    public static NodeSpec ToolOnce(string tag) => new("test.toolOnce", new Script { Tag = tag });

    /// <summary>Appends text to every value.</summary>
    public static NodeSpec Tag(string text) => Of(new Script { Tag = text });

    /// <summary>Ports <c>true</c> and <c>false</c>, chosen for all items by activation number; the last entry repeats.</summary>
    public static NodeSpec If(string routes) => Of(new Script { Outputs = ["true", "false"], Route = routes.Split(' ') });

    /// <summary>Ports <c>true</c> and <c>false</c>: the named values go to true.</summary>
    public static NodeSpec IfValue(string values) => Of(new Script
    {
        Outputs = ["true", "false"],
        Route = ["false"],
        RouteBy = values.Split(' ').ToDictionary(value => value, _ => "true"),
    });

    /// <summary>Ports by value; other values go to the first of the ports.</summary>
    public static NodeSpec Split(IReadOnlyDictionary<string, string> ports, string outputs) => Of(new Script { Outputs = outputs.Split(' '), RouteBy = ports });

    public static NodeSpec Emit(string values) => Of(new Script { Emit = values.Split(' ', StringSplitOptions.RemoveEmptyEntries) });

    /// <summary>One item made of all input items.</summary>
    public static NodeSpec Fold(string value) => Of(new Script { Emit = [value], FromAll = true });

    public static NodeSpec Drop(string values = "*") => Of(new Script { Drop = values.Split(' ') });

    public static NodeSpec Sleep(params double[] seconds) => Of(new Script { Sleep = seconds });

    public static NodeSpec Signal(string name, double? deadline = null, string? onTimeout = null) =>
        Of(new Script { Signal = name, Deadline = deadline, OnTimeout = onTimeout?.Split(' ') });

    public static NodeSpec Stop(string code = "ok") => Of(new Script { Stop = code });

    public static NodeSpec Fail(string code = "boom") => Pass.Fails(code: code);

    /// <summary>Ports <c>loop</c> and <c>done</c>.</summary>
    public static NodeSpec Loop(int batchSize, string whenNothingReturns = "next") => new("flow.loop", new Script { Outputs = ["loop", "done"] })
    {
        Parameters = new Dictionary<string, object> { ["batchSize"] = batchSize, ["whenNothingReturns"] = whenNothingReturns },
    };

    /// <summary>Adds to each item what <c>$('node').item</c> sees.</summary>
    public static NodeSpec SawItem(string node) => Saw($"={{{{ $('{node}').item.json.v }}}}");

    /// <summary>Adds to each item the values <c>$('node').all()</c> sees.</summary>
    public static NodeSpec SawAll(string node) => Saw($"={{{{ $('{node}').all().map(i => i.json.v).join(',') }}}}");

    private static NodeSpec Saw(string template) => Pure with { Parameters = new Dictionary<string, object> { ["saw"] = template } };
}
