using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Twist. Source: the API v3 reference at developer.twist.com.</summary>
[Node("twist", "Twist", Category = "Messages", Icon = "messages-square", Summary = "Writes messages and channels of Twist.", Keywords = ["chat", "channel", "message"])]
[CredentialSlot("auth", "http.bearer", "oauth2.authorizationCode")]
internal sealed class TwistNode(VendorClient client) : VendorNode<TwistNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the workspace")]
        public string? WorkspaceId { get; init; }

        [Description("Id of the channel")]
        public string? ChannelId { get; init; }

        [Description("Id of the conversation")]
        public string? ConversationId { get; init; }

        [Description("Name of the channel")]
        public string? Name { get; init; }

        [Description("Description of the channel")]
        public string? Text { get; init; }

        [Description("Text of the message")]
        public string? Content { get; init; }

        [Description("Ids of users"), Field(Editor = "json")]
        public JsonElement? UserIds { get; init; }

        [Description("Buttons below the message"), Field(Editor = "json")]
        public JsonElement? Actions { get; init; }
    }

    public override string BaseUrl => "https://api.twist.com/api/v3";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("channel.create", "/channels/add", """{"workspace_id":"{workspaceId:number}","name":"{name}","description":"{text}","user_ids":"{userIds:json}"}""") with { Required = ["workspaceId", "name"] },
        Post("channel.update", "/channels/update", """{"id":"{channelId:number}","name":"{name}","description":"{text}"}""") with { Required = ["channelId"] },
        Get("channel.get", "/channels/getone", """{"id":"{channelId}"}""") with { Required = ["channelId"] },
        Get("channel.list", "/channels/get", """{"workspace_id":"{workspaceId}"}""") with { Required = ["workspaceId"] },
        Post("message.send", "/conversation_messages/add", """{"conversation_id":"{conversationId:number}","content":"{content}","actions":"{actions:json}"}""") with { Required = ["conversationId", "content"] },
    ];
}
