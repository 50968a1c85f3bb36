namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>X, versions 1 and 2; what the first one asked of the old API is asked of the present one.</summary>
[N8nMapping("n8n-nodes-base.twitter")]
internal sealed class TwitterMapping : VendorMapping
{
    protected override string Node => "twitter";

    protected override string Resource(N8nParameters p) => "tweet";

    protected override string Operation(string resource, N8nParameters p) => resource switch
    {
        "directMessage" => "create",
        "user" => "searchUser",
        "list" => "add",
        _ => "create",
    };

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("tweet:create", "post.create", "text", "replyTo=inReplyToStatusId|additionalFields.inReplyToStatusId.value|additionalFields.inReplyToStatusId", "quote=additionalFields.isQuoteTweet|additionalFields.quoteTweet", "mediaIds=additionalFields.attachmentsIds") with { More = (p, f) => { if (p.Version < 2 && p.Filled("additionalFields.attachments") is not null) p.Lose("It also sent a picture; here the text goes alone."); } },
        On("tweet:delete", "post.delete", "postId=tweetDeleteId|tweetId"),
        On("tweet:search", "post.search", "query=searchText", "startTime=additionalFields.startTime", "endTime=additionalFields.endTime", "order=additionalFields.sortOrder", "@pages") with { More = (p, f) => p.Skip("additionalFields.tweetMode", "additionalFields.resultType", "additionalFields.includeEntities") },
        On("user:searchUser", "user.get", "userName=user"),
        On("directMessage:create", "message.send", "userId=user|userId", "text"),
    ];
}
