namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Invoice Ninja, all versions.</summary>
[N8nMapping("n8n-nodes-base.invoiceNinja")]
internal sealed class InvoiceNinjaMapping : VendorMapping
{
    protected override string Node => "invoiceNinja";

    protected override string Resource(N8nParameters p) => "client";

    protected override string Operation(string resource, N8nParameters p) => "create";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("client:getAll", "client.list", "@pages"),
        On("client:get", "client.get", "id=clientId"),
        On("invoice:getAll", "invoice.list", "@pages"),
        On("invoice:get", "invoice.get", "id=invoiceId"),
        On("payment:getAll", "payment.list", "@pages"),
    ];
}
