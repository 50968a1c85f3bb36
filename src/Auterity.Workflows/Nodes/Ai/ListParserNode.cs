using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Ai;

/// <summary>Makes the model answer with a list of texts.</summary>
[Node("ai.parser.list", "List output", Category = "AI", Icon = "list", Inputs = [], Outputs = ["ai_parser"], Summary = "Makes a model answer with a list of texts.", Keywords = ["items", "lines", "parser"])]
internal sealed class ListParserNode : AttachmentNode<ListParserNode.Input>
{
    public sealed record Input;

    public override JsonElement Describe(Input input, NodeContext context) => Conversation.Json(new { schema = new { type = "array", items = new { type = "string" } } });

    public override Task<JsonElement> CallAsync(Input input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken)
    {
        var text = arguments.GetProperty("text").GetString()!;
        var list = ModelJson.Find(text) is { ValueKind: JsonValueKind.Array } json
            ? json.EnumerateArray().Select(entry => entry.ToString())
            : text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimStart('-', '*', ' '));
        return Task.FromResult(Conversation.Json(list));
    }
}
