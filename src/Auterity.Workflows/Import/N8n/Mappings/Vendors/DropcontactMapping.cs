namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Dropcontact, all versions.</summary>
[N8nMapping("n8n-nodes-base.dropcontact")]
internal sealed class DropcontactMapping : VendorMapping
{
    protected override string Node => "dropcontact";

    protected override string Resource(N8nParameters p) => "contact";

    protected override string Operation(string resource, N8nParameters p) => "enrich";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("contact:enrich", "contact.enrich", "-simplify", "email", "firstName=additionalFields.first_name", "lastName=additionalFields.last_name", "company=additionalFields.company", "website=additionalFields.website", "linkedin=additionalFields.linkedin", "phone=additionalFields.phone", "siren=options.siren", "language=options.language"),
        On("contact:fetchRequest", "contact.result", "requestId", "-simplify"),
    ];
}
