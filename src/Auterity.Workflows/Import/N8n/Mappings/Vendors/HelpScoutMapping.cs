namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Help Scout, all versions.</summary>
[N8nMapping("n8n-nodes-base.helpScout")]
internal sealed class HelpScoutMapping : VendorMapping
{
    protected override string Node => "helpScout";

    protected override string Resource(N8nParameters p) => "conversation";

    protected override string Operation(string resource, N8nParameters p) => "create";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("mailbox:get", "mailbox.get", "id=mailboxId"),
        On("mailbox:getAll", "mailbox.list", "@pages"),
        On("conversation:get", "conversation.get", "id=conversationId"),
        On("conversation:getAll", "conversation.list", "@pages"),
        On("conversation:delete", "conversation.delete", "id=conversationId"),
        On("customer:get", "customer.get", "id=customerId"),
        On("customer:getAll", "customer.list", "@pages"),
    ];
}
