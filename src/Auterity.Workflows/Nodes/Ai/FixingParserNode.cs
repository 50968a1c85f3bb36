using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Ai;

/// <summary>Stands between a node and the output form plugged into this one; an answer of the wrong form is asked for again anyway.</summary>
[Node("ai.parser.fixing", "Auto-fixing output", Category = "AI", Icon = "wrench", Inputs = [], Outputs = ["ai_parser"], Summary = "Has an answer of the wrong form made anew until it fits the form plugged in.", Keywords = ["schema", "parser", "repair", "retry"],
    Attachments = ["ai_model*", "ai_parser"])]
internal sealed class FixingParserNode : AttachmentNode<FixingParserNode.Input>
{
    public sealed record Input;

    public override JsonElement Describe(Input input, NodeContext context) => context.Attachments(Conversation.Parser) is [{ Description: var form }, ..] ? form : Conversation.Json(new { schema = new { type = "object" } });

    public override Task<JsonElement> CallAsync(Input input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken) =>
        Task.FromResult(JsonParserNode.Parsed(arguments, Describe(input, context).GetProperty("schema")));
}
