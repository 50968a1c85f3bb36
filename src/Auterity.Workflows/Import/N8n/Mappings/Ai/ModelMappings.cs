using System.Text.Json;

namespace Auterity.Workflows.Import.N8n.Mappings.Ai;

/// <summary>Chat models that speak OpenAI's API, under whichever roof.</summary>
[N8nMapping("@n8n/n8n-nodes-langchain.lmChatOpenAi")]
[N8nMapping("@n8n/n8n-nodes-langchain.lmOpenAi")]
[N8nMapping("@n8n/n8n-nodes-langchain.lmChatOpenRouter")]
[N8nMapping("@n8n/n8n-nodes-langchain.lmChatGroq")]
[N8nMapping("@n8n/n8n-nodes-langchain.lmChatDeepSeek")]
[N8nMapping("@n8n/n8n-nodes-langchain.lmChatMistralCloud")]
[N8nMapping("@n8n/n8n-nodes-langchain.lmChatXAiGrok")]
[N8nMapping("@n8n/n8n-nodes-langchain.lmChatGoogleGemini")]
[N8nMapping("@n8n/n8n-nodes-langchain.lmChatOllama")]
[N8nMapping("@n8n/n8n-nodes-langchain.lmOllama")]
[N8nMapping("@n8n/n8n-nodes-langchain.lmChatAzureOpenAi")]
internal sealed class OpenAiModelMapping : N8nMapping
{
    // Every one of these offers OpenAI's chat completions at this address.
    private static readonly Dictionary<string, (string? BaseUrl, string Model)> Vendors = new(StringComparer.Ordinal)
    {
        ["lmChatOpenAi"] = (null, "gpt-4o-mini"),
        ["lmOpenAi"] = (null, "gpt-3.5-turbo-instruct"),
        ["lmChatOpenRouter"] = ("https://openrouter.ai/api/v1", "openai/gpt-4.1-mini"),
        ["lmChatGroq"] = ("https://api.groq.com/openai/v1", "llama3-8b-8192"),
        ["lmChatDeepSeek"] = ("https://api.deepseek.com/v1", "deepseek-chat"),
        ["lmChatMistralCloud"] = ("https://api.mistral.ai/v1", "mistral-small"),
        ["lmChatXAiGrok"] = ("https://api.x.ai/v1", "grok-2-vision-1212"),
        ["lmChatGoogleGemini"] = ("https://generativelanguage.googleapis.com/v1beta/openai", "gemini-2.5-flash"),
        ["lmChatOllama"] = ("http://localhost:11434/v1", "llama3.2"),
        ["lmOllama"] = ("http://localhost:11434/v1", "llama3.2"),
        ["lmChatAzureOpenAi"] = (null, "gpt-4o"),
    };

    public override MappedNode Map(N8nParameters p)
    {
        var kind = p.Node.Type[(p.Node.Type.LastIndexOf('.') + 1)..];
        var (baseUrl, preset) = Vendors[kind];
        p.Skip("notice", "responsesApiEnabled");
        p.Default("options.maxRetries", "2");
        p.Default("options.topK", "40");
        if (kind == "lmOpenAi") p.Lose("It completed a text; here the model is asked as in a chat.");
        var model = (kind == "lmChatGoogleGemini" ? p.Text("modelName") : null) ?? p.Locator("model") ?? preset;
        var timeout = p.Has("options.timeout") ? HttpRequestMapping.Seconds(p.Number("options.timeout", 60_000)) : null;
        return new("ai.model.openai", new
        {
            model = model.StartsWith("models/", StringComparison.Ordinal) ? model[7..] : model,
            temperature = Number(p, "options.temperature"),
            maxTokens = Tokens(p, "options.maxTokens") ?? Tokens(p, "options.maxOutputTokens") ?? Tokens(p, "options.numPredict") ?? Tokens(p, "options.maxTokensToSample"),
            topP = Number(p, "options.topP"),
            frequencyPenalty = Number(p, "options.frequencyPenalty"),
            presencePenalty = Number(p, "options.presencePenalty"),
            reasoningEffort = p.Filled("options.reasoningEffort"),
            json = p.Choice("options.responseFormat", "text") == "json_object" || p.Choice("options.format", "default") == "json" ? true : (bool?)null,
            timeoutSeconds = timeout,
            baseUrl = p.Filled("options.baseURL") ?? baseUrl,
            azureApiVersion = kind == "lmChatAzureOpenAi" ? "2024-10-21" : null,
        });
    }

    private static object? Number(N8nParameters p, string path) => p.Has(path) ? p.Number(path, 0) : null;

    // -1 is how the foreign editor writes "as many as there are".
    private static object? Tokens(N8nParameters p, string path) => p.Has(path) && p.Number(path, -1) is not <= 0.0 and var number ? number : null;
}

/// <summary>Anthropic's chat models.</summary>
[N8nMapping("@n8n/n8n-nodes-langchain.lmChatAnthropic")]
internal sealed class AnthropicModelMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("notice");
        var thinking = p.Flag("options.thinking");
        var budget = p.Number("options.thinkingBudget", 1024);
        return new("ai.model.anthropic", new
        {
            model = p.Locator("model") ?? "claude-2",
            maxTokens = p.Has("options.maxTokensToSample") ? p.Number("options.maxTokensToSample", 4096) : null,
            temperature = p.Has("options.temperature") ? p.Number("options.temperature", 0.7) : null,
            topP = p.Has("options.topP") ? p.Number("options.topP", 1) : null,
            topK = p.Has("options.topK") && p.Number("options.topK", -1) is not <= 0.0 and var topK ? topK : null,
            thinkingTokens = thinking ? budget : null,
        });
    }
}

/// <summary>Memories: the last exchanges of a conversation.</summary>
[N8nMapping("@n8n/n8n-nodes-langchain.memoryBufferWindow")]
[N8nMapping("@n8n/n8n-nodes-langchain.memoryPostgresChat")]
[N8nMapping("@n8n/n8n-nodes-langchain.memoryRedisChat")]
internal sealed class MemoryMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("notice");
        if (!p.Node.Type.EndsWith("memoryBufferWindow", StringComparison.Ordinal))
        {
            p.Lose("It kept the conversation in a database of its own; here the workflow's state keeps it.");
            p.Skip("tableName", "sessionTTL", "notice");
        }

        var custom = p.Choice("sessionIdType", p.Version < 1.2 && p.Has("sessionKey") ? "customKey" : "fromInput") == "customKey";
        var key = p.Filled("sessionKey");
        return new("ai.memory.window", new
        {
            sessionKey = custom && key is not null ? key : p.Version < 1.1 && key is not null ? key : "={{ $json.sessionId }}",
            window = p.Has("contextWindowLength") ? p.Number("contextWindowLength", 5) : null,
        });
    }
}

/// <summary>Structured answers.</summary>
[N8nMapping("@n8n/n8n-nodes-langchain.outputParserStructured")]
internal sealed class ParserMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("notice", "autoFix", "customizeRetryPrompt", "prompt");
        var (manual, old, example) = (p.Value("inputSchema"), p.Value("jsonSchema"), p.Value("jsonSchemaExample"));
        var byExample = p.Version >= 1.2 && p.Choice("schemaType", "fromJson") == "fromJson";
        return new("ai.parser.json", new { schema = byExample ? null : manual ?? old, example = byExample ? example : null });
    }

    /// <summary>A schema from an example; the example's text itself when it is no JSON that can be read now.</summary>
    internal static object? SchemaOfExample(JsonElement? example)
    {
        var json = example is { ValueKind: JsonValueKind.String } text ? Nodes.Ai.ModelJson.Find(text.GetString()) : example;
        return json is { } there ? Nodes.Ai.SchemaText.Of(there) : null;
    }
}

/// <summary>Answers that are asked for again when their form is wrong.</summary>
[N8nMapping("@n8n/n8n-nodes-langchain.outputParserAutofixing")]
internal sealed class FixingParserMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("info", "notice");
        return new("ai.parser.fixing", new { });
    }
}

/// <summary>Answers as a list.</summary>
[N8nMapping("@n8n/n8n-nodes-langchain.outputParserItemList")]
internal sealed class ListParserMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("notice");
        return new("ai.parser.list", new { });
    }
}
