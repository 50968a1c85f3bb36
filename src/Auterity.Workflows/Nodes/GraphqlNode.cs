using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;

namespace Auterity.Workflows.Nodes;

/// <summary>Asks a GraphQL API.</summary>
[Node("http.graphql", "GraphQL", Category = "Network", Icon = "braces", Summary = "Asks a GraphQL API and hands on what it answers.", Keywords = ["api", "query", "mutation"])]
[CredentialSlot("auth", "http.basic", "http.bearer", "http.header", "http.query", "http.digest", "http.custom", "oauth2.clientCredentials", "oauth2.authorizationCode", "oauth2.password", "oauth2.jwtBearer", "http.oauth1", "aws.sigv4", "tls.client")]
internal sealed class GraphqlNode(HttpSender sender, OutboundHttp http, TimeProvider time) : Node<GraphqlNode.Input, IReadOnlyList<Item>>
{
    public sealed record Input
    {
        [Required, Description("Address of the API"), Field(Placeholder = "https://api.example.com/graphql")]
        public string Url { get; init; } = "";

        [Description("POST, or GET for queries that may be cached"), AllowedValues("POST", "GET")]
        public string Method { get; init; } = "POST";

        [Required, Description("Query or mutation; give values as variables"), Field(Editor = "code", Language = "graphql")]
        public string Query { get; init; } = "";

        [Description("Variables of the query"), Field(Editor = "json")]
        public JsonElement? Variables { get; init; }

        [Description("Which operation to run, where the text has several")]
        public string OperationName { get; init; } = "";

        [Description("Headers of the request"), Field(Editor = "keyValue")]
        public JsonElement? Headers { get; init; }

        [Description("Hands on answers with errors instead of failing")]
        public bool AllowErrors { get; init; }

        [Description("Longest time for the whole exchange, in seconds"), Range(0.001, 86_400)]
        public double TimeoutSeconds { get; init; } = 300;

        [Description("Accepts invalid certificates: anyone between here and there could read along")]
        public bool IgnoreTlsFaults { get; init; }
    }

    public override async Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var call = await CallOfAsync(input, context, cancellationToken);
        var options = new ResponseOptions(ResponseKind.Json, MaxBytes: http.Options.MaxResponseBytes);
        var answer = await sender.SendAsync(call, async (response, token) =>
        {
            // Many servers answer 4xx with GraphQL errors in the body; those say more than the status.
            if (!IsGraphql(response)) await HttpFaults.ThrowIfFailedAsync(call, response, time.GetUtcNow(), token);
            return await HttpAnswer.ReadAsync(response, options, context.Blobs, token);
        }, cancellationToken);
        var items = answer.ToItems(options);
        if (!input.AllowErrors) ThrowIfErrors(call, answer, items);
        return items;
    }

    private static async Task<HttpCall> CallOfAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        if (UrlQuery.Resolve(null, input.Url.Trim()) is not { Scheme: "http" or "https" } url)
            throw new NodeException($"'{input.Url}' is no address that can be called. Write it whole, with https://.", "invalid-parameters", retryable: false) { NotSent = true };
        var variables = new RequestBody(BodyKind.Json) { Json = input.Variables }.JsonText();
        var isGet = input.Method.Equals("GET", StringComparison.OrdinalIgnoreCase);
        var body = new JsonObject { ["query"] = input.Query, ["variables"] = JsonNode.Parse(variables) };
        if (input.OperationName.Length > 0) body["operationName"] = input.OperationName;
        var headers = NameValues.Of(input.Headers, "headers").Select(pair => KeyValuePair.Create(pair.Key, NameValues.Text(pair.Value)));
        return new HttpCall(isGet ? HttpMethod.Get : HttpMethod.Post, isGet ? UrlQuery.Append(url, body.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value is JsonObject ? pair.Value.ToJsonString() : pair.Value!.ToString()))) : url)
        {
            Headers = [KeyValuePair.Create("Accept", "application/graphql-response+json, application/json"), .. headers],
            Body = isGet ? null : new RequestBody(BodyKind.Json) { Json = JsonSerializer.SerializeToElement(body, JsonDefaults.Options) }.For(context.Item, context.Blobs),
            Credential = await context.CredentialAsync("auth", cancellationToken),
            TenantId = context.Run.TenantId,
            IdempotencyKey = context.IdempotencyKey,
            Timeout = TimeSpan.FromSeconds(input.TimeoutSeconds),
            IgnoreTlsFaults = input.IgnoreTlsFaults,
        };
    }

    private static bool IsGraphql(HttpResponseMessage response) =>
        (int)response.StatusCode is 200 or 400 or 422 && response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) == true;

    private static void ThrowIfErrors(HttpCall call, HttpAnswer answer, IReadOnlyList<Item> items)
    {
        var json = items.Count == 1 ? items[0].Json : default;
        var hasErrors = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0;
        if (!hasErrors && answer.Status < 400) return;
        var first = hasErrors && json.GetProperty("errors")[0] is { ValueKind: JsonValueKind.Object } error && error.TryGetProperty("message", out var message) ? message.ToString() : $"status {answer.Status}";
        throw new NodeException($"{HttpSender.Shown(call.Url)} answered with errors: {first}", "graphql-errors", retryable: false, json.ValueKind == JsonValueKind.Object ? json : null);
    }
}
