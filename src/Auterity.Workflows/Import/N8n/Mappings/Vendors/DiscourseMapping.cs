namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Discourse, all versions.</summary>
[N8nMapping("n8n-nodes-base.discourse")]
internal sealed class DiscourseMapping : VendorMapping
{
    protected override string Node => "discourse";

    protected override string Resource(N8nParameters p) => "post";

    protected override string Operation(string resource, N8nParameters p) => resource switch { "post" => "create", _ => "getAll" };

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("post:create", "post.create", "title", "content", "category=additionalFields.category", "topicId=additionalFields.topic_id|additionalFields.reply_to_post_number"),
        On("post:update", "post.update", "postId", "content", "reason=updateFields.edit_reason"),
        On("post:get", "post.get", "postId"),
        On("post:getAll", "post.list", "@pages"),
        On("category:getAll", "category.list", "@pages"),
        On("user:get", "user.get", "username"),
    ];
}
