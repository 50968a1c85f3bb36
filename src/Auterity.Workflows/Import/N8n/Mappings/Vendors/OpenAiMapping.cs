namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>OpenAI, versions 1 to 1.8 of the AI node, and the older one.</summary>
[N8nMapping("@n8n/n8n-nodes-langchain.openAi")]
[N8nMapping("n8n-nodes-base.openAi")]
internal sealed class OpenAiMapping : VendorMapping
{
    protected override string Node => "openai";

    protected override string Resource(N8nParameters p) => "text";

    protected override string Operation(string resource, N8nParameters p) => resource switch
    {
        "text" => "message",
        "image" => "generate",
        "audio" => "generate",
        "chat" => "complete",
        "assistant" => "message",
        "file" => "upload",
        _ => "message",
    };

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("text:message", "chat.complete", "model=modelId", "temperature=options.temperature", "maxTokens=options.maxTokens", "topP=options.topP", "count=options.n") with { More = Message },
        On("chat:complete", "chat.complete", "model=model|chatModel", "temperature=options.temperature", "maxTokens=options.maxTokens", "topP=options.topP", "count=options.n") with { More = Chat },
        On("text:complete", "text.complete", "model", "prompt", "temperature=options.temperature", "maxTokens=options.maxTokens", "topP=options.topP", "count=options.n") with { More = (p, f) => { f["model"] ??= "gpt-3.5-turbo-instruct"; f["simple"] = p.Flag("simplifyOutput", true) ? true : null; } },
        On("text:classify,text:moderate", "text.moderate", "prompt=input", "-simplify") with { More = (p, f) => f["model"] = p.Flag("options.useStableModel") ? "text-moderation-stable" : "omni-moderation-latest" },
        On("image:generate,image:create", "image.generate", "model", "prompt", "size=options.size", "quality=options.quality|options.dalleQuality", "style=options.style", "count=options.n") with { More = (p, f) => { f["model"] ??= "dall-e-3"; f["asFile"] = p.Node.Type.StartsWith("n8n", StringComparison.Ordinal) ? p.Choice("responseFormat", "binaryData") == "binaryData" ? true : null : p.Flag("options.returnImageUrls") ? null : true; p.Skip("options.binaryPropertyOutput"); } },
        On("image:analyze", "chat.complete", "model=modelId", "maxTokens=options.maxTokens", "detail=options.detail") with { More = Look },
        On("audio:transcribe", "audio.transcribe", "file=binaryPropertyName", "language=options.language", "temperature=options.temperature") with { More = (p, f) => f["model"] = "whisper-1" },
        On("audio:translate", "audio.translate", "file=binaryPropertyName", "temperature=options.temperature") with { More = (p, f) => f["model"] = "whisper-1" },
        On("audio:generate", "audio.speak", "model", "prompt=input", "audioFormat=options.response_format", "outputFile=options.binaryPropertyOutput") with { More = (p, f) => { f["model"] ??= "tts-1"; f["voice"] = p.Text("voice", "alloy"); } },
        On("file:upload", "file.upload", "file=binaryPropertyName") with { More = (p, f) => f["purpose"] = p.Text("options.purpose", "assistants") },
        On("file:list", "file.list", "purpose=options.purpose"),
        On("file:deleteFile", "file.delete", "fileId"),
    ];

    private static void Message(N8nParameters p, Dictionary<string, object?> fields)
    {
        fields["model"] ??= "gpt-4o-mini";
        var rows = p.List("messages.values").Select(row => new { role = row.Text("role", "user"), content = row.Value("content") ?? System.Text.Json.JsonSerializer.SerializeToElement("") }).ToList();
        fields["messages"] = rows;
        var json = p.Flag("jsonOutput");
        (fields["json"], fields["readJson"]) = (json ? true : null, json ? true : null);
        fields["simple"] = p.Flag("simplify", true) ? true : null;
    }

    private static void Chat(N8nParameters p, Dictionary<string, object?> fields)
    {
        fields["model"] ??= "gpt-3.5-turbo";
        fields["messages"] = p.List("prompt.messages").Concat(p.List("messages.messages")).Concat(p.List("messages")).Where(row => row.Has("content")).Select(row => new { role = row.Text("role", "user"), content = row.Value("content") }).ToList();
        fields["simple"] = p.Flag("simplifyOutput", true) ? true : null;
        fields["format"] = p.Filled("options.response_format.type") is { } type ? new { type } : null;
        p.Skip("requestOptions");
    }

    private static void Look(N8nParameters p, Dictionary<string, object?> fields)
    {
        fields["model"] ??= "gpt-4o-mini";
        fields["prompt"] = p.Text("text", "What's in this image?");
        var (kind, urls, file) = (p.Choice("inputType", "url"), VendorField.ValueOf(p, "imageUrls"), p.Text("binaryPropertyName", "data"));
        if (kind == "url") fields["imageUrl"] = urls;
        else (fields["showFile"], fields["file"]) = (true, file);
        fields["maxTokens"] ??= 300;
        var simple = p.Flag("simplify", true);
        (fields["simple"], fields["contentOnly"]) = (simple ? true : null, simple ? true : null);
    }
}
