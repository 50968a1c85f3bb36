using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;

namespace Auterity.Workflows.Nodes;

/// <summary>Starts a run when the answer of an API has new entries.</summary>
[Node("trigger.http", "Poll an API", Category = "Triggers", Icon = "radar", Inputs = [], Summary = "Starts a run when the answer of an API has new entries.", Keywords = ["poll", "watch", "change", "rest"])]
[CredentialSlot("auth", "http.basic", "http.bearer", "http.header", "http.query", "http.digest", "http.custom", "oauth2.clientCredentials", "oauth2.authorizationCode", "oauth2.password", "oauth2.jwtBearer", "http.oauth1", "aws.sigv4", "tls.client")]
internal sealed class HttpTrigger(HttpSender sender, TimeProvider time) : PollingTrigger<HttpTrigger.Input>
{
    public sealed record Input
    {
        [Required, Description("Address to look at"), Field(Placeholder = "https://api.example.com/orders?sort=created")]
        public string Url { get; init; } = "";

        [Description("Headers of the request"), Field(Editor = "keyValue")]
        public JsonElement? Headers { get; init; }

        [Description("Where the list is in the answer, for example data.orders; empty when the answer is the list"), Field(Placeholder = "data.orders")]
        public string ItemsPath { get; init; } = "";

        [Description("Property that tells entries apart; empty compares them whole"), Field(Placeholder = "id")]
        public string KeyPath { get; init; } = "id";

        [Description("What counts as news")]
        public NewsKind News { get; init; }

        [Description("Seconds between looks"), Range(10, 86_400 * 31)]
        public double EverySeconds { get; init; } = 300;

        [Description("What the first look does")]
        public FirstLook First { get; init; }
    }

    public override TimeSpan EveryOf(Input input) => TimeSpan.FromSeconds(input.EverySeconds);

    public override async Task<JsonElement> FetchAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        if (UrlQuery.Resolve(null, input.Url.Trim()) is not { Scheme: "http" or "https" } url)
            throw new NodeException($"'{input.Url}' is no address that can be called. Write it whole, with https://.", "invalid-parameters", retryable: false) { NotSent = true };
        var call = new HttpCall(HttpMethod.Get, url)
        {
            Headers = [.. NameValues.Of(input.Headers, "headers").Select(pair => KeyValuePair.Create(pair.Key, NameValues.Text(pair.Value)))],
            Credential = await context.CredentialAsync("auth", cancellationToken),
            TenantId = context.Run.TenantId,
            Timeout = TimeSpan.FromSeconds(60),
        };
        var answer = await sender.SendAsync(call, async (response, token) =>
        {
            await HttpFaults.ThrowIfFailedAsync(call, response, time.GetUtcNow(), token);
            return await HttpAnswer.ReadAsync(response, new ResponseOptions(ResponseKind.Json, MaxBytes: 20_000_000), context.Blobs, token);
        }, cancellationToken);
        return answer.Json is { } json ? JsonDocument.Parse(json, JsonDefaults.Document).RootElement : JsonDocument.Parse("[]").RootElement;
    }

    public override PollResult NewOf(Input input, JsonElement? cursor, JsonElement page)
    {
        var found = At(page, input.ItemsPath);
        if (found is { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined }) found = null;
        var list = found ?? throw new NodeException($"The answer has nothing at '{input.ItemsPath}'. Check where the list is.", "invalid-parameters", retryable: false);
        return Polls.News([.. NodeResult.ItemsOf(list).Where(item => list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > 0).Select(item => (KeyOf(item, input.KeyPath), item))], cursor, input.News, input.First);
    }

    private static string KeyOf(Item item, string path) => path.Length > 0 && At(item.Json, path) is { ValueKind: not JsonValueKind.Null } key ? key.GetRawText() : item.ToString();

    private static JsonElement? At(JsonElement json, string path)
    {
        foreach (var name in path.Split('.', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json)) return null;
        }

        return json;
    }
}
