using System.ComponentModel;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Invoice Ninja. Source: the API v5 reference at api-docs.invoicing.co.</summary>
[Node("invoiceNinja", "Invoice Ninja", Category = "Network", Icon = "receipt-text", Summary = "Reads clients, invoices and payments of Invoice Ninja.", Keywords = ["invoice", "billing", "client"])]
[CredentialSlot("auth", "http.header")]
internal sealed class InvoiceNinjaNode(VendorClient client) : VendorNode<InvoiceNinjaNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id")]
        public string? Id { get; init; }
    }

    public override string BaseUrl => "https://invoicing.co";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorPaging Pages = new(PageBy.Number, "page") { SizeParameter = "per_page" };

    private static readonly VendorOperation[] Known =
    [
        Get("client.list", "/api/v1/clients", items: "data", paging: Pages),
        Get("client.get", "/api/v1/clients/{id}", items: "data"),
        Get("invoice.list", "/api/v1/invoices", items: "data", paging: Pages),
        Get("invoice.get", "/api/v1/invoices/{id}", items: "data"),
        Get("payment.list", "/api/v1/payments", items: "data", paging: Pages),
    ];
}
