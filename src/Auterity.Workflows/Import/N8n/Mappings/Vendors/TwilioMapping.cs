namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Twilio, all versions.</summary>
[N8nMapping("n8n-nodes-base.twilio")]
internal sealed class TwilioMapping : VendorMapping
{
    protected override string Node => "twilio";

    protected override string Resource(N8nParameters p) => "sms";

    protected override string Operation(string resource, N8nParameters p) => resource switch
    {
        "call" => "make",
        _ => "send",
    };

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("sms:send", "sms.send", "from", "to", "text=message", "whatsApp=toWhatsapp", "statusCallback=options.statusCallback"),
        On("call:make", "call.make", "from", "to", "statusCallback=options.statusCallback") with { More = (p, f) => { var (own, text) = (p.Flag("twiml"), VendorField.ValueOf(p, "message")); f[own ? "twiml" : "text"] = text; } },
    ];
}
