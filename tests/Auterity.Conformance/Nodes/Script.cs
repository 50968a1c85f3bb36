namespace Auterity.Conformance;

/// <summary>What a test node does, as data inside its parameters, so that the same graph behaves the same on every engine.</summary>
public sealed record Script
{
    /// <summary>Input ports, in order.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = ["main"];

    /// <summary>Output ports, in order, <c>error</c> excluded.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = ["main"];

    /// <summary>Output port for all items, by activation number; <c>-</c> sends nothing. After the last entry the list repeats if <see cref="Cycle"/>, else its last entry does.</summary>
    public IReadOnlyList<string> Route { get; init; } = [];

    public bool Cycle { get; init; }

    /// <summary>Output port by item value; other items go where <see cref="Route"/> says, or to the first port.</summary>
    public IReadOnlyDictionary<string, string> RouteBy { get; init; } = new Dictionary<string, string>();

    /// <summary>Deals the items to the output ports in turn, whatever <see cref="Route"/> says.</summary>
    public bool Deal { get; init; }

    /// <summary>Values to send in place of the input.</summary>
    public IReadOnlyList<string>? Emit { get; init; }

    /// <summary>Whether each value of <see cref="Emit"/> is said to be made of all input items. Default: the script does not say.</summary>
    public bool FromAll { get; init; }

    /// <summary>Item values not handed on; <c>*</c> is all of them.</summary>
    public IReadOnlyList<string> Drop { get; init; } = [];

    /// <summary>Text appended to every value.</summary>
    public string Tag { get; init; } = "";

    public IReadOnlyList<ScriptedFailure> Failures { get; init; } = [];

    /// <summary>What the other side says when it is asked about an unknown outcome: <c>sent</c>, <c>notSent</c>; null when it cannot tell.</summary>
    public string? Found { get; init; }

    /// <summary>How long one attempt takes, in seconds; effects only. Default: 0.</summary>
    public double Takes { get; init; }

    /// <summary>How long to sleep before handing on, in seconds, by activation number; the last entry repeats.</summary>
    public IReadOnlyList<double> Sleep { get; init; } = [];

    /// <summary>Name of the signal to wait for; its payload becomes the items.</summary>
    public string? Signal { get; init; }

    /// <summary>When the wait for the signal gives up, in seconds; null waits for ever.</summary>
    public double? Deadline { get; init; }

    /// <summary>Values handed on at the deadline; null hands on the input.</summary>
    public IReadOnlyList<string>? OnTimeout { get; init; }

    /// <summary>Whether the items become the output of the run.</summary>
    public bool Return { get; init; }

    /// <summary>Ends the run: <c>ok</c> as succeeded, anything else as failed with that code.</summary>
    public string? Stop { get; init; }

    /// <summary>Most items the script makes out of the first one; for limits.</summary>
    public int Copies { get; init; } = 1;

    public string PortOf(int activation, string value)
    {
        if (RouteBy.TryGetValue(value, out var port)) return port;
        return Route.Count == 0 ? Outputs[0] : Entry(Route, activation, Cycle);
    }

    public double SleepOf(int activation) => Sleep.Count == 0 ? 0 : Entry(Sleep, activation, Cycle);

    private static T Entry<T>(IReadOnlyList<T> list, int activation, bool cycle) =>
        list[cycle ? activation % list.Count : Math.Min(activation, list.Count - 1)];
}

/// <summary>A failure on demand.</summary>
/// <param name="Value">Value of the item that fails; null is every item.</param>
/// <param name="Activation">Number of the activation that fails; null is every one.</param>
/// <param name="Attempts">How many attempts fail; the next one succeeds. Default: all of them.</param>
/// <param name="Code">Code of the error.</param>
public sealed record ScriptedFailure(string? Value = null, int? Activation = null, int Attempts = int.MaxValue, string Code = "boom")
{
    /// <summary>How many calls for an item fail, however they are numbered; null goes by attempts. Effects only: they know their calls.</summary>
    public int? Calls { get; init; }

    public bool Retryable { get; init; } = true;

    /// <summary>The world surely saw nothing.</summary>
    public bool NotSent { get; init; }

    /// <summary>Nobody knows whether the world saw it.</summary>
    public bool Unknown { get; init; }

    public bool Hits(string value, int activation, int attempt, int call) =>
        (Value is null || Value == value) && (Activation is null || Activation == activation) && (Calls is { } calls ? call <= calls : attempt <= Attempts);
}
