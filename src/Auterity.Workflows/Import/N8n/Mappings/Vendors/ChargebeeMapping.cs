namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Chargebee, all versions.</summary>
[N8nMapping("n8n-nodes-base.chargebee")]
internal sealed class ChargebeeMapping : VendorMapping
{
    protected override string Node => "chargebee";

    protected override string Resource(N8nParameters p) => "invoice";

    protected override string Operation(string resource, N8nParameters p) => resource switch { "customer" => "create", _ => "list" };

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("customer:create", "customer.create", "id=properties.id", "firstName=properties.first_name", "lastName=properties.last_name", "email=properties.email", "company=properties.company", "phone=properties.phone"),
        On("invoice:list", "invoice.list", "limit=maxResults"),
        On("subscription:cancel", "subscription.cancel", "subscriptionId"),
    ];
}
