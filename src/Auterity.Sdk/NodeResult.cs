using System.Text.Json;

namespace Auterity.Sdk;

/// <summary>What a node hands back to the engine.</summary>
public abstract record NodeResult
{
    private NodeResult() { }

    /// <summary>Items per output port, in port order. A null or missing port sends a skip.</summary>
    /// <param name="Ports">One entry an output port.</param>
    public sealed record Outputs(IReadOnlyList<PortItems?> Ports) : NodeResult
    {
        /// <summary>Answer for the caller of a webhook or a waited start; null when this node does not answer.</summary>
        public Answer? Answer { get; init; }

        /// <summary>Marks these items as the output of the run.</summary>
        public bool IsRunOutput { get; init; }
    }

    /// <summary>Sleep until a moment, then hand on these items.</summary>
    public sealed record Sleep(DateTimeOffset Until, PortItems Items) : NodeResult;

    /// <summary>Wait for a call on the step's own URL or a signal of this name; what arrives becomes the items.</summary>
    /// <param name="Signal">Name of the signal.</param>
    /// <param name="Deadline">When to give up; null waits for ever.</param>
    /// <param name="OnTimeout">What to hand on at the deadline; null hands on the input.</param>
    public sealed record AwaitSignal(string Signal, DateTimeOffset? Deadline = null, PortItems? OnTimeout = null) : NodeResult;

    /// <summary>Start another workflow.</summary>
    /// <param name="WorkflowId">Which workflow; its latest published version is resolved at start.</param>
    /// <param name="Inputs">One entry a child run: the items it starts with.</param>
    /// <param name="Wait">Whether this node's items are the children's outputs; otherwise it goes on at once with its input.</param>
    public sealed record CallWorkflow(Guid WorkflowId, IReadOnlyList<PortItems> Inputs, bool Wait) : NodeResult;

    /// <summary>End the whole run now, as failed with this error, or as succeeded when the error is null.</summary>
    public sealed record Stop(NodeError? Error) : NodeResult;

    /// <summary>All items on the first port.</summary>
    public static Outputs Main(IEnumerable<Item> items) => new([new PortItems(items as IReadOnlyList<Item> ?? [.. items])]);

    /// <summary>One item on the first port.</summary>
    public static Outputs Main(Item item) => new([new PortItems([item])]);

    /// <summary>A JSON value as items: an array of objects is many, an object is one, anything else is wrapped as <c>{ "value": … }</c>.</summary>
    public static IReadOnlyList<Item> ItemsOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => [Item.From(json)],
        JsonValueKind.Array => [.. json.EnumerateArray().SelectMany(element => element.ValueKind == JsonValueKind.Array ? [Wrap(element)] : ItemsOf(element))],
        JsonValueKind.Null or JsonValueKind.Undefined => [Item.Empty],
        _ => [Wrap(json)],
    };

    private static Item Wrap(JsonElement json) => Item.From(new Dictionary<string, JsonElement> { ["value"] = json });
}

/// <summary>Items for one port and, where the node knows better than the engine, where each came from.</summary>
/// <param name="Items">The items, in order.</param>
/// <param name="Sources">
/// One entry an item: the input items it was made of. Null leaves it to the engine: an item that is an input item keeps that lineage,
/// and with a single input item everything came from it.
/// </param>
public sealed record PortItems(IReadOnlyList<Item> Items, IReadOnlyList<ItemSource[]>? Sources = null)
{
    public static PortItems None { get; } = new([]);
}

/// <summary>An HTTP answer for whoever is waiting on the run.</summary>
/// <param name="Status">HTTP status, 200 to 599.</param>
/// <param name="Headers">Header names and values.</param>
/// <param name="Body">The body's bytes; null for none.</param>
/// <param name="Binary">A file to send instead of <paramref name="Body"/>.</param>
public sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte>? Body, BinaryRef? Binary = null);

/// <summary>Why a node failed, in words and in a stable code.</summary>
/// <param name="Message">A sentence that names the thing and the way out.</param>
/// <param name="Code">Stable kebab-case code, for example <c>http-status</c> or <c>timeout</c>.</param>
/// <param name="Details">Anything a person would want to see: status, body, position.</param>
public sealed record NodeError(string Message, string Code = "node-failed", JsonElement? Details = null);

/// <summary>Thrown by a node to fail the item or the batch it works on.</summary>
public class NodeException : Exception
{
    public NodeException(string message, string code = "node-failed", bool retryable = true, JsonElement? details = null, Exception? inner = null)
        : base(message, inner)
    {
        Error = new NodeError(message, code, details);
        Retryable = retryable;
    }

    public NodeException() : this("The node failed.") { }

    public NodeException(string message) : this(message, "node-failed") { }

    public NodeException(string message, Exception innerException) : this(message, "node-failed", inner: innerException) { }

    public NodeError Error { get; }

    /// <summary>Whether trying again could help. Wrong parameters never get better by repetition.</summary>
    public bool Retryable { get; }

    /// <summary>Whether the world surely saw nothing: an at-most-once effect may then be tried again. Default: false.</summary>
    public bool NotSent { get; init; }

    /// <summary>Whether it is unknown if the world saw the effect: an at-most-once effect then waits for a person. Default: false.</summary>
    public bool OutcomeUnknown { get; init; }

    /// <summary>How long the other side asked us to wait; null when it said nothing.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
