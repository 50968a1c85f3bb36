using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Facebook Graph API. Source: the Graph API overview at developers.facebook.com/docs/graph-api.</summary>
[Node("facebook.graph", "Facebook Graph API", Category = "Network", Icon = "share-2", Summary = "Reads and writes whatever Facebook's Graph API has.", Keywords = ["facebook", "instagram", "meta", "page"])]
[CredentialSlot("auth", "http.query", "http.bearer")]
internal sealed class FacebookGraphNode(VendorClient client) : VendorNode<FacebookGraphNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Version of the API, for example v20.0")]
        public string? Version { get; init; }

        [Description("Id or path of the node")]
        public string? Node { get; init; }

        [Description("Edge of the node")]
        public string? Edge { get; init; }

        [Description("Fields to read, separated by commas")]
        public string? Fields { get; init; }

        [Description("Further query parameters"), Field(Editor = "json")]
        public JsonElement? Query { get; init; }
    }

    public override string BaseUrl => "https://graph.facebook.com";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Get("node.get", "/{version}/{node}", """{"fields":"{fields}","...":"{query:json}"}"""),
        Get("edge.get", "/{version}/{node}/{edge}", """{"fields":"{fields}","...":"{query:json}"}"""),
        Post("node.post", "/{version}/{node}", query: """{"fields":"{fields}","...":"{query:json}"}"""),
        Post("edge.post", "/{version}/{node}/{edge}", query: """{"fields":"{fields}","...":"{query:json}"}"""),
        Delete("node.delete", "/{version}/{node}"),
    ];

    protected override IReadOnlyList<string> FilledIn => ["version"];

    protected override JsonObject Complete(VendorOperation operation, JsonObject fields, NodeContext context)
    {
        fields["version"] ??= "v20.0";
        return fields;
    }
}
