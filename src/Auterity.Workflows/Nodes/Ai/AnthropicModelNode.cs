using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Ai;

/// <summary>A chat model behind Anthropic's messages API.</summary>
[Node("ai.model.anthropic", "Anthropic model", Category = "AI", Icon = "brain", Inputs = [], Outputs = ["ai_model"], Summary = "A chat model of Anthropic.", Keywords = ["claude", "llm"])]
[CredentialSlot("auth", "http.header")]
internal sealed class AnthropicModelNode(ModelClient client) : AttachmentNode<AnthropicModelNode.Input>
{
    private const string ApiVersion = "2023-06-01";

    public sealed record Input
    {
        [Required, Description("Name of the model")]
        public string Model { get; init; } = "claude-sonnet-4-5";

        [Description("Most tokens of the answer"), Range(1, 1_000_000)]
        public int MaxTokens { get; init; } = 4096;

        [Description("How freely it chooses its words"), Range(0, 1)]
        public double? Temperature { get; init; }

        [Description("Share of likely words it chooses from"), Range(0, 1)]
        public double? TopP { get; init; }

        [Description("How many likely words it chooses from"), Range(1, 10_000)]
        public int? TopK { get; init; }

        [Description("Tokens it may think with before it answers; empty answers at once"), Range(1024, 1_000_000)]
        public int? ThinkingTokens { get; init; }

        [Description("Longest time for an answer, in seconds"), Range(1, 86_400)]
        public double TimeoutSeconds { get; init; } = 120;

        [Description("Address of the API; empty takes the credential's, else Anthropic's own")]
        public string? BaseUrl { get; init; }
    }

    public override async Task<JsonElement> CallAsync(Input input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken)
    {
        var credential = await context.CredentialAsync("auth", cancellationToken);
        var request = arguments.Deserialize<ChatRequest>(JsonDefaults.Options)!;
        var baseUrl = (input.BaseUrl is { Length: > 0 } own ? own : credential?["baseUrl"] is { Length: > 0 } kept ? kept : "https://api.anthropic.com").TrimEnd('/');
        var answer = await client.PostAsync($"{baseUrl}/v1/messages", BodyOf(input, request), credential, [KeyValuePair.Create("anthropic-version", ApiVersion)], input.TimeoutSeconds, context, cancellationToken);
        return Conversation.Json(ReplyIn(answer) ?? throw ModelClient.Strange(new Uri($"{baseUrl}/v1/messages")));
    }

    /// <summary>The request as Anthropic's reference writes it: instructions apart, tool results as a person's turn. Pure.</summary>
    internal static JsonObject BodyOf(Input input, ChatRequest request)
    {
        var body = new JsonObject { ["model"] = input.Model, ["max_tokens"] = input.MaxTokens };
        var system = string.Join("\n\n", request.Messages.Where(message => message.Role == "system").Select(message => message.Content));
        if (system.Length > 0) body["system"] = system;
        if (input.ThinkingTokens is { } thinking) body["thinking"] = new JsonObject { ["type"] = "enabled", ["budget_tokens"] = thinking };
        if (input.Temperature is { } temperature) body["temperature"] = temperature;
        if (input.TopP is { } topP) body["top_p"] = topP;
        if (input.TopK is { } topK) body["top_k"] = topK;
        if (request.Tools is { Count: > 0 } tools)
            body["tools"] = new JsonArray([.. tools.Select(tool => new JsonObject { ["name"] = tool.Name, ["description"] = tool.Description, ["input_schema"] = JsonNode.Parse(tool.Schema.GetRawText()) })]);
        body["messages"] = Turns([.. request.Messages.Where(message => message.Role != "system")]);
        return body;
    }

    // Neighbouring turns of one side are one turn there.
    private static JsonArray Turns(IReadOnlyList<ChatMessage> messages)
    {
        var turns = new JsonArray();
        foreach (var message in messages)
        {
            var role = message.Role == "assistant" ? "assistant" : "user";
            if (turns.LastOrDefault() is not JsonObject last || last["role"]!.ToString() != role) turns.Add(last = new JsonObject { ["role"] = role, ["content"] = new JsonArray() });
            foreach (var part in Parts(message)) last["content"]!.AsArray().Add(part);
        }

        return turns;
    }

    private static IEnumerable<JsonObject> Parts(ChatMessage message)
    {
        if (message.Role == "tool")
        {
            yield return new JsonObject { ["type"] = "tool_result", ["tool_use_id"] = message.CallId, ["content"] = message.Content };
            yield break;
        }

        if (message.Image is { Length: > 0 } image) yield return new JsonObject { ["type"] = "image", ["source"] = new JsonObject { ["type"] = "url", ["url"] = image } };
        if (message.Content.Length > 0) yield return new JsonObject { ["type"] = "text", ["text"] = message.Content };
        foreach (var call in message.Calls ?? [])
            yield return new JsonObject { ["type"] = "tool_use", ["id"] = call.Id, ["name"] = call.Name, ["input"] = JsonNode.Parse(call.Arguments.GetRawText()) };
    }

    /// <summary>The text and tool calls of an answer; null when there are none.</summary>
    internal static ChatReply? ReplyIn(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.Array) return null;
        var parts = content.EnumerateArray().ToList();
        var text = string.Concat(parts.Where(part => part.GetProperty("type").ValueEquals("text")).Select(part => part.GetProperty("text").GetString()));
        var calls = parts.Where(part => part.GetProperty("type").ValueEquals("tool_use")).Select(part => new ToolCall(part.GetProperty("id").ToString(), part.GetProperty("name").ToString(), part.GetProperty("input").Clone())).ToList();
        var usage = answer.TryGetProperty("usage", out var counted) && counted.TryGetProperty("input_tokens", out var read) && counted.TryGetProperty("output_tokens", out var written) ? new ChatUsage(read.GetInt64(), written.GetInt64()) : null;
        return new ChatReply(text, calls) { Usage = usage };
    }
}
