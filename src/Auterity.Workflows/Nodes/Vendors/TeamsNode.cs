using System.ComponentModel;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Microsoft Teams. Source: the Graph v1.0 reference at learn.microsoft.com/graph.</summary>
[Node("microsoft.teams", "Microsoft Teams", Category = "Messages", Icon = "users", Summary = "Writes messages, channels and chats of Microsoft Teams.", Keywords = ["chat", "channel", "message", "office"])]
[CredentialSlot("auth", "oauth2.authorizationCode")]
internal sealed class TeamsNode(VendorClient client) : VendorNode<TeamsNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the team")]
        public string? TeamId { get; init; }

        [Description("Id of the channel")]
        public string? ChannelId { get; init; }

        [Description("Id of the chat")]
        public string? ChatId { get; init; }

        [Description("Name of the channel")]
        public string? Name { get; init; }

        [Description("Description of the channel")]
        public string? Text { get; init; }

        [Description("standard or private")]
        public string? Type { get; init; }

        [Description("Text of the message")]
        public string? Message { get; init; }

        [Description("text or html")]
        public string? Format { get; init; }

        [Description("Id of the message that is answered")]
        public string? ReplyTo { get; init; }
    }

    public override string BaseUrl => "https://graph.microsoft.com/v1.0";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("channel.create", "/teams/{teamId}/channels", """{"displayName":"{name}","description":"{text}","membershipType":"{type}"}""") with { Required = ["name"] },
        Patch("channel.update", "/teams/{teamId}/channels/{channelId}", """{"displayName":"{name}","description":"{text}"}"""),
        Get("channel.get", "/teams/{teamId}/channels/{channelId}"),
        Get("channel.list", "/teams/{teamId}/channels", items: "value"),
        Delete("channel.delete", "/teams/{teamId}/channels/{channelId}"),
        Post("channel.send", "/teams/{teamId}/channels/{channelId}/messages", """{"body":{"contentType":"{format}","content":"{message}"}}""") with { Required = ["message"] },
        Post("channel.reply", "/teams/{teamId}/channels/{channelId}/messages/{replyTo}/replies", """{"body":{"contentType":"{format}","content":"{message}"}}""") with { Required = ["message"] },
        Get("channel.messages", "/teams/{teamId}/channels/{channelId}/messages", items: "value", paging: new VendorPaging(PageBy.NextUrl) { Next = "@odata.nextLink" }),
        Post("chat.send", "/chats/{chatId}/messages", """{"body":{"contentType":"{format}","content":"{message}"}}""") with { Required = ["message"] },
    ];
}
