using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Ai;

/// <summary>An agent: the attached model works on a task with the attached tools until it has an answer.</summary>
[Node("ai.agent", "AI agent", Category = "AI", Icon = "bot", Summary = "Lets a model work on a task with tools and a memory until it has an answer.", Keywords = ["llm", "gpt", "assistant", "tools"],
    Attachments = ["ai_model*", "ai_tool*", "ai_memory", "ai_parser"])]
internal sealed class AgentNode : ConversationNode<AgentNode.Input>
{
    public sealed record Input
    {
        [Required, Description("The task, or what a person said"), Field(Editor = "multiline")]
        public string Prompt { get; init; } = "";

        [Description("What the model is and how it should work"), Field(Editor = "multiline")]
        public string System { get; init; } = "You are a helpful assistant";

        [Description("How often the model may ask for tools"), Range(1, 1000)]
        public int MaxRounds { get; init; } = 10;

        [Description("Hands on the tools that were called, too")]
        public bool IncludeSteps { get; init; }
    }

    protected override int RoundsOf(Input input) => input.MaxRounds;

    protected override ChatRequest Ask(Input input, NodeContext context) => input.Prompt.Length == 0
        ? throw new NodeException("There is nothing to ask: the prompt is empty.", "invalid-parameters", retryable: false)
        : new ChatRequest([.. input.System.Length > 0 ? [new ChatMessage("system", input.System)] : Array.Empty<ChatMessage>(), new ChatMessage("user", input.Prompt)]);

    protected override Item Finish(Input input, ConversationState state, NodeContext context) =>
        Item.From(new { output = state.Parsed ?? Conversation.Json(state.Text ?? ""), intermediateSteps = input.IncludeSteps ? state.Steps : null });
}
