using System.ComponentModel;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Help Scout. Source: the Mailbox API v2 reference at developer.helpscout.com.</summary>
[Node("helpScout", "Help Scout", Category = "Messages", Icon = "life-buoy", Summary = "Reads mailboxes, conversations and customers of Help Scout.", Keywords = ["support", "mailbox", "conversation"])]
[CredentialSlot("auth", "oauth2.authorizationCode")]
internal sealed class HelpScoutNode(VendorClient client) : VendorNode<HelpScoutNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id")]
        public string? Id { get; init; }
    }

    public override string BaseUrl => "https://api.helpscout.net/v2";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorPaging Pages = new(PageBy.Number, "page");

    private static readonly VendorOperation[] Known =
    [
        Get("mailbox.get", "/mailboxes/{id}"),
        Get("mailbox.list", "/mailboxes", items: "_embedded.mailboxes", paging: Pages),
        Get("conversation.get", "/conversations/{id}"),
        Get("conversation.list", "/conversations", items: "_embedded.conversations", paging: Pages),
        Delete("conversation.delete", "/conversations/{id}"),
        Get("customer.get", "/customers/{id}"),
        Get("customer.list", "/customers", items: "_embedded.customers", paging: Pages),
    ];
}
