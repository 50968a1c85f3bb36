using System.ComponentModel;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Discourse. Source: the API reference at docs.discourse.org.</summary>
[Node("discourse", "Discourse", Category = "Messages", Icon = "messages-square", Summary = "Reads and writes posts of a Discourse forum.", Keywords = ["forum", "post", "community"])]
[CredentialSlot("auth", "http.custom", "http.header")]
internal sealed class DiscourseNode(VendorClient client) : VendorNode<DiscourseNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the post")]
        public string? PostId { get; init; }

        [Description("Title of the topic")]
        public string? Title { get; init; }

        [Description("Text of the post")]
        public string? Content { get; init; }

        [Description("Number of the category")]
        public string? Category { get; init; }

        [Description("Id of the topic to reply to")]
        public string? TopicId { get; init; }

        [Description("Name of the user")]
        public string? Username { get; init; }

        [Description("Why it was edited")]
        public string? Reason { get; init; }
    }

    public override string BaseUrl => "";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("post.create", "/posts.json", """{"title":"{title}","raw":"{content}","category":"{category}","topic_id":"{topicId}"}""") with { Required = ["content"] },
        Put("post.update", "/posts/{postId}.json", """{"post":{"raw":"{content}","edit_reason":"{reason}"}}""", items: "post") with { Required = ["content"] },
        Get("post.get", "/posts/{postId}.json"),
        Get("post.list", "/posts.json", items: "latest_posts"),
        Get("category.list", "/categories.json", items: "category_list.categories"),
        Get("user.get", "/users/{username}.json", items: "user"),
    ];
}
