using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>X. Source: the API v2 reference at docs.x.com.</summary>
[Node("twitter", "X", Category = "Messages", Icon = "twitter", Summary = "Writes, finds and deletes posts on X, and sends direct messages.", Keywords = ["tweet", "post", "social"])]
[CredentialSlot("auth", "http.oauth1", "oauth2.authorizationCode", "http.bearer")]
internal sealed class TwitterNode(VendorClient client) : VendorNode<TwitterNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Text of the post or message")]
        public string? Text { get; init; }

        [Description("Id of the post")]
        public string? PostId { get; init; }

        [Description("Id of the post this one answers")]
        public string? ReplyTo { get; init; }

        [Description("Id of the post this one quotes")]
        public string? Quote { get; init; }

        [Description("Ids of media"), Field(Editor = "json")]
        public JsonElement? MediaIds { get; init; }

        [Description("What to look for")]
        public string? Query { get; init; }

        [Description("Id of the user")]
        public string? UserId { get; init; }

        [Description("Name of the user without @")]
        public string? UserName { get; init; }

        [Description("Earliest time")]
        public string? StartTime { get; init; }

        [Description("Latest time")]
        public string? EndTime { get; init; }

        [Description("recency or relevancy")]
        public string? Order { get; init; }
    }

    public override string BaseUrl => "https://api.twitter.com/2";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("post.create", "/tweets", """{"text":"{text}","reply":{"in_reply_to_tweet_id":"{replyTo}"},"quote_tweet_id":"{quote}","media":{"media_ids":"{mediaIds:list}"}}""", items: "data"),
        Delete("post.delete", "/tweets/{postId}"),
        Post("post.like", "/users/{userId}/likes", """{"tweet_id":"{postId}"}""", items: "data") with { Required = ["postId"] },
        Post("post.repost", "/users/{userId}/retweets", """{"tweet_id":"{postId}"}""", items: "data") with { Required = ["postId"] },
        Get("post.search", "/tweets/search/recent", """{"query":"{query}","start_time":"{startTime}","end_time":"{endTime}","sort_order":"{order}","tweet.fields":"created_at,author_id,public_metrics"}""", "data", new VendorPaging(PageBy.Cursor, "next_token") { Next = "meta.next_token", SizeParameter = "max_results" }) with { Required = ["query"] },
        Get("user.get", "/users/by/username/{userName}", null, "data"),
        Get("user.me", "/users/me", null, "data"),
        Post("message.send", "/dm_conversations/with/{userId}/messages", """{"text":"{text}"}""", items: "data") with { Required = ["text"] },
    ];
}
