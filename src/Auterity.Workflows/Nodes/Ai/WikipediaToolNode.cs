using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;

namespace Auterity.Workflows.Nodes.Ai;

/// <summary>Lets an agent look things up in Wikipedia.</summary>
[Node("ai.tool.wikipedia", "Wikipedia tool", Category = "AI", Icon = "book-open", Inputs = [], Outputs = ["ai_tool"], Summary = "Lets an agent look things up in Wikipedia.", Keywords = ["encyclopedia", "search"])]
internal sealed class WikipediaToolNode(HttpSender sender, OutboundHttp http, TimeProvider time) : AttachmentNode<WikipediaToolNode.Input>
{
    public sealed record Input([property: Description("Language of the encyclopedia")] string Language = "en", [property: Description("Articles to read")] int Articles = 3);

    public override JsonElement Describe(Input input, NodeContext context) => Conversation.Json(new
    {
        name = "wikipedia",
        description = "Searches Wikipedia and gives the beginnings of the articles found. Input is a search term.",
        schema = SchemaText.OneText("query"),
    });

    public override async Task<JsonElement> CallAsync(Input input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken)
    {
        if (input.Language.Length is < 2 or > 12 || !input.Language.All(c => char.IsAsciiLetterLower(c) || c == '-')) throw new NodeException($"'{input.Language}' is no language of Wikipedia.", "invalid-parameters", retryable: false);
        var url = UrlQuery.Append(new Uri($"https://{input.Language}.wikipedia.org/w/api.php"),
        [
            new("action", "query"), new("format", "json"), new("generator", "search"), new("gsrlimit", Math.Clamp(input.Articles, 1, 10).ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new("prop", "extracts"), new("exintro", "1"), new("explaintext", "1"), new("gsrsearch", arguments.TryGetProperty("query", out var query) ? query.ToString() : arguments.ToString()),
        ]);
        var call = new HttpCall(HttpMethod.Get, url) { TenantId = context.Run.TenantId };
        return await sender.SendAsync(call, async (response, token) =>
        {
            await HttpFaults.ThrowIfFailedAsync(call, response, time.GetUtcNow(), token);
            var answer = await HttpAnswer.ReadAsync(response, new ResponseOptions(ResponseKind.Json, MaxBytes: http.Options.MaxResponseBytes), context.Blobs, token);
            return answer.Json is { } json ? Found(json) : Conversation.Json("Nothing was found.");
        }, cancellationToken);
    }

    private static JsonElement Found(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, JsonDefaults.Document);
        if (!document.RootElement.TryGetProperty("query", out var query) || !query.TryGetProperty("pages", out var pages)) return Conversation.Json("Nothing was found.");
        return Conversation.Json(string.Join("\n\n", pages.EnumerateObject().Select(page => $"{page.Value.GetProperty("title")}\n{(page.Value.TryGetProperty("extract", out var text) ? text.ToString() : "")}")));
    }
}
