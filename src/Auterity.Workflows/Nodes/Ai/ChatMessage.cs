using System.Text.Json;

namespace Auterity.Workflows.Nodes.Ai;

/// <summary>One message of a conversation with a model.</summary>
/// <param name="Role">system, user, assistant or tool.</param>
/// <param name="Content">Its text.</param>
internal sealed record ChatMessage(string Role, string Content)
{
    /// <summary>Tools the assistant wants called; null for none.</summary>
    public IReadOnlyList<ToolCall>? Calls { get; init; }

    /// <summary>For a tool's answer: which call it answers.</summary>
    public string? CallId { get; init; }

    /// <summary>Address of an image the text is about; null for none.</summary>
    public string? Image { get; init; }
}

/// <summary>A call of a tool, as the model asks for it.</summary>
/// <param name="Id">Names the call within the conversation.</param>
/// <param name="Name">Name of the tool.</param>
/// <param name="Arguments">What it is called with.</param>
internal sealed record ToolCall(string Id, string Name, JsonElement Arguments);

/// <summary>A tool, as the model gets to know it.</summary>
/// <param name="Name">Letters, digits, <c>_</c> and <c>-</c>, at most 64.</param>
/// <param name="Description">When and how to use it.</param>
/// <param name="Schema">JSON Schema of its arguments.</param>
internal sealed record ToolInfo(string Name, string Description, JsonElement Schema);

/// <summary>What a model is asked: the arguments of a call at <c>ai_model</c>.</summary>
internal sealed record ChatRequest(IReadOnlyList<ChatMessage> Messages)
{
    public IReadOnlyList<ToolInfo>? Tools { get; init; }

    /// <summary>JSON Schema the answer must follow; null for free text.</summary>
    public JsonElement? Schema { get; init; }
}

/// <summary>What a model answers.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Calls">Tools it wants called before it goes on.</param>
internal sealed record ChatReply(string Text, IReadOnlyList<ToolCall>? Calls = null)
{
    /// <summary>Tokens read and written, as the vendor counts them; null when it does not say.</summary>
    public ChatUsage? Usage { get; init; }
}

/// <summary>Tokens of one call.</summary>
internal sealed record ChatUsage(long Input, long Output);
