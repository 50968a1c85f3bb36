using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>OpenAI. Source: OpenAI's published OpenAPI document.</summary>
[Node("openai", "OpenAI", Category = "AI", Icon = "sparkles", Summary = "Asks models of OpenAI, makes and describes images, and turns speech into text.", Keywords = ["gpt", "image", "audio", "transcribe"])]
[CredentialSlot("auth", "http.bearer")]
internal sealed class OpenAiNode(VendorClient client) : VendorNode<OpenAiNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Name of the model")]
        public string? Model { get; init; }

        [Description("Messages: a list of { role, content }"), Field(Editor = "json")]
        public JsonElement? Messages { get; init; }

        [Description("What to make, complete or judge")]
        public string? Prompt { get; init; }

        [Description("How freely it chooses its words")]
        public double? Temperature { get; init; }

        [Description("Most tokens of the answer")]
        public int? MaxTokens { get; init; }

        [Description("Share of likely words it chooses from")]
        public double? TopP { get; init; }

        [Description("Answers with JSON")]
        public bool Json { get; init; }

        [Description("Form of the answer as the API writes it"), Field(Editor = "json")]
        public JsonElement? Format { get; init; }

        [Description("Reads JSON out of the answer's text")]
        public bool ReadJson { get; init; }

        [Description("Gives the answer's text alone, as content")]
        public bool ContentOnly { get; init; }

        [Description("Shows the model the item's file")]
        public bool ShowFile { get; init; }

        [Description("Gives images as files")]
        public bool AsFile { get; init; }

        [Description("Gives the choices alone")]
        public bool Simple { get; init; }

        [Description("Address of the image")]
        public string? ImageUrl { get; init; }

        [Description("How closely to look: auto, low or high")]
        public string? Detail { get; init; }

        [Description("Size of the image")]
        public string? Size { get; init; }

        [Description("Quality of the image")]
        public string? Quality { get; init; }

        [Description("Style of the image")]
        public string? Style { get; init; }

        [Description("How many to make")]
        public int? Count { get; init; }

        [Description("Voice that speaks")]
        public string? Voice { get; init; }

        [Description("Format of the speech")]
        public string? AudioFormat { get; init; }

        [Description("Language that is spoken")]
        public string? Language { get; init; }

        [Description("What a file is for")]
        public string? Purpose { get; init; }

        [Description("Id of the file")]
        public string? FileId { get; init; }
    }

    public override string BaseUrl => "https://api.openai.com/v1";

    protected override IReadOnlyList<string> FilledIn => ["messages"];

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("chat.complete", "/chat/completions", """{"model":"{model}","messages":"{messages:json}","temperature":"{temperature}","max_completion_tokens":"{maxTokens}","top_p":"{topP}","n":"{count}","response_format":"{format:json}"}""") with { Required = ["model", "messages"] },
        Post("text.complete", "/completions", """{"model":"{model}","prompt":"{prompt}","temperature":"{temperature}","max_tokens":"{maxTokens}","top_p":"{topP}","n":"{count}"}""") with { Required = ["model", "prompt"] },
        Post("text.moderate", "/moderations", """{"input":"{prompt}","model":"{model}"}""", items: "results") with { Required = ["prompt"] },
        Post("image.generate", "/images/generations", """{"model":"{model}","prompt":"{prompt}","n":"{count}","size":"{size}","quality":"{quality}","style":"{style}"}""", items: "data") with { Required = ["prompt"] },
        new VendorOperation("audio.transcribe", "POST", "/audio/transcriptions") { Body = """{"model":"{model}","language":"{language}","temperature":"{temperature}"}""", Kind = BodyKind.Multipart, FileField = "file" },
        new VendorOperation("audio.translate", "POST", "/audio/translations") { Body = """{"model":"{model}","temperature":"{temperature}"}""", Kind = BodyKind.Multipart, FileField = "file" },
        new VendorOperation("audio.speak", "POST", "/audio/speech") { Body = """{"model":"{model}","input":"{prompt}","voice":"{voice}","response_format":"{audioFormat}"}""", ReturnsFile = true, Required = ["prompt", "voice"] },
        new VendorOperation("file.upload", "POST", "/files") { Body = """{"purpose":"{purpose}"}""", Kind = BodyKind.Multipart, FileField = "file" },
        Get("file.list", "/files", """{"purpose":"{purpose}"}""", "data"),
        Delete("file.delete", "/files/{fileId}"),
        Get("model.list", "/models", null, "data"),
    ];

    /// <summary>What stands in the foreign answers' place: choices alone, images as files.</summary>
    public override async Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        if (input.ShowFile) input = input with { ImageUrl = await DataUrlAsync(input.File, context, cancellationToken) };
        var items = await base.RunAsync(input, context, cancellationToken);
        if (input.Simple && items is [{ Json: var answer }] && answer.TryGetProperty("choices", out var choices)) return [.. choices.EnumerateArray().Select(choice => Item.From(Shaped(choice, input)))];
        if (!input.AsFile || input.Operation != "image.generate") return items;
        var files = new List<Item>();
        foreach (var item in items)
        {
            if (!item.Json.TryGetProperty("b64_json", out var coded)) return items;
            using var bytes = new MemoryStream(Convert.FromBase64String(coded.GetString()!));
            files.Add(new Item("{}"u8.ToArray(), new Dictionary<string, BinaryRef> { [input.OutputFile] = await context.Blobs.SaveAsync(bytes, "image/png", "image.png", cancellationToken) }));
        }

        return files;
    }

    protected override JsonObject Complete(VendorOperation operation, JsonObject fields, NodeContext context)
    {
        if (fields["json"]?.GetValue<bool>() == true) fields["format"] ??= new JsonObject { ["type"] = "json_object" };
        if (fields["showFile"]?.GetValue<bool>() == true) fields["imageUrl"] ??= ""; // the file itself, once there is one
        if (fields["imageUrl"] is not null && fields["messages"] is null)
            fields["messages"] = new JsonArray(new JsonObject
            {
                ["role"] = "user", ["content"] = new JsonArray(
                new JsonObject { ["type"] = "text", ["text"] = fields["prompt"]?.DeepClone() },
                new JsonObject { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = fields["imageUrl"]!.DeepClone(), ["detail"] = fields["detail"]?.DeepClone() ?? "auto" } })
            });
        return fields;
    }

    // An answer that was asked for as JSON is read as JSON.
    private static JsonNode Shaped(JsonElement choice, Input input)
    {
        var shaped = JsonNode.Parse(choice.GetRawText())!;
        if (input.ReadJson && shaped["message"]?["content"]?.ToString() is { } text && Ai.ModelJson.Find(text) is { } json) shaped["message"]!["content"] = JsonNode.Parse(json.GetRawText());
        return input.ContentOnly ? new JsonObject { ["content"] = shaped["message"]?["content"]?.DeepClone() } : shaped;
    }

    private static async Task<string> DataUrlAsync(string name, NodeContext context, CancellationToken cancellationToken)
    {
        var file = Outbound.RequestBody.FileOf(context.Item, name);
        await using var stream = await context.Blobs.OpenAsync(file, cancellationToken);
        using var buffer = new MemoryStream();
        await stream.CopyToAsync(buffer, cancellationToken);
        return $"data:{file.MimeType};base64,{Convert.ToBase64String(buffer.ToArray())}";
    }
}
