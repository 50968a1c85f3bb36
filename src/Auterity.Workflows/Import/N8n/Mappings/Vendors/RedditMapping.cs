namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Reddit, all versions.</summary>
[N8nMapping("n8n-nodes-base.reddit")]
internal sealed class RedditMapping : VendorMapping
{
    protected override string Node => "reddit";

    protected override string Resource(N8nParameters p) => "post";

    protected override string Operation(string resource, N8nParameters p) => "create";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("post:create", "post.create", "subreddit", "title", "kind", "text", "url", "resubmit"),
        On("post:get", "post.get", "subreddit", "postId"),
        On("post:delete", "post.delete", "postId"),
        On("post:search", "post.search", "subreddit", "keyword", "sort=additionalFields.sort", "@pages") with { More = Within },
        On("post:getAll", "post.list", "subreddit", "category=filters.category", "@pages"),
        On("postComment:create", "comment.create", "postId", "text=commentText"),
        On("postComment:reply", "comment.reply", "commentId", "text=replyText"),
    ];

    private static void Within(N8nParameters p, Dictionary<string, object?> fields)
    {
        if (p.Choice("location", "subreddit") == "subreddit") fields["operation"] = "subreddit.search";
    }
}
