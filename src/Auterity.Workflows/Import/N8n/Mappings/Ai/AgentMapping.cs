using System.Text.Json;

namespace Auterity.Workflows.Import.N8n.Mappings.Ai;

/// <summary>The AI agent, all versions; kinds of agents that this product does not tell apart become the one with tools.</summary>
[N8nMapping("@n8n/n8n-nodes-langchain.agent")]
internal sealed class AgentMapping : N8nMapping
{
    private const string Preset = "You are a helpful assistant";

    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("hasOutputParser", "notice", "notice_tip", "aiAgentStarterCallout", "options.passthroughBinaryImages", "needsFallback", "options.enableStreaming");
        var kind = p.Choice("agent", p.Version < 1.6 ? "conversationalAgent" : "toolsAgent");
        if (kind is "sqlAgent") return MappedNode.Stub("It asks a database in its own words; there is no such agent here yet.");
        if (kind is "planAndExecuteAgent" or "reActAgent") p.Lose("It planned in words of its own; here the model calls its tools directly.");
        var system = p.Filled("options.systemMessage") ?? p.Filled("options.prefix");
        return new("ai.agent", new
        {
            prompt = Prompt(p),
            system = system ?? Preset,
            maxRounds = p.Has("options.maxIterations") ? p.Number("options.maxIterations", 10) : null,
            includeSteps = p.On("options.returnIntermediateSteps"),
        });
    }

    /// <summary>What is asked: a text of its own, or what came in from a chat.</summary>
    internal static object Prompt(N8nParameters p)
    {
        var own = p.Choice("promptType", p.Has("text") ? "define" : "auto") != "auto";
        var text = VendorText(p, "text");
        return own && text is { } written ? written : "={{ $json.chatInput ?? $json.guardrailsInput }}";
    }

    internal static JsonElement? VendorText(N8nParameters p, string path) => p.Value(path) is { } value && !(value.ValueKind == JsonValueKind.String && value.GetString() is "" or "=") ? value : null;
}

/// <summary>The basic chain: one question to a model.</summary>
[N8nMapping("@n8n/n8n-nodes-langchain.chainLlm")]
internal sealed class ChainMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("hasOutputParser", "notice", "batching");
        var prompt = AgentMapping.VendorText(p, "prompt") is { } old ? old : AgentMapping.Prompt(p);
        var messages = p.List("messages.messageValues").Select(row => Message(row, p)).ToList();
        return new("ai.chat", new
        {
            prompt,
            messages = messages.Count > 0 ? messages : null,
            outputField = p.Version < 1.3 ? "response" : null,
            spread = p.Version < 1.5 ? true : (bool?)null,
        });
    }

    private static object Message(N8nParameters row, N8nParameters p)
    {
        var role = row.Choice("type", "SystemMessagePromptTemplate") switch { "AIMessagePromptTemplate" => "assistant", "HumanMessagePromptTemplate" => "user", _ => "system" };
        var kind = row.Choice("messageType", "text");
        var (text, url, file) = (row.Value("message"), row.Filled("imageUrl"), row.Filled("binaryImageDataKey"));
        row.Skip("imageDetail");
        if (kind == "imageBinary") p.Lose($"It showed the model the file '{file ?? "data"}'; here it is told about it only.");
        return new { text = text ?? JsonSerializer.SerializeToElement(""), role, image = kind == "imageUrl" ? url : null };
    }
}

/// <summary>Reads fields out of a text.</summary>
[N8nMapping("@n8n/n8n-nodes-langchain.informationExtractor")]
internal sealed class ExtractorMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("notice", "schemaTypeNotice");
        return new("ai.extract", new { text = p.Value("text"), schema = SchemaOf(p), system = p.Filled("options.systemPromptTemplate") });
    }

    private static object? SchemaOf(N8nParameters p)
    {
        var (manual, example) = (p.Value("inputSchema") ?? p.Value("jsonSchema"), p.Value("jsonSchemaExample"));
        var attributes = p.List("attributes.attributes").Select(row => (Name: row.Text("name") ?? "", Type: row.Choice("type", "string"), About: row.Text("description"), Required: row.Flag("required"))).Where(row => row.Name.Length > 0).DistinctBy(row => row.Name).ToList();
        return p.Choice("schemaType", "fromAttributes") switch
        {
            "manual" => manual,
            "fromJson" => ParserMapping.SchemaOfExample(example),
            _ => new
            {
                type = "object",
                properties = attributes.ToDictionary(row => row.Name, row => new { type = row.Type == "date" ? "string" : row.Type, description = row.About }),
                required = attributes.Where(row => row.Required).Select(row => row.Name),
            },
        };
    }
}

/// <summary>Summarises texts; documents that a loader brought have no counterpart.</summary>
[N8nMapping("@n8n/n8n-nodes-langchain.chainSummarization")]
internal sealed class SummarizationMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("notice", "options.binaryDataKey");
        var mode = p.Choice("operationMode", "nodeInputJson");
        if (p.Plugged.Contains("ai_textSplitter")) p.Lose("A splitter of its own cut the text; here its pieces are of one size.");
        if (p.Version < 2 || mode != "nodeInputJson" || p.Plugged.Contains("ai_document")) return MappedNode.Stub("It summarises documents that a loader reads; there is no such loader here yet.");
        const string Prompts = "options.summarizationMethodAndPrompts.values";
        var method = p.Choice($"{Prompts}.summarizationMethod", "map_reduce");
        var (each, final, alone) = (p.Filled($"{Prompts}.combineMapPrompt"), p.Filled($"{Prompts}.prompt"), p.Filled($"{Prompts}.stuffPrompt"));
        if (method == "refine") p.Lose("It refined one summary from piece to piece; here the pieces are summarised and then brought together.");
        return new("ai.summarize", new
        {
            text = "={{ JSON.stringify($json) }}",
            piecePrompt = each,
            finalPrompt = method == "stuff" ? alone : final,
            pieceSize = method == "stuff" ? 1_000_000 : p.Number("chunkSize", 1000),
            overlap = p.Number("chunkOverlap", 200),
        });
    }
}
