using System.ComponentModel;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>WhatsApp Business. Source: the Cloud API reference at developers.facebook.com/docs/whatsapp.</summary>
[Node("whatsApp", "WhatsApp Business", Category = "Messages", Icon = "message-circle", Summary = "Sends messages with WhatsApp.", Keywords = ["message", "chat", "phone"])]
[CredentialSlot("auth", "http.bearer")]
internal sealed class WhatsAppNode(VendorClient client) : VendorNode<WhatsAppNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the sending number")]
        public string? PhoneNumberId { get; init; }

        [Description("Number of the recipient, digits only")]
        public string? To { get; init; }

        [Description("Text of the message")]
        public string? Text { get; init; }

        [Description("true shows a preview of addresses")]
        public string? Preview { get; init; }

        [Description("Name of the template")]
        public string? Template { get; init; }

        [Description("Language of the template")]
        public string? Language { get; init; }
    }

    public override string BaseUrl => "https://graph.facebook.com/v20.0";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("message.send", "/{phoneNumberId}/messages", """{"messaging_product":"whatsapp","to":"{to}","type":"text","text":{"body":"{text}","preview_url":"{preview}"}}""") with { Required = ["to", "text"] },
        Post("message.sendTemplate", "/{phoneNumberId}/messages", """{"messaging_product":"whatsapp","to":"{to}","type":"template","template":{"name":"{template}","language":{"code":"{language}"}}}""") with { Required = ["to", "template", "language"] },
    ];
}
