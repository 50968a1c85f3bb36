using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Rocket.Chat. Source: the REST reference at developer.rocket.chat.</summary>
[Node("rocketChat", "Rocket.Chat", Category = "Messages", Icon = "message-circle", Summary = "Sends messages with Rocket.Chat.", Keywords = ["chat", "message", "channel"])]
[CredentialSlot("auth", "http.custom")]
internal sealed class RocketChatNode(VendorClient client) : VendorNode<RocketChatNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Channel or @user")]
        public string? Channel { get; init; }

        [Description("Text of the message")]
        public string? Text { get; init; }

        [Description("Name shown as the sender")]
        public string? Alias { get; init; }

        [Description("Address of the sender's picture")]
        public string? Avatar { get; init; }

        [Description("Emoji as the sender's picture")]
        public string? Emoji { get; init; }

        [Description("Attachments"), Field(Editor = "json")]
        public JsonElement? Attachments { get; init; }
    }

    public override string BaseUrl => "";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("message.send", "/api/v1/chat.postMessage", """{"channel":"{channel}","text":"{text}","alias":"{alias}","avatar":"{avatar}","emoji":"{emoji}","attachments":"{attachments:json}"}""", items: "message") with { Required = ["channel"] },
    ];
}
