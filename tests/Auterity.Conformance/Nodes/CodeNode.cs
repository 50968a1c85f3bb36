using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Conformance;

/// <summary>Does what a test says, in place of what a node would.</summary>
public delegate NodeResult NodeCode(NodeContext context, CancellationToken cancellationToken);

/// <summary>Pure, done within the shard's turn.</summary>
[Node("test.code", "Code", Category = "Code", Delivery = Delivery.Pure)]
public sealed class CodeNode(NodeCode code) : CodedNode(code);

/// <summary>Pure, done by a worker.</summary>
[Node("test.heavyCode", "Heavy code", Category = "Code", Delivery = Delivery.Pure, Heavy = true)]
public sealed class HeavyCodeNode(NodeCode code) : CodedNode(code);

/// <summary>An effect.</summary>
[Node("test.codeEffect", "Code effect", Category = "Network")]
public sealed class CodeEffectNode(NodeCode code) : CodedNode(code);

/// <summary>What they share.</summary>
public abstract class CodedNode(NodeCode code) : BatchNode<Scripted>
{
    public override Task<NodeResult> RunAsync(Scripted input, NodeContext context, CancellationToken cancellationToken) => Task.FromResult(code(context, cancellationToken));
}

/// <summary>An effect that hands each item on and leaves no trace.</summary>
[Node("test.light", "Light effect", Category = "Network")]
public sealed class LightEffectNode : Node<Scripted, IReadOnlyList<Item>>
{
    public override Task<IReadOnlyList<Item>> RunAsync(Scripted input, NodeContext context, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Item>>([context.Item]);
}

/// <summary>Starts a run that another one asked for.</summary>
[Node("trigger.workflow", "Called by a workflow", Category = "Triggers")]
public sealed class CalledTrigger : TriggerNode<JsonElement>;
