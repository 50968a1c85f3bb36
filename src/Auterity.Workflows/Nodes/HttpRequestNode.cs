using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;
using Auterity.Workflows.Outbound.Auth;

namespace Auterity.Workflows.Nodes;

/// <summary>Calls a URL and hands on what it answers.</summary>
[Node("http.request", "HTTP request", Category = "Network", Icon = "globe", Summary = "Calls a URL and hands on what it answers.", Keywords = ["api", "rest", "fetch", "curl", "download", "upload"])]
[CredentialSlot("auth", "http.basic", "http.bearer", "http.header", "http.query", "http.digest", "http.custom", "oauth2.clientCredentials", "oauth2.authorizationCode", "oauth2.password", "oauth2.jwtBearer", "http.oauth1", "aws.sigv4", "tls.client")]
[CredentialSlot("certificate", "tls.client")]
[CredentialSlot("authorities", "tls.ca")]
[CredentialSlot("proxy", "http.basic")]
internal sealed class HttpRequestNode(HttpSender sender, OutboundHttp http, TimeProvider time) : Node<HttpRequestNode.Input, IReadOnlyList<Item>>
{
    public sealed record Input
    {
        [Description("GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS")]
        public string Method { get; init; } = "GET";

        [Required, Description("Where to send the request"), Field(Placeholder = "https://api.example.com/orders")]
        public string Url { get; init; } = "";

        [Description("Parameters added to the URL"), Field(Editor = "keyValue")]
        public JsonElement? Query { get; init; }

        [Description("How a list in the query is written: a=1&a=2, a[]=1&a[]=2, a[0]=1&a[1]=2 or a=1,2")]
        public QueryArrays QueryArrays { get; init; }

        [Description("Headers of the request"), Field(Editor = "keyValue")]
        public JsonElement? Headers { get; init; }

        [Description("Writes header names in lower case")]
        public bool LowerCaseHeaders { get; init; }

        [Description("What the body is made of")]
        public BodyKind Body { get; init; }

        [Description("Body as JSON"), Field(Editor = "json", ShowIf = "body", Is = ["json"])]
        public JsonElement? Json { get; init; }

        [Description("Body as single fields"), Field(ShowIf = "body", Is = ["json", "form", "multipart"])]
        public IReadOnlyList<BodyField> Fields { get; init; } = [];

        [Description("Body as written"), Field(Editor = "multiline", ShowIf = "body", Is = ["raw"])]
        public string Raw { get; init; } = "";

        [Description("Content type of the body"), Field(ShowIf = "body", Is = ["raw", "binary", "json"])]
        public string? ContentType { get; init; }

        [Description("Binary property to send"), Field(ShowIf = "body", Is = ["binary"])]
        public string BinaryProperty { get; init; } = "data";

        [Description("What to make of the answer; auto follows its content type")]
        public ResponseKind Response { get; init; }

        [Description("Property for a text or single value, and binary property for a file")]
        public string OutputProperty { get; init; } = "data";

        [Description("Hands on status, headers and body instead of the body alone")]
        public bool FullResponse { get; init; }

        [Description("Hands on answers with an error status instead of failing")]
        public bool NeverError { get; init; }

        [Description("Longest time for the whole exchange, in seconds"), Range(0.001, 86_400)]
        public double TimeoutSeconds { get; init; } = 300;

        [Description("Goes where the server sends it")]
        public bool FollowRedirects { get; init; } = true;

        [Description("How often the server may send it elsewhere"), Range(1, 100), Field(ShowIf = "followRedirects", Is = ["true"])]
        public int MaxRedirects { get; init; } = 21;

        [Description("Accepts invalid certificates: anyone between here and there could read along")]
        public bool IgnoreTlsFaults { get; init; }

        [Description("Oldest version of TLS to take")]
        public TlsVersion MinTls { get; init; }

        [Description("Proxy, for example http://proxy.example:3128; its user and password belong into the slot 'proxy'")]
        public string? Proxy { get; init; }

        [Description("Sends an Idempotency-Key with requests that change something, so that a repetition is recognised")]
        public bool SendIdempotencyKey { get; init; } = true;

        [Description("Largest answer, in bytes"), Range(1, long.MaxValue)]
        public long MaxBytes { get; init; } = 100_000_000;

        [Description("Paces the items")]
        public Pace? Batching { get; init; }

        [Description("Reads page after page; its templates see $response and $pageCount"), Field(Verbatim = true)]
        public HttpPaging? Pagination { get; init; }
    }

    /// <summary>Starts <paramref name="Size"/> items, then waits.</summary>
    /// <param name="Size">Items at a time. Default: 50.</param>
    /// <param name="EveryMs">Pause between batches, in milliseconds. Default: 1000.</param>
    public sealed record Pace(
        [property: Description("Items at a time")] int Size = 50,
        [property: Description("Pause between batches, in milliseconds")] double EveryMs = 1000);

    public override Delivery? DeliveryOf(JsonElement parameters) => Delivery.AtLeastOnce;

    public override async Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        await PaceAsync(input.Batching, context, cancellationToken);
        var call = await CallOfAsync(input, context, cancellationToken);
        var paging = input.Pagination ?? new HttpPaging();
        var state = new PagingState(paging, (template, names) => context.Evaluate(template, context.ItemIndex, names));
        var options = new ResponseOptions(input.Response, input.OutputProperty, Math.Min(input.MaxBytes, http.Options.MaxResponseBytes));
        var items = new List<Item>();
        for (var url = call.Url; ;)
        {
            var page = WithParameters(call with { Url = url, Credential = HttpSender.SameOrigin(url, call.Url) ? call.Credential : null }, input, state.NextParameters(), context);
            if (state.Pages > 0 && page.IdempotencyKey is not null) page = page with { IdempotencyKey = $"{page.IdempotencyKey}-{state.Pages}" };
            var answer = await sender.SendAsync(page, async (response, token) =>
            {
                if (!input.NeverError && !state.IsEnd((int)response.StatusCode)) await HttpFaults.ThrowIfFailedAsync(page, response, time.GetUtcNow(), token);
                return await HttpAnswer.ReadAsync(response, options, context.Blobs, token);
            }, cancellationToken);
            var (keep, more) = state.Take(page.Url, answer);
            if (keep && input.FullResponse) items.Add(answer.ToFullItem(options));
            else if (keep) items.AddRange(answer.ToItems(options));
            if (!more) return items;
            if (paging.Mode == PagingMode.NextUrl)
            {
                if (state.NextUrl(page.Url) is not { } next) return items;
                url = next;
            }

            if (paging.IntervalMs > 0) await Task.Delay(TimeSpan.FromMilliseconds(paging.IntervalMs), time, cancellationToken);
        }
    }

    private static async Task<HttpCall> CallOfAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var credential = await context.CredentialAsync("auth", cancellationToken);
        return new HttpCall(new HttpMethod(input.Method.Trim().ToUpperInvariant()), UrlOf(input))
        {
            Headers = [.. NameValues.Of(input.Headers, "headers").Select(pair => KeyValuePair.Create(input.LowerCaseHeaders ? pair.Key.ToLowerInvariant() : pair.Key, NameValues.Text(pair.Value)))],
            Credential = credential,
            Certificate = await context.CredentialAsync("certificate", cancellationToken),
            TenantId = context.Run.TenantId,
            IdempotencyKey = input.SendIdempotencyKey ? context.IdempotencyKey : null,
            Timeout = TimeSpan.FromSeconds(input.TimeoutSeconds),
            MaxRedirects = input.FollowRedirects ? input.MaxRedirects : 0,
            IgnoreTlsFaults = input.IgnoreTlsFaults,
            Authorities = await context.CredentialAsync("authorities", cancellationToken),
            MinTls = input.MinTls,
            ProxyCredential = await context.CredentialAsync("proxy", cancellationToken),
            Proxy = string.IsNullOrWhiteSpace(input.Proxy) ? null : ProxyOf(input.Proxy),
        };
    }

    private static HttpCall WithParameters(HttpCall call, Input input, IReadOnlyList<(string Name, JsonElement Value, string In)> parameters, NodeContext context)
    {
        KeyValuePair<string, JsonElement>[] In(string place) => [.. parameters.Where(parameter => parameter.In == place).Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value))];
        var body = new RequestBody(input.Body)
        {
            Json = input.Json,
            Fields = input.Fields,
            Raw = input.Raw,
            ContentType = input.ContentType,
            Property = input.BinaryProperty,
            Extra = [.. CustomScheme.BodyOf(call.Credential), .. In("body")],
        };
        return call with
        {
            Url = UrlQuery.Replace(call.Url, In("query").Select(pair => KeyValuePair.Create(pair.Key, NameValues.Text(pair.Value)))),
            Headers = [.. call.Headers, .. In("headers").Select(pair => KeyValuePair.Create(pair.Key, NameValues.Text(pair.Value)))],
            Body = body.For(context.Item, context.Blobs),
        };
    }

    private static Uri UrlOf(Input input)
    {
        if (UrlQuery.Resolve(null, input.Url.Trim()) is not { Scheme: "http" or "https" } url)
            throw Wrong($"'{(input.Url.Length > 200 ? input.Url[..200] : input.Url)}' is no address that can be called. Write it whole, with https://.");
        var query = NameValues.Of(input.Query, "query").SelectMany(pair => UrlQuery.Expand(pair.Key, pair.Value, input.QueryArrays)).ToList();
        return query.Count == 0 ? url : UrlQuery.Append(url, query);
    }

    private static Uri ProxyOf(string proxy) => UrlQuery.Resolve(null, proxy.Contains("://", StringComparison.Ordinal) ? proxy : $"http://{proxy}") is { Scheme: "http" or "https" or "socks4" or "socks4a" or "socks5" } url
        ? url
        : throw Wrong("The proxy is no address. Write it like http://proxy.example:3128.");

    /// <summary>Item n waits for the batch it belongs to, counted from the activation's start.</summary>
    private async Task PaceAsync(Pace? pace, NodeContext context, CancellationToken cancellationToken)
    {
        if (pace is not { Size: > 0, EveryMs: > 0 }) return;
        var wait = context.Now + TimeSpan.FromMilliseconds(pace.EveryMs * (context.ItemIndex / pace.Size)) - time.GetUtcNow();
        if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancellationToken);
    }

    private static NodeException Wrong(string message) => new(message, "invalid-parameters", retryable: false) { NotSent = true };
}
