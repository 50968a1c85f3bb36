namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Pipedrive, all versions.</summary>
[N8nMapping("n8n-nodes-base.pipedrive")]
internal sealed class PipedriveMapping : VendorMapping
{
    protected override string Node => "pipedrive";

    protected override string Resource(N8nParameters p) => "deal";

    protected override string Operation(string resource, N8nParameters p) => "create";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("deal:create", "deal.create", "title", "orgId=org_id|additionalFields.org_id", "personId=person_id|additionalFields.person_id", "stageId=additionalFields.stage_id", "status=additionalFields.status", "value=additionalFields.value", "currency=additionalFields.currency", "-associateWith"),
        On("deal:update", "deal.update", "id=dealId", "title=updateFields.title", "stageId=updateFields.stage_id", "status=updateFields.status", "value=updateFields.value", "currency=updateFields.currency"),
        On("deal:get", "deal.get", "id=dealId"),
        On("deal:getAll", "deal.list", "@pages", "status=filters.status"),
        On("person:create", "person.create", "name", "email=additionalFields.email", "phone=additionalFields.phone", "orgId=additionalFields.org_id"),
        On("person:update", "person.update", "id=personId", "name=updateFields.name", "email=updateFields.email", "phone=updateFields.phone", "orgId=updateFields.org_id"),
        On("person:get", "person.get", "id=personId"),
        On("person:getAll", "person.list", "@pages"),
        On("person:search", "person.search", "term", "@pages"),
        On("organization:create", "organization.create", "name"),
        On("organization:get", "organization.get", "id=organizationId"),
        On("organization:getAll", "organization.list", "@pages"),
        On("organization:search", "organization.search", "term", "@pages"),
        On("note:create", "note.create", "content", "orgId=additionalFields.org_id", "personId=additionalFields.person_id", "dealId=additionalFields.deal_id"),
    ];
}
