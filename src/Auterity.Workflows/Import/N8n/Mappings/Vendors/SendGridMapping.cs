namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>SendGrid, all versions.</summary>
[N8nMapping("n8n-nodes-base.sendGrid")]
internal sealed class SendGridMapping : VendorMapping
{
    protected override string Node => "sendGrid";

    protected override string Resource(N8nParameters p) => "list";

    protected override string Operation(string resource, N8nParameters p) => resource switch { "contact" => "upsert", "mail" => "send", _ => "create" };

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("contact:upsert", "contact.upsert", "email", "firstName=additionalFields.firstName", "lastName=additionalFields.lastName", "listIds=additionalFields.listIdsUi.listIdValues.listIds"),
        On("list:getAll", "list.list", "@pages"),
        On("mail:send", "mail.send", "from=fromEmail", "fromName", "to=toEmail", "subject", "contentType", "content=contentValue"),
    ];
}
