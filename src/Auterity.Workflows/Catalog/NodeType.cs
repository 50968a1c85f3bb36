using System.Reflection;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Catalog;

/// <summary>One node type, ready to be called without knowing its generic arguments.</summary>
internal abstract class NodeType
{
    protected NodeType(Node node, NodeAttribute info)
    {
        Node = node;
        Info = info;
        LooksUp = Array.Exists(node.GetType().GetMethods(), method => method is { Name: "FindSentAsync", DeclaringType.IsGenericType: false });
        Slots = [.. node.GetType().GetCustomAttributes<CredentialSlotAttribute>()];
    }

    public Node Node { get; }

    public NodeAttribute Info { get; }

    public IReadOnlyList<CredentialSlotAttribute> Slots { get; }

    public abstract NodeKind Kind { get; }

    /// <summary>Record the parameters are bound to.</summary>
    public abstract Type InputType { get; }

    /// <summary>Record one item becomes; null for nodes that say nothing about it.</summary>
    public virtual Type? OutputType => null;

    public IReadOnlyList<string> InputsOf(JsonElement parameters) => Node.InputsOf(parameters) ?? Info.Inputs;

    public IReadOnlyList<string> OutputsOf(JsonElement parameters) => Node.OutputsOf(parameters) ?? Info.Outputs;

    public Delivery DeliveryOf(JsonElement parameters) => Node.DeliveryOf(parameters) ?? Info.Delivery;

    /// <summary>Binds evaluated parameters.</summary>
    /// <exception cref="NodeException">A parameter is missing or of the wrong type; not retryable.</exception>
    /// <param name="parameters">Evaluated parameters.</param>
    /// <param name="forgiving">See <see cref="InputBinder.Bind"/>.</param>
    public object Bind(JsonElement parameters, bool forgiving = false) => InputBinder.Bind(parameters, InputType, forgiving);

    /// <summary>Runs for one item (<see cref="NodeKind.PerItem"/> only); null sends nothing.</summary>
    public virtual Task<IReadOnlyList<Item>> RunItemAsync(object input, NodeContext context, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{Info.Type} is not a per-item node.");

    /// <summary>Runs for the whole batch (<see cref="NodeKind.Batch"/> and <see cref="NodeKind.Trigger"/> only).</summary>
    public virtual Task<NodeResult> RunBatchAsync(object input, NodeContext context, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{Info.Type} is not a batch node.");

    /// <summary>Whether the node can ask the other side what became of an attempt.</summary>
    public bool LooksUp { get; }

    /// <summary>Asks what became of an attempt nobody heard of (<see cref="NodeKind.PerItem"/> only).</summary>
    public virtual Task<SentLookup> FindSentAsync(object input, NodeContext context, CancellationToken cancellationToken) => Task.FromResult<SentLookup>(new SentLookup.Unknown());

    /// <summary>Wraps a node object in the type that fits its contract.</summary>
    /// <exception cref="InvalidOperationException">The class has no <see cref="NodeAttribute"/> or follows no contract.</exception>
    public static NodeType Of(Node node)
    {
        var info = node.GetType().GetCustomAttribute<NodeAttribute>()
            ?? throw new InvalidOperationException($"{node.GetType().Name} has no [Node] attribute.");
        for (var type = node.GetType().BaseType; type is not null; type = type.BaseType)
        {
            if (!type.IsGenericType) continue;
            var definition = type.GetGenericTypeDefinition();
            if (Wrappers.FirstOrDefault(pair => pair.Contract == definition).Wrapper is { } wrapper)
                return (NodeType)Activator.CreateInstance(wrapper.MakeGenericType(type.GetGenericArguments()), node, info)!;
        }

        throw new InvalidOperationException($"{node.GetType().Name} derives from none of the node contracts.");
    }

    private static readonly (Type Contract, Type Wrapper)[] Wrappers =
    [
        (typeof(Node<,>), typeof(PerItemType<,>)),
        (typeof(BatchNode<>), typeof(BatchType<>)),
        (typeof(SteppedNode<>), typeof(SteppedType<>)),
        (typeof(AttachmentNode<>), typeof(AttachmentType<>)),
        (typeof(PollingTrigger<>), typeof(PollingType<>)),
        (typeof(TriggerNode<>), typeof(TriggerType<>)),
    ];
}

/// <summary>Which contract a node follows.</summary>
public enum NodeKind
{
    PerItem,
    Batch,
    Stepped,
    Attachment,
    Trigger,
    Polling,
}

internal sealed class PerItemType<TInput, TOutput>(Node<TInput, TOutput> node, NodeAttribute info) : NodeType(node, info)
{
    public override NodeKind Kind => NodeKind.PerItem;

    public override Type InputType => typeof(TInput);

    public override Type? OutputType => typeof(TOutput);

    public override async Task<IReadOnlyList<Item>> RunItemAsync(object input, NodeContext context, CancellationToken cancellationToken) =>
        await node.RunAsync((TInput)input, context, cancellationToken) switch
        {
            null => [],
            Item item => [item],
            IReadOnlyList<Item> items => items,
            IEnumerable<Item> items => [.. items],
            JsonElement json => NodeResult.ItemsOf(json),
            var output => [Item.From(output)],
        };

    public override Task<SentLookup> FindSentAsync(object input, NodeContext context, CancellationToken cancellationToken) =>
        node.FindSentAsync((TInput)input, context, cancellationToken);
}

internal sealed class BatchType<TInput>(BatchNode<TInput> node, NodeAttribute info) : NodeType(node, info)
{
    public override NodeKind Kind => NodeKind.Batch;

    public override Type InputType => typeof(TInput);

    public override Task<NodeResult> RunBatchAsync(object input, NodeContext context, CancellationToken cancellationToken) =>
        node.RunAsync((TInput)input, context, cancellationToken);
}

internal abstract class SteppedType(Node node, NodeAttribute info) : NodeType(node, info)
{
    public override NodeKind Kind => NodeKind.Stepped;

    public abstract NodeStep Start(object input, NodeContext context);

    public abstract NodeStep Continue(object input, JsonElement state, IReadOnlyList<CallOutcome> outcomes, NodeContext context);
}

internal sealed class SteppedType<TInput>(SteppedNode<TInput> node, NodeAttribute info) : SteppedType(node, info)
{
    public override Type InputType => typeof(TInput);

    public override NodeStep Start(object input, NodeContext context) => node.Start((TInput)input, context);

    public override NodeStep Continue(object input, JsonElement state, IReadOnlyList<CallOutcome> outcomes, NodeContext context) =>
        node.Continue((TInput)input, state, outcomes, context);
}

internal abstract class AttachmentType(Node node, NodeAttribute info) : NodeType(node, info)
{
    public override NodeKind Kind => NodeKind.Attachment;

    public abstract Task<JsonElement> CallAsync(object input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken);

    /// <summary>Asks what became of a call nobody heard of.</summary>
    public virtual Task<SentLookup> FindSentAsync(object input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken) => Task.FromResult<SentLookup>(new SentLookup.Unknown());

    public abstract JsonElement Describe(object input, NodeContext context);
}

internal sealed class AttachmentType<TInput>(AttachmentNode<TInput> node, NodeAttribute info) : AttachmentType(node, info)
{
    public override Type InputType => typeof(TInput);

    public override Task<JsonElement> CallAsync(object input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken) =>
        node.CallAsync((TInput)input, arguments, context, cancellationToken);

    public override Task<SentLookup> FindSentAsync(object input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken) =>
        node.FindSentAsync((TInput)input, arguments, context, cancellationToken);

    public override JsonElement Describe(object input, NodeContext context) => node.Describe((TInput)input, context);
}

internal class TriggerType<TInput>(TriggerNode<TInput> node, NodeAttribute info) : NodeType(node, info)
{
    public override NodeKind Kind => NodeKind.Trigger;

    public override Type InputType => typeof(TInput);

    public override Task<NodeResult> RunBatchAsync(object input, NodeContext context, CancellationToken cancellationToken) =>
        Task.FromResult(node.Receive((TInput)input, context.Item.Json, context));
}

internal sealed class PollingType<TInput>(PollingTrigger<TInput> node, NodeAttribute info) : TriggerType<TInput>(node, info)
{
    public override NodeKind Kind => NodeKind.Polling;
}
