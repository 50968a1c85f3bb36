using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Ai;

/// <summary>A chat model behind OpenAI's chat completions API, or any server that speaks it (OpenRouter, Groq, Ollama, Gemini, DeepSeek, Azure, vLLM …).</summary>
[Node("ai.model.openai", "OpenAI model", Category = "AI", Icon = "brain", Inputs = [], Outputs = ["ai_model"],
    Summary = "A chat model of OpenAI, or of any server that speaks its API.", Keywords = ["gpt", "llm", "openrouter", "groq", "ollama", "azure", "gemini", "deepseek"])]
[CredentialSlot("auth", "http.bearer", "http.header")]
internal sealed class OpenAiModelNode(ModelClient client) : AttachmentNode<OpenAiModelNode.Input>
{
    public sealed record Input
    {
        [Required, Description("Name of the model")]
        public string Model { get; init; } = "gpt-4o-mini";

        [Description("How freely it chooses its words"), Range(0, 2)]
        public double? Temperature { get; init; }

        [Description("Most tokens of the answer"), Range(1, 10_000_000)]
        public int? MaxTokens { get; init; }

        [Description("Share of likely words it chooses from"), Range(0, 1)]
        public double? TopP { get; init; }

        [Description("Keeps it from using the same words again"), Range(-2, 2)]
        public double? FrequencyPenalty { get; init; }

        [Description("Makes it speak about new things"), Range(-2, 2)]
        public double? PresencePenalty { get; init; }

        [Description("How long a model that reasons should think: low, medium or high")]
        public string? ReasoningEffort { get; init; }

        [Description("Answers with JSON")]
        public bool Json { get; init; }

        [Description("Longest time for an answer, in seconds"), Range(1, 86_400)]
        public double TimeoutSeconds { get; init; } = 120;

        [Description("Address of the API; empty takes the credential's, else OpenAI's own")]
        public string? BaseUrl { get; init; }

        [Description("Version of the API that Azure wants in the address; the base URL is then that of the resource")]
        public string? AzureApiVersion { get; init; }
    }

    public override async Task<JsonElement> CallAsync(Input input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken)
    {
        var credential = await context.CredentialAsync("auth", cancellationToken);
        var request = arguments.Deserialize<ChatRequest>(JsonDefaults.Options)!;
        var baseUrl = (input.BaseUrl is { Length: > 0 } own ? own : credential?["baseUrl"] is { Length: > 0 } kept ? kept : "https://api.openai.com/v1").TrimEnd('/');
        var url = input.AzureApiVersion is { Length: > 0 } version
            ? $"{baseUrl}/openai/deployments/{Uri.EscapeDataString(input.Model)}/chat/completions?api-version={Uri.EscapeDataString(version)}"
            : $"{baseUrl}/chat/completions";
        var answer = await client.PostAsync(url, BodyOf(input, request), credential, [], input.TimeoutSeconds, context, cancellationToken);
        return Conversation.Json(ReplyIn(answer) ?? throw ModelClient.Strange(new Uri(url)));
    }

    /// <summary>The request as OpenAI's reference writes it. Pure.</summary>
    internal static JsonObject BodyOf(Input input, ChatRequest request)
    {
        var body = new JsonObject { ["model"] = input.Model, ["messages"] = new JsonArray([.. request.Messages.Select(Message)]) };
        Set("temperature", input.Temperature);
        Set("max_completion_tokens", input.MaxTokens);
        Set("top_p", input.TopP);
        Set("frequency_penalty", input.FrequencyPenalty);
        Set("presence_penalty", input.PresencePenalty);
        if (input.ReasoningEffort is { Length: > 0 } effort) body["reasoning_effort"] = effort;
        if (request.Tools is { Count: > 0 } tools)
            body["tools"] = new JsonArray([.. tools.Select(tool => new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = tool.Name, ["description"] = tool.Description, ["parameters"] = JsonNode.Parse(tool.Schema.GetRawText()) } })]);
        if (input.Json || request.Schema is { ValueKind: JsonValueKind.Object } schema && schema.TryGetProperty("type", out var type) && type.ValueEquals("object")) body["response_format"] = new JsonObject { ["type"] = "json_object" };
        return body;

        void Set(string name, double? value)
        {
            if (value is { } number) body[name] = number == Math.Floor(number) && Math.Abs(number) < 1e15 ? (long)number : number;
        }
    }

    private static JsonObject Message(ChatMessage message)
    {
        var written = new JsonObject { ["role"] = message.Role };
        if (message.Image is { Length: > 0 } image)
            written["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = message.Content }, new JsonObject { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = image } });
        else written["content"] = message.Content;
        if (message.Calls is { } calls)
            written["tool_calls"] = new JsonArray([.. calls.Select(call => new JsonObject { ["id"] = call.Id, ["type"] = "function", ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments.GetRawText() } })]);
        if (message.CallId is { } id) written["tool_call_id"] = id;
        return written;
    }

    /// <summary>The first choice of an answer; null when there is none.</summary>
    internal static ChatReply? ReplyIn(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("choices", out var choices) || choices.ValueKind != JsonValueKind.Array || choices.GetArrayLength() == 0 || !choices[0].TryGetProperty("message", out var message)) return null;
        var text = message.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String ? content.GetString()! : "";
        var calls = message.TryGetProperty("tool_calls", out var written) && written.ValueKind == JsonValueKind.Array ? written.EnumerateArray().Select(Call).ToList() : null;
        return new ChatReply(text, calls) { Usage = UsageIn(answer) };
    }

    private static ToolCall Call(JsonElement call)
    {
        var function = call.GetProperty("function");
        var arguments = function.TryGetProperty("arguments", out var written) && written.ValueKind == JsonValueKind.String ? ModelJson.Find(written.GetString()) : null;
        return new ToolCall(call.TryGetProperty("id", out var id) ? id.ToString() : function.GetProperty("name").ToString(), function.GetProperty("name").ToString(), arguments ?? Conversation.Json(new { }));
    }

    private static ChatUsage? UsageIn(JsonElement answer) => answer.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object
        && usage.TryGetProperty("prompt_tokens", out var read) && usage.TryGetProperty("completion_tokens", out var written) ? new ChatUsage(read.GetInt64(), written.GetInt64()) : null;
}
