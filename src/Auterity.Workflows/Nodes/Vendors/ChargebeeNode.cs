using System.ComponentModel;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Chargebee. Source: the API v2 reference at apidocs.chargebee.com.</summary>
[Node("chargebee", "Chargebee", Category = "Network", Icon = "receipt", Summary = "Writes customers and reads invoices of Chargebee.", Keywords = ["billing", "subscription", "invoice"])]
[CredentialSlot("auth", "http.basic")]
internal sealed class ChargebeeNode(VendorClient client) : VendorNode<ChargebeeNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the customer")]
        public string? Id { get; init; }

        [Description("First name")]
        public string? FirstName { get; init; }

        [Description("Last name")]
        public string? LastName { get; init; }

        [Description("Mail address")]
        public string? Email { get; init; }

        [Description("Company")]
        public string? Company { get; init; }

        [Description("Phone number")]
        public string? Phone { get; init; }

        [Description("Id of the invoice")]
        public string? InvoiceId { get; init; }

        [Description("Id of the subscription")]
        public string? SubscriptionId { get; init; }
    }

    public override string BaseUrl => "";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("customer.create", "/api/v2/customers", """{"id":"{id}","first_name":"{firstName}","last_name":"{lastName}","email":"{email}","company":"{company}","phone":"{phone}"}""", items: "customer") with { Kind = Outbound.BodyKind.Form },
        Get("invoice.list", "/api/v2/invoices", items: "list", paging: new VendorPaging(PageBy.Cursor, "offset") { Next = "next_offset", SizeParameter = "limit" }),
        Post("subscription.cancel", "/api/v2/subscriptions/{subscriptionId}/cancel"),
    ];
}
