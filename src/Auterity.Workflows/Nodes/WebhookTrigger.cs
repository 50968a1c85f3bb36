using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;
using Auterity.Workflows.Webhooks;

namespace Auterity.Workflows.Nodes;

/// <summary>Starts a run when its address is called.</summary>
/// <remarks>The payload is <c>{ headers, params, query, body, method, path }</c>; files come as the item's binaries.</remarks>
[Node("trigger.webhook", "Webhook", Category = "Triggers", Icon = "webhook", Inputs = [], Summary = "Starts a run when its address is called.", Keywords = ["hook", "callback", "http", "api", "endpoint"])]
[CredentialSlot("auth", "http.basic", "http.header", "webhook.hmac", "webhook.jwt")]
internal sealed class WebhookTrigger : TriggerNode<WebhookTrigger.Input>
{
    private static readonly string[] Known = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

    public sealed record Input
    {
        [Description("Methods the hook answers to")]
        public IReadOnlyList<string> Methods { get; init; } = ["POST"];

        [Required, Description("Path below /hooks/; parameters are written {id} or :id"), Field(Placeholder = "orders/{id}")]
        public string Path { get; init; } = "";

        [Description("When the caller gets its answer")]
        public WebhookRespond Respond { get; init; }

        [Description("Status of the answer; empty is 202 at once, 200 when finished"), Range(200, 599)]
        public int? ResponseCode { get; init; }

        [Description("What the caller gets when the run has finished"), Field(ShowIf = "respond", Is = ["whenFinished"])]
        public WebhookData ResponseData { get; init; }

        [Description("Text the caller gets at once"), Field(ShowIf = "respond", Is = ["immediately"])]
        public string? ResponseBody { get; init; }

        [Description("Headers of the answer"), Field(Editor = "keyValue")]
        public JsonElement? ResponseHeaders { get; init; }

        [Description("How callers prove who they are")]
        public WebhookAuthKind Auth { get; init; }

        [Description("Keeps the body as a file as well, byte for byte")]
        public bool RawBody { get; init; }

        [Description("Binary property for a body that is neither JSON, form nor text")]
        public string BinaryProperty { get; init; } = "data";

        [Description("Web origins that may call from a browser, separated by commas; * allows all")]
        public string AllowedOrigins { get; init; } = "*";

        [Description("Addresses and ranges that may call, separated by commas; empty allows all")]
        public string AllowedIps { get; init; } = "";

        [Description("Turns away crawlers and link previews")]
        public bool IgnoreBots { get; init; }

        [Description("Hands on the body alone, without headers and query")]
        public bool BodyOnly { get; init; }

        [Description("Calls with the same value start one run only, for 7 days"), Field(Verbatim = true, Placeholder = "={{ $json.headers['x-event-id'] }}")]
        public string? Dedupe { get; init; }
    }

    public override IEnumerable<ParameterFault> Check(JsonElement parameters)
    {
        if (parameters.TryGetProperty("path", out var path) && path.ValueKind == JsonValueKind.String && WebhookPath.TryParse(path.GetString()!, out var fault) is null)
            yield return new("path", fault!);
        if (!parameters.TryGetProperty("methods", out var methods) || methods.ValueKind != JsonValueKind.Array) yield break;
        if (methods.GetArrayLength() == 0) yield return new("methods", "Choose at least one method.");
        for (var i = 0; i < methods.GetArrayLength(); i++)
            if (!Known.Contains(methods[i].ToString(), StringComparer.OrdinalIgnoreCase)) yield return new($"methods[{i}]", $"'{methods[i]}' is no method of a hook. Choose from {string.Join(", ", Known)}.");
    }

    public override NodeResult Receive(Input input, JsonElement payload, NodeContext context) => input.BodyOnly && payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty("body", out var body)
        ? NodeResult.Main([.. NodeResult.ItemsOf(body).Select(item => item.WithBinary(context.Item.Binary))])
        : NodeResult.Main(context.Item);

    /// <summary>Headers of the answer, without those that could not be sent.</summary>
    public static IReadOnlyDictionary<string, string> HeadersOf(Input input) => NameValues.Headers(input.ResponseHeaders, "responseHeaders");
}

/// <summary>When the caller of a hook gets its answer.</summary>
internal enum WebhookRespond
{
    /// <summary>As soon as the run is safely stored.</summary>
    Immediately,

    /// <summary>When the run has finished.</summary>
    WhenFinished,

    /// <summary>When a respond node says so.</summary>
    RespondNode,
}
