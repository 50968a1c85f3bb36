using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Ai;

/// <summary>One question to the attached model.</summary>
[Node("ai.chat", "Ask a model", Category = "AI", Icon = "message-square", Summary = "Asks the attached model one thing and hands on its answer.", Keywords = ["llm", "prompt", "gpt", "chain"],
    Attachments = ["ai_model*", "ai_parser"])]
internal sealed class ChatNode : ConversationNode<ChatNode.Input>
{
    public sealed record Input
    {
        [Required, Description("What to ask"), Field(Editor = "multiline")]
        public string Prompt { get; init; } = "";

        [Description("Messages before the question")]
        public IReadOnlyList<Before> Messages { get; init; } = [];

        [Description("Field of the item that takes the answer")]
        public string OutputField { get; init; } = "text";

        [Description("An answer of a parser becomes the item itself")]
        public bool Spread { get; init; }
    }

    /// <summary>A message that comes before the question.</summary>
    /// <param name="Text">Its text.</param>
    /// <param name="Role">system, user or assistant. Default: system.</param>
    /// <param name="Image">Address of an image it is about.</param>
    public sealed record Before(
        [property: Description("Text of the message")] string Text = "",
        [property: Description("system, user or assistant")] string Role = "system",
        [property: Description("Address of an image it is about")] string? Image = null);

    protected override ChatRequest Ask(Input input, NodeContext context) => input.Prompt.Length == 0
        ? throw new NodeException("There is nothing to ask: the prompt is empty.", "invalid-parameters", retryable: false)
        : new ChatRequest([.. input.Messages.Select(message => new ChatMessage(message.Role, message.Text) { Image = message.Image }), new ChatMessage("user", input.Prompt)]);

    protected override Item Finish(Input input, ConversationState state, NodeContext context) => state.Parsed is { ValueKind: JsonValueKind.Object } parsed && input.Spread
        ? Item.From(parsed)
        : Item.From(new Dictionary<string, JsonElement> { [state.Parsed is null ? input.OutputField : "output"] = state.Parsed ?? Conversation.Json(state.Text ?? "") });
}
