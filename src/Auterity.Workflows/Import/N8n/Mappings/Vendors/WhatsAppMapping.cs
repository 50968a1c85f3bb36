namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>WhatsApp Business, all versions.</summary>
[N8nMapping("n8n-nodes-base.whatsApp")]
internal sealed class WhatsAppMapping : VendorMapping
{
    protected override string Node => "whatsApp";

    protected override string Resource(N8nParameters p) => "message";

    protected override string Operation(string resource, N8nParameters p) => "send";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("message:send", "message.send", "-messageType", "phoneNumberId", "to=recipientPhoneNumber", "text=textBody", "preview=additionalFields.previewUrl", "-requestOptions"),
    ];
}
