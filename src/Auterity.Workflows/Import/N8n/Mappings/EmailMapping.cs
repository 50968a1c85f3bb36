namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Send email over SMTP.</summary>
[N8nMapping("n8n-nodes-base.emailSend")]
internal sealed class EmailSendMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        if (p.Choice("operation", "send") == "sendAndWait") return MappedNode.Stub("It sends a message and waits for somebody's answer; there is no such node here yet.");
        p.Skip("resource", "options.appendAttribution");
        p.Default("options.allowUnauthorizedCerts", "false");
        var format = p.Choice("emailFormat", p.Version < 2 ? "both" : p.Version < 2.1 ? "text" : "html");
        var (text, html) = (p.Text("text"), p.Text("html"));
        return new("email.send", new
        {
            from = p.Filled("fromEmail"),
            to = p.Text("toEmail", ""),
            cc = p.Filled("ccEmail") ?? p.Filled("options.ccEmail"),
            bcc = p.Filled("bccEmail") ?? p.Filled("options.bccEmail"),
            replyTo = p.Filled("options.replyTo"),
            subject = p.Filled("subject"),
            text = format == "html" ? null : text,
            html = format == "text" ? null : html,
            attachments = p.Filled("attachments") ?? p.Filled("options.attachments"),
        })
        {
            CredentialSlot = "smtp",
        };
    }
}
