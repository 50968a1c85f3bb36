using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;
using Auterity.Workflows.Webhooks;

namespace Auterity.Workflows.Nodes;

/// <summary>Answers the caller of the webhook and hands its items on.</summary>
[Node("http.respond", "Respond to webhook", Category = "Network", Icon = "reply", Summary = "Answers the caller of the webhook and hands its items on.", Keywords = ["webhook", "answer", "return", "response"])]
internal sealed class RespondNode : BatchNode<RespondNode.Input>
{
    public sealed record Input
    {
        [Description("What the caller gets")]
        public RespondWith RespondWith { get; init; }

        [Description("JSON to answer with"), Field(Editor = "json", ShowIf = "respondWith", Is = ["json"])]
        public JsonElement? Json { get; init; }

        [Description("Text or HTML to answer with"), Field(Editor = "multiline", ShowIf = "respondWith", Is = ["text"])]
        public string Text { get; init; } = "";

        [Description("Where to send the caller"), Field(ShowIf = "respondWith", Is = ["redirect"])]
        public string Url { get; init; } = "";

        [Description("Binary property to answer with; empty takes the first file"), Field(ShowIf = "respondWith", Is = ["binary"])]
        public string BinaryProperty { get; init; } = "";

        [Description("Property that wraps the items"), Field(ShowIf = "respondWith", Is = ["firstItem", "allItems"])]
        public string WrapIn { get; init; } = "";

        [Description("Status of the answer; empty is 200, or 302 for a redirect"), Range(200, 599)]
        public int? Status { get; init; }

        [Description("Headers of the answer"), Field(Editor = "keyValue")]
        public JsonElement? Headers { get; init; }
    }

    public override Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken) =>
        Task.FromResult<NodeResult>(NodeResult.Main(context.Items) with { Answer = AnswerOf(input, context.Items) });

    /// <summary>The answer for these items. Pure.</summary>
    internal static Answer AnswerOf(Input input, IReadOnlyList<Item> items)
    {
        var headers = NameValues.Headers(input.Headers, "headers");
        var status = input.Status ?? (input.RespondWith == RespondWith.Redirect ? 302 : 200);
        return input.RespondWith switch
        {
            RespondWith.FirstItem => Wrapped(WebhookAnswer.Of(WebhookData.FirstItem, items, status, headers), input.WrapIn),
            RespondWith.AllItems => Wrapped(WebhookAnswer.Of(WebhookData.AllItems, items, status, headers), input.WrapIn),
            RespondWith.Binary => WebhookAnswer.Of(WebhookData.Binary, items, status, headers, input.BinaryProperty),
            RespondWith.Json => WebhookAnswer.Json(new RequestBody(BodyKind.Json) { Json = input.Json }.JsonText(), status, headers),
            RespondWith.Text => WebhookAnswer.Text(input.Text, status, headers),
            RespondWith.Redirect => Redirect(input.Url, status, headers),
            _ => new Answer(status, headers, null),
        };
    }

    private static Answer Redirect(string url, int status, IReadOnlyDictionary<string, string> headers)
    {
        var kind = url.TrimStart().StartsWith('/') ? UriKind.Relative : UriKind.RelativeOrAbsolute; // a path, not a file of this machine
        if (!Uri.TryCreate(url.Trim(), kind, out var target) || url.Trim().Length == 0 || (target.IsAbsoluteUri && target.Scheme is not ("http" or "https" or "mailto" or "tel")))
            throw new NodeException($"'{url}' is no address to send the caller to.", "invalid-parameters", retryable: false);
        var location = target.IsAbsoluteUri ? InAscii(target) : new Uri(new Uri("http://relative"), target).PathAndQuery;
        return new Answer(status, WebhookAnswer.With(headers, "Location", location), null);
    }

    private static string InAscii(Uri target) => target.HostNameType == UriHostNameType.Dns ? new UriBuilder(target) { Host = target.IdnHost }.Uri.AbsoluteUri : target.AbsoluteUri;

    private static Answer Wrapped(Answer answer, string property) => property.Length == 0 ? answer
        : answer with { Body = (byte[])[.. Encoding.UTF8.GetBytes($"{{{JsonSerializer.Serialize(property, JsonDefaults.Options)}:"), .. answer.Body!.Value.Span, (byte)'}'] };
}

/// <summary>What the caller of a hook gets from a respond node.</summary>
internal enum RespondWith
{
    FirstItem,
    AllItems,
    Json,
    Text,
    Binary,
    Redirect,
    NoData,
}
