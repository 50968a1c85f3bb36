using System.Text.Json;

namespace Auterity.Sdk;

/// <summary>Root of every node type; authors derive from one of the contracts below it.</summary>
public abstract class Node
{
    /// <summary>Output ports for these parameters, in order; null means those of the attribute. Must be pure, and must accept unfinished parameters.</summary>
    public virtual IReadOnlyList<string>? OutputsOf(JsonElement parameters) => null;

    /// <summary>Input ports for these parameters, in order; null means those of the attribute. Must be pure, and must accept unfinished parameters.</summary>
    public virtual IReadOnlyList<string>? InputsOf(JsonElement parameters) => null;

    /// <summary>Faults in the parameters that the schema cannot say, each with the path of the field.</summary>
    public virtual IEnumerable<ParameterFault> Check(JsonElement parameters) => [];

    /// <summary>Delivery for these parameters; null means that of the attribute. A node whose GET is harmless and whose POST is not says so here.</summary>
    public virtual Delivery? DeliveryOf(JsonElement parameters) => null;
}

/// <summary>A fault in one parameter.</summary>
/// <param name="Field">Path of the field, for example <c>conditions[0].left</c>.</param>
/// <param name="Message">A sentence that names the thing and the way out.</param>
public readonly record struct ParameterFault(string Field, string Message);

/// <summary>A node written for one item: the engine maps it over all items, keeps their order and their lineage.</summary>
/// <typeparam name="TInput">Record of parameters, bound after expressions were evaluated for the item.</typeparam>
/// <typeparam name="TOutput">What one item becomes: a record, a <see cref="JsonElement"/>, an <see cref="Item"/>, or a list of items. Null sends nothing.</typeparam>
public abstract class Node<TInput, TOutput> : Node
{
    /// <summary>Runs for one item, <see cref="NodeContext.Item"/>. Throw <see cref="NodeException"/> to fail that item.</summary>
    public abstract Task<TOutput> RunAsync(TInput input, NodeContext context, CancellationToken cancellationToken);

    /// <summary>Asks the other side whether the attempt with <see cref="NodeContext.IdempotencyKey"/> was done, after nobody heard its outcome. Only for at-most-once nodes; the default does not know.</summary>
    /// <remarks>Must change nothing. An exception counts as not knowing, and a person is asked.</remarks>
    public virtual Task<SentLookup> FindSentAsync(TInput input, NodeContext context, CancellationToken cancellationToken) => Task.FromResult<SentLookup>(new SentLookup.Unknown());
}

/// <summary>What the other side says of an effect whose outcome nobody heard.</summary>
public abstract record SentLookup
{
    private SentLookup() { }

    /// <summary>It was done.</summary>
    /// <param name="Output">What the step returns, or the call answers; null for the input with <c>assumedSent: true</c>.</param>
    public sealed record Sent(Item? Output = null) : SentLookup;

    /// <summary>It was not done and will not be: a request still on its way must be ruled out. The engine makes the attempt again.</summary>
    public sealed record NotSent : SentLookup;

    /// <summary>The other side cannot tell: a person decides.</summary>
    public sealed record Unknown : SentLookup;
}

/// <summary>A node that takes the whole batch of items of an activation at once.</summary>
/// <typeparam name="TInput">Record of parameters; <see cref="NodeContext.InputFor{T}"/> binds them for any other item.</typeparam>
public abstract class BatchNode<TInput> : Node
{
    /// <summary>Runs once for all items of the activation; <paramref name="input"/> is bound for the first one.</summary>
    public abstract Task<NodeResult> RunAsync(TInput input, NodeContext context, CancellationToken cancellationToken);
}

/// <summary>A node that starts runs. It has no input; what happened outside becomes its items.</summary>
/// <typeparam name="TInput">Record of parameters; expressions are not evaluated here.</typeparam>
public abstract class TriggerNode<TInput> : Node
{
    /// <summary>Turns what happened (the run's input) into the trigger's result. Pure. The default hands the input on as items.</summary>
    public virtual NodeResult Receive(TInput input, JsonElement payload, NodeContext context) =>
        payload.ValueKind == JsonValueKind.Object ? NodeResult.Main(context.Item) : NodeResult.Main(NodeResult.ItemsOf(payload));
}

/// <summary>A trigger that looks for news on a schedule and remembers how far it got.</summary>
/// <typeparam name="TInput">Record of parameters.</typeparam>
public abstract class PollingTrigger<TInput> : TriggerNode<TInput>
{
    /// <summary>How often to look. Source: the node's parameters.</summary>
    public abstract TimeSpan EveryOf(TInput input);

    /// <summary>Fetches the current page from the source; an effect.</summary>
    public abstract Task<JsonElement> FetchAsync(TInput input, NodeContext context, CancellationToken cancellationToken);

    /// <summary>Which items of the page are new since the cursor, and the next cursor. Pure; a null cursor means the first look.</summary>
    public abstract PollResult NewOf(TInput input, JsonElement? cursor, JsonElement page);
}

/// <summary>The outcome of one look at a polled source.</summary>
/// <param name="Items">News, oldest first; each non-empty result starts one run.</param>
/// <param name="Cursor">What to remember; kept in the same commit as the starts.</param>
public sealed record PollResult(IReadOnlyList<Item> Items, JsonElement Cursor);

/// <summary>A sub-node that plugs into a host (a model, a tool, a memory) and is called by it, never by the flow.</summary>
/// <typeparam name="TInput">Record of parameters, evaluated in the host's item context.</typeparam>
public abstract class AttachmentNode<TInput> : Node
{
    /// <summary>Answers one call of the host. Throw <see cref="NodeException"/> to fail the call.</summary>
    public abstract Task<JsonElement> CallAsync(TInput input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken);

    /// <summary>Asks the other side whether the call with <see cref="NodeContext.IdempotencyKey"/> was done, after nobody heard its outcome. Only for at-most-once attachments; the default does not know.</summary>
    /// <remarks>Must change nothing. An exception counts as not knowing, and a person is asked.</remarks>
    public virtual Task<SentLookup> FindSentAsync(TInput input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken) => Task.FromResult<SentLookup>(new SentLookup.Unknown());

    /// <summary>What the host may know without calling: for a tool its name, description and argument schema.</summary>
    public virtual JsonElement Describe(TInput input, NodeContext context) => JsonDocument.Parse("{}").RootElement;
}

/// <summary>A node that works in journaled steps: it decides, asks its attachments, and decides again.</summary>
/// <remarks>Pure: the same state and results must give the same next step, because after a crash completed calls are not repeated.</remarks>
/// <typeparam name="TInput">Record of parameters, evaluated for the item.</typeparam>
public abstract class SteppedNode<TInput> : Node
{
    /// <summary>First step for one item.</summary>
    public abstract NodeStep Start(TInput input, NodeContext context);

    /// <summary>Next step, once every call of the previous one has an outcome. The state is what the previous step returned.</summary>
    public abstract NodeStep Continue(TInput input, JsonElement state, IReadOnlyList<CallOutcome> outcomes, NodeContext context);
}

/// <summary>What a stepped node wants next: calls, or the end.</summary>
public abstract record NodeStep
{
    private NodeStep() { }

    /// <summary>Make these calls, then continue with this state.</summary>
    public sealed record Calls(JsonElement State, IReadOnlyList<NodeCall> Requests) : NodeStep;

    /// <summary>Finished with this output for the item.</summary>
    public sealed record Done(Item Output) : NodeStep;
}

/// <summary>One call of an attachment.</summary>
/// <param name="Slot">Attachment port, for example <c>ai_tool</c>.</param>
/// <param name="Attachment">Name of the attached node; null when the slot has exactly one.</param>
/// <param name="Arguments">What to hand over.</param>
public sealed record NodeCall(string Slot, string? Attachment, JsonElement Arguments);

/// <summary>How a call ended: a result or an error, never both.</summary>
public sealed record CallOutcome(JsonElement? Result, NodeError? Error);
