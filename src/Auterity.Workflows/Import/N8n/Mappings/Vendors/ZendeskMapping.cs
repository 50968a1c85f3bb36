namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Zendesk, all versions.</summary>
[N8nMapping("n8n-nodes-base.zendesk")]
internal sealed class ZendeskMapping : VendorMapping
{
    protected override string Node => "zendesk";

    protected override string Resource(N8nParameters p) => "ticket";

    protected override string Operation(string resource, N8nParameters p) => "create";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("ticket:create", "ticket.create", "comment=description", "subject=additionalFields.subject", "status=additionalFields.status", "priority=additionalFields.priority", "type=additionalFields.type", "tags=additionalFields.tags", "customFields=additionalFields.customFieldsUi.customFieldsValues"),
        On("ticket:update", "ticket.update", "id", "subject=updateFields.subject", "status=updateFields.status", "priority=updateFields.priority", "type=updateFields.type", "tags=updateFields.tags", "assignee=updateFields.assigneeEmail", "comment=updateFields.publicReply", "customFields=updateFields.customFieldsUi.customFieldsValues"),
        On("ticket:get", "ticket.get", "id", "-ticketType"),
        On("ticket:delete", "ticket.delete", "id"),
    ];
}
