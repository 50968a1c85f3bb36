namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>lemlist, all versions.</summary>
[N8nMapping("n8n-nodes-base.lemlist")]
internal sealed class LemlistMapping : VendorMapping
{
    protected override string Node => "lemlist";

    protected override string Resource(N8nParameters p) => "lead";

    protected override string Operation(string resource, N8nParameters p) => resource switch { "campaign" => "getAll", _ => "create" };

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("lead:create", "lead.create", "campaignId", "email", "firstName=additionalFields.firstName", "lastName=additionalFields.lastName", "companyName=additionalFields.companyName", "phone=additionalFields.phone", "linkedinUrl=additionalFields.linkedinUrl", "icebreaker=additionalFields.icebreaker", "deduplicate=additionalFields.deduplicate"),
        On("lead:delete", "lead.delete", "campaignId", "email"),
        On("lead:unsubscribe", "lead.unsubscribe", "campaignId", "email"),
        On("lead:get", "lead.get", "email"),
        On("campaign:getAll", "campaign.list", "@pages"),
    ];
}
