using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Mattermost. Source: the API v4 reference at api.mattermost.com.</summary>
[Node("mattermost", "Mattermost", Category = "Messages", Icon = "message-circle", Summary = "Sends messages and looks after channels and people in Mattermost.", Keywords = ["chat", "message", "channel"])]
[CredentialSlot("auth", "http.bearer")]
internal sealed class MattermostNode(VendorClient client) : VendorNode<MattermostNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the channel")]
        public string? ChannelId { get; init; }

        [Description("Id of the team")]
        public string? TeamId { get; init; }

        [Description("Id of the user")]
        public string? UserId { get; init; }

        [Description("Id of the message")]
        public string? PostId { get; init; }

        [Description("Text of the message")]
        public string? Message { get; init; }

        [Description("Id of the message that is answered")]
        public string? RootId { get; init; }

        [Description("Attachments and other properties"), Field(Editor = "json")]
        public JsonElement? Props { get; init; }

        [Description("Name of a channel or emoji")]
        public string? Name { get; init; }

        [Description("Name people see")]
        public string? DisplayName { get; init; }

        [Description("O for open, P for private")]
        public string? Kind { get; init; }

        [Description("Mail address")]
        public string? Email { get; init; }

        [Description("What to look for")]
        public string? Term { get; init; }

        [Description("Only people of this channel")]
        public string? InChannel { get; init; }

        [Description("Only people of this team")]
        public string? InTeam { get; init; }
    }

    public override string BaseUrl => "";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("message.send", "/api/v4/posts", """{"channel_id":"{channelId}","message":"{message}","root_id":"{rootId}","props":"{props:json}"}""") with { Required = ["channelId"] },
        Post("message.sendEphemeral", "/api/v4/posts/ephemeral", """{"user_id":"{userId}","post":{"channel_id":"{channelId}","message":"{message}"}}""") with { Required = ["userId", "channelId"] },
        Delete("message.delete", "/api/v4/posts/{postId}"),
        Post("channel.create", "/api/v4/channels", """{"team_id":"{teamId}","name":"{name}","display_name":"{displayName}","type":"{kind}"}""") with { Required = ["teamId", "name"] },
        Delete("channel.delete", "/api/v4/channels/{channelId}"),
        Post("channel.addUser", "/api/v4/channels/{channelId}/members", """{"user_id":"{userId}"}""") with { Required = ["userId"] },
        Get("channel.members", "/api/v4/channels/{channelId}/members", null, null, new VendorPaging(PageBy.Number, "page") { SizeParameter = "per_page", First = 0 }),
        Get("channel.statistics", "/api/v4/channels/{channelId}/stats"),
        Post("channel.search", "/api/v4/teams/{teamId}/channels/search", """{"term":"{term}"}"""),
        Post("channel.restore", "/api/v4/channels/{channelId}/restore"),
        Post("reaction.add", "/api/v4/reactions", """{"user_id":"{userId}","post_id":"{postId}","emoji_name":"{name}"}""") with { Required = ["userId", "postId", "name"] },
        Delete("reaction.remove", "/api/v4/users/{userId}/posts/{postId}/reactions/{name}"),
        Get("reaction.list", "/api/v4/posts/{postId}/reactions"),
        Get("user.list", "/api/v4/users", """{"in_channel":"{inChannel}","in_team":"{inTeam}"}""", null, new VendorPaging(PageBy.Number, "page") { SizeParameter = "per_page", First = 0 }),
        Get("user.byEmail", "/api/v4/users/email/{email}"),
        Post("user.byId", "/api/v4/users/ids", """["{userId}"]"""),
        Delete("user.deactivate", "/api/v4/users/{userId}"),
    ];
}
