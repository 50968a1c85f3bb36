using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Conformance;

/// <summary>Asks every attached tool once, in one step, and adds what they said as <c>answers</c>.</summary>
[Node("test.agent", "Agent", Category = "AI", Attachments = ["ai_tool*"])]
public class AgentNode : SteppedNode<Scripted>
{
    public override NodeStep Start(Scripted input, NodeContext context)
    {
        var arguments = ArgumentsOf(context);
        var calls = context.Attachments("ai_tool").Select(tool => new NodeCall("ai_tool", tool.Name, arguments)).ToList();
        return calls.Count == 0 ? Done(input, context, []) : new NodeStep.Calls(JsonSerializer.SerializeToElement(new { }), calls);
    }

    public override NodeStep Continue(Scripted input, JsonElement state, IReadOnlyList<CallOutcome> outcomes, NodeContext context) =>
        Done(input, context, [.. outcomes.Select(outcome => outcome.Error?.Code ?? outcome.Result!.Value.GetProperty("v").GetString()!)]);

    /// <summary>What each tool is asked.</summary>
    protected virtual JsonElement ArgumentsOf(NodeContext context) => context.Item.Json;

    private static NodeStep.Done Done(Scripted input, NodeContext context, IReadOnlyList<string> answers)
    {
        if (ScriptPlayer.FailureOf(input.Script ?? new Script(), [context.Item], context.Activation, context.Attempt) is { } failure) throw Failing.With(failure);
        return new(ItemFields.With(context.Item, "answers", answers));
    }
}

/// <summary>Asks otherwise each time it is asked to decide: what a stepped node must not do.</summary>
[Node("test.fickle", "Fickle agent", Category = "AI", Attachments = ["ai_tool*"])]
public sealed class FickleAgentNode : AgentNode
{
    private int asked;

    protected override JsonElement ArgumentsOf(NodeContext context) => ItemFields.With(context.Item, "asked", ++asked).Json;
}

/// <summary>Answers a call with the value it was asked about and its own tag.</summary>
[Node("test.tool", "Tool", Category = "AI")]
public sealed class ToolNode : AttachmentNode<Scripted>
{
    public override Task<JsonElement> CallAsync(Scripted input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken)
    {
        var script = input.Script ?? new Script();
        var asked = Item.From(arguments);
        if (ScriptPlayer.FailureOf(script, [asked], context.Activation, context.Attempt) is { } failure) throw Failing.With(failure);
        return Task.FromResult(Notation.Item(Notation.ValueOf(asked) + script.Tag).Json);
    }
}

/// <summary>A tool that is never called again on a guess; the world sees its calls.</summary>
[Node("test.toolOnce", "Tool at most once", Category = "AI", Delivery = Delivery.AtMostOnce)]
public sealed class ToolOnceNode(Ledger ledger, TimeProvider time) : AttachmentNode<Scripted>
{
    public override async Task<JsonElement> CallAsync(Scripted input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken)
    {
        var script = input.Script ?? new Script();
        var asked = Item.From(arguments);
        var call = ledger.Record(new EffectCall(new ActivationId(context.NodeId, context.Activation), context.ItemIndex, context.Attempt, context.IdempotencyKey));
        if (script.Takes > 0) await ledger.PauseAsync(TimeSpan.FromSeconds(script.Takes), time, cancellationToken);
        if (ScriptPlayer.FailureOf(script, [asked], context.Activation, context.Attempt, call) is { } failure) throw Failing.With(failure);
        return Answer(script, asked);
    }

    public override Task<SentLookup> FindSentAsync(Scripted input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken)
    {
        var script = input.Script ?? new Script();
        return Task.FromResult(ScriptPlayer.Found(script, () => Item.From(Answer(script, Item.From(arguments)))));
    }

    private static JsonElement Answer(Script script, Item asked) => Notation.Item(Notation.ValueOf(asked) + script.Tag).Json;
}
