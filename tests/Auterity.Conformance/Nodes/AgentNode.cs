using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Conformance;

/// <summary>Asks every attached tool once, in one step, and adds what they said as <c>answers</c>.</summary>
[Node("test.agent", "Agent", Category = "AI", Attachments = ["ai_tool*"])]
public sealed class AgentNode : SteppedNode<Scripted>
{
    public override NodeStep Start(Scripted input, NodeContext context)
    {
        var arguments = context.Item.Json;
        var calls = context.Attachments("ai_tool").Select(tool => new NodeCall("ai_tool", tool.Name, arguments)).ToList();
        return calls.Count == 0 ? Done(context, []) : new NodeStep.Calls(JsonSerializer.SerializeToElement(new { }), calls);
    }

    public override NodeStep Continue(Scripted input, JsonElement state, IReadOnlyList<CallOutcome> outcomes, NodeContext context) =>
        Done(context, [.. outcomes.Select(outcome => outcome.Error?.Code ?? outcome.Result!.Value.GetProperty("v").GetString()!)]);

    private static NodeStep.Done Done(NodeContext context, IReadOnlyList<string> answers) => new(ItemFields.With(context.Item, "answers", answers));
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
