using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;

namespace Auterity.Workflows.Nodes.Ai;

/// <summary>Lets an agent call a URL: what the model may choose stands as <c>{name}</c> in the address, the parameters and the body.</summary>
[Node("ai.tool.http", "HTTP tool", Category = "AI", Icon = "globe", Inputs = [], Outputs = ["ai_tool"], Summary = "Lets an agent call a URL.", Keywords = ["api", "request", "fetch"])]
[CredentialSlot("auth", "http.basic", "http.bearer", "http.header", "http.query", "http.digest", "http.custom", "oauth2.clientCredentials", "oauth2.authorizationCode")]
internal sealed partial class HttpToolNode(HttpSender sender, OutboundHttp http, TimeProvider time) : AttachmentNode<HttpToolNode.Input>
{
    public sealed record Input
    {
        [Description("Name the model calls it by; empty takes the node's")]
        public string? Name { get; init; }

        [Required, Description("When and how to use it"), Field(Editor = "multiline")]
        public string Description { get; init; } = "";

        [Description("GET, POST, PUT, PATCH or DELETE")]
        public string Method { get; init; } = "GET";

        [Required, Description("Where to send the request; {name} is chosen by the model")]
        public string Url { get; init; } = "";

        [Description("Parameters added to the URL"), Field(Editor = "keyValue")]
        public JsonElement? Query { get; init; }

        [Description("Headers of the request"), Field(Editor = "keyValue")]
        public JsonElement? Headers { get; init; }

        [Description("Body of the request, as JSON"), Field(Editor = "json")]
        public JsonElement? Body { get; init; }

        [Description("What the model is told about each {name}")]
        public IReadOnlyList<Place> Places { get; init; } = [];

        [Description("Part of the answer that the model gets, dotted; empty gives all of it")]
        public string? AnswerField { get; init; }

        [Description("Most characters of the answer that the model gets"), Range(100, 1_000_000)]
        public int MaxCharacters { get; init; } = 20_000;
    }

    /// <summary>Something the model chooses.</summary>
    /// <param name="Name">Its name between the braces.</param>
    /// <param name="Description">What it is.</param>
    /// <param name="Type">string, number, boolean or json. Default: string.</param>
    public sealed record Place([property: Description("Name between the braces")] string Name, [property: Description("What it is")] string Description = "", [property: Description("string, number, boolean or json")] string Type = "string");

    public override JsonElement Describe(Input input, NodeContext context)
    {
        var names = Chosen().Matches($"{input.Url} {input.Query?.GetRawText()} {input.Headers?.GetRawText()} {input.Body?.GetRawText()}").Select(match => match.Groups[1].Value).Concat(input.Places.Select(place => place.Name)).Distinct().ToList();
        var properties = new JsonObject(names.Select(name =>
        {
            var about = input.Places.FirstOrDefault(place => place.Name == name);
            return KeyValuePair.Create(name, (JsonNode?)new JsonObject { ["type"] = about?.Type is "number" or "boolean" ? about.Type : about?.Type == "json" ? "object" : "string", ["description"] = about?.Description ?? "" });
        }));
        return Conversation.Json(new { name = input.Name, description = input.Description, schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]) } });
    }

    public override async Task<JsonElement> CallAsync(Input input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken)
    {
        if (UrlQuery.Resolve(null, Filled(input.Url, arguments, Uri.EscapeDataString)) is not { Scheme: "http" or "https" } url) throw new NodeException($"'{input.Url}' is no address that can be called.", "invalid-parameters", retryable: false) { NotSent = true };
        var query = NameValues.Of(input.Query, "query").Select(pair => KeyValuePair.Create(pair.Key, Filled(NameValues.Text(pair.Value), arguments, text => text))).ToList();
        var call = new HttpCall(new HttpMethod(input.Method.Trim().ToUpperInvariant()), query.Count == 0 ? url : UrlQuery.Append(url, query))
        {
            Headers = [.. NameValues.Of(input.Headers, "headers").Select(pair => KeyValuePair.Create(pair.Key, Filled(NameValues.Text(pair.Value), arguments, text => text)))],
            Body = BodyOf(input, arguments)?.For(Item.Empty, context.Blobs),
            Credential = await context.CredentialAsync("auth", cancellationToken),
            TenantId = context.Run.TenantId,
            IdempotencyKey = context.IdempotencyKey,
        };
        var answer = await sender.SendAsync(call, async (response, token) =>
        {
            await HttpFaults.ThrowIfFailedAsync(call, response, time.GetUtcNow(), token);
            return await HttpAnswer.ReadAsync(response, new ResponseOptions(MaxBytes: http.Options.MaxResponseBytes), context.Blobs, token);
        }, cancellationToken);
        var text = answer.Json is { } json ? PartOf(json, input.AnswerField) : answer.Text ?? $"A file of {answer.File?.Size ?? 0} bytes.";
        return Conversation.Json(text.Length > input.MaxCharacters ? text[..input.MaxCharacters] : text);
    }

    private static RequestBody? BodyOf(Input input, JsonElement arguments)
    {
        if (input.Body is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } body) return null;
        var text = body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText();
        var json = Filled(text, arguments, value => JsonSerializer.Serialize(value, JsonDefaults.Options)[1..^1]);
        return new RequestBody(BodyKind.Json) { Json = Conversation.Json(json) };
    }

    private static string Filled(string text, JsonElement arguments, Func<string, string> escape) => Chosen().Replace(text, match =>
        arguments.ValueKind == JsonValueKind.Object && arguments.TryGetProperty(match.Groups[1].Value, out var value) ? escape(NameValues.Text(value)) : "");

    private static string PartOf(ReadOnlyMemory<byte> json, string? path)
    {
        using var document = JsonDocument.Parse(json, JsonDefaults.Document);
        var part = document.RootElement;
        foreach (var step in path?.Split('.', StringSplitOptions.RemoveEmptyEntries) ?? [])
            if (part.ValueKind != JsonValueKind.Object || !part.TryGetProperty(step, out part)) return "";
        return NameValues.Text(part);
    }

    [GeneratedRegex(@"\{([A-Za-z_][A-Za-z0-9_ -]*)\}")]
    private static partial Regex Chosen();
}
