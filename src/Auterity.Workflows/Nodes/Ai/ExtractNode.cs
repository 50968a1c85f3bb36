using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Ai;

/// <summary>Reads fields out of a text with the attached model.</summary>
[Node("ai.extract", "Extract information", Category = "AI", Icon = "scan-text", Summary = "Reads the fields of a schema out of a text.", Keywords = ["llm", "parse", "structure", "entities"],
    Attachments = ["ai_model*"])]
internal sealed class ExtractNode : ConversationNode<ExtractNode.Input>
{
    private const string Instructions = "You are an expert extraction algorithm. Only extract relevant information from the text. If you do not know the value of an attribute, you may omit it.";

    public sealed record Input
    {
        [Required, Description("The text to read"), Field(Editor = "multiline")]
        public string Text { get; init; } = "";

        [Required, Description("JSON Schema of what to find"), Field(Editor = "json", Verbatim = true)]
        public JsonElement? Schema { get; init; }

        [Description("How the model should go about it"), Field(Editor = "multiline")]
        public string System { get; init; } = Instructions;
    }

    protected override ChatRequest Ask(Input input, NodeContext context) =>
        new([new ChatMessage("system", input.System), new ChatMessage("user", input.Text)]) { Schema = SchemaText.Read(input.Schema) };

    protected override Item Finish(Input input, ConversationState state, NodeContext context)
    {
        var found = JsonIn(state.Text) ?? throw new NodeException("The model's answer is no JSON.", "answer-form", retryable: true, Conversation.Json(new { text = state.Text }));
        if (SchemaText.Read(input.Schema) is { } schema && SchemaText.Fault(schema, found) is { } fault) throw new NodeException($"The model's answer does not follow the schema: {fault}", "answer-form", retryable: true, found);
        return Item.From(new { output = found });
    }
}
