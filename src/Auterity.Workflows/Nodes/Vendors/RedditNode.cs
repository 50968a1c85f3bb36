using System.ComponentModel;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Reddit. Source: the API documentation at reddit.com/dev/api.</summary>
[Node("reddit", "Reddit", Category = "Messages", Icon = "message-square", Summary = "Reads and writes posts and comments of Reddit.", Keywords = ["post", "subreddit", "comment"])]
[CredentialSlot("auth", "oauth2.authorizationCode")]
internal sealed class RedditNode(VendorClient client) : VendorNode<RedditNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Name of the subreddit")]
        public string? Subreddit { get; init; }

        [Description("Id of the post")]
        public string? PostId { get; init; }

        [Description("Title of the post")]
        public string? Title { get; init; }

        [Description("Text")]
        public string? Text { get; init; }

        [Description("Address the post leads to")]
        public string? Url { get; init; }

        [Description("self, link, image or crosspost")]
        public string? Kind { get; init; }

        [Description("What to search for")]
        public string? Keyword { get; init; }

        [Description("relevance, hot, top, new or comments")]
        public string? Sort { get; init; }

        [Description("hot, new, rising or top")]
        public string? Category { get; init; }

        [Description("Id of the comment")]
        public string? CommentId { get; init; }

        [Description("true posts an address again")]
        public string? Resubmit { get; init; }
    }

    public override string BaseUrl => "https://oauth.reddit.com";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("post.create", "/api/submit", """{"title":"{title}","sr":"{subreddit}","kind":"{kind}","text":"{text}","url":"{url}","resubmit":"{resubmit}","api_type":"json"}""", items: "json.data") with { Kind = Outbound.BodyKind.Form, Required = ["title", "subreddit"] },
        Get("post.get", "/r/{subreddit}/comments/{postId}.json"),
        Post("post.delete", "/api/del", """{"id":"t3_{postId}"}""") with { Kind = Outbound.BodyKind.Form, Required = ["postId"] },
        Get("post.search", "/search.json", """{"q":"{keyword}","sort":"{sort}"}""", "data.children", new VendorPaging(PageBy.Cursor, "after") { Next = "data.after", SizeParameter = "limit" }) with { Required = ["keyword"] },
        Get("subreddit.search", "/r/{subreddit}/search.json", """{"q":"{keyword}","sort":"{sort}","restrict_sr":"true"}""", "data.children", new VendorPaging(PageBy.Cursor, "after") { Next = "data.after", SizeParameter = "limit" }) with { Required = ["keyword"] },
        Get("post.list", "/r/{subreddit}/{category}.json", items: "data.children", paging: new VendorPaging(PageBy.Cursor, "after") { Next = "data.after", SizeParameter = "limit" }),
        Post("comment.create", "/api/comment", """{"text":"{text}","thing_id":"t3_{postId}","api_type":"json"}""", items: "json.data.things") with { Kind = Outbound.BodyKind.Form, Required = ["text", "postId"] },
        Post("comment.reply", "/api/comment", """{"text":"{text}","thing_id":"t1_{commentId}","api_type":"json"}""", items: "json.data.things") with { Kind = Outbound.BodyKind.Form, Required = ["text", "commentId"] },
    ];

    protected override IReadOnlyList<string> FilledIn => ["category"];

    protected override JsonObject Complete(VendorOperation operation, JsonObject fields, NodeContext context)
    {
        if (operation.Name == "post.create") fields["kind"] ??= "self";
        if (operation.Name == "post.list") fields["category"] ??= "hot";
        return fields;
    }

    // Entries come wrapped: { kind, data }.
    protected override JsonNode? Read(VendorOperation operation, JsonNode? entry) => entry is JsonObject wrapped && wrapped["data"] is JsonObject inner && wrapped.ContainsKey("kind") && operation.Name is "post.search" or "subreddit.search" or "post.list" ? wrapped["data"] : entry;
}
