namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Agile CRM, all versions.</summary>
[N8nMapping("n8n-nodes-base.agileCrm")]
internal sealed class AgileCrmMapping : VendorMapping
{
    protected override string Node => "agileCrm";

    protected override string Resource(N8nParameters p) => "contact";

    protected override string Operation(string resource, N8nParameters p) => "get";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("contact:create", "contact.create", "firstName=additionalFields.firstName", "lastName=additionalFields.lastName", "score=additionalFields.leadScore"),
        On("contact:get", "contact.get", "contactId"),
        On("contact:getAll", "contact.list", "@pages"),
        On("contact:delete", "contact.delete", "contactId"),
    ];
}
