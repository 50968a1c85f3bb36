using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>SendGrid. Source: the v3 reference at docs.sendgrid.com.</summary>
[Node("sendGrid", "SendGrid", Category = "Messages", Icon = "send", Summary = "Writes contacts and sends mails with SendGrid.", Keywords = ["email", "newsletter", "contact"])]
[CredentialSlot("auth", "http.bearer")]
internal sealed class SendGridNode(VendorClient client) : VendorNode<SendGridNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Mail address of the contact")]
        public string? Email { get; init; }

        [Description("First name")]
        public string? FirstName { get; init; }

        [Description("Last name")]
        public string? LastName { get; init; }

        [Description("Ids of lists"), Field(Editor = "json")]
        public JsonElement? ListIds { get; init; }

        [Description("Sender")]
        public string? From { get; init; }

        [Description("Name of the sender")]
        public string? FromName { get; init; }

        [Description("Recipient")]
        public string? To { get; init; }

        [Description("Subject")]
        public string? Subject { get; init; }

        [Description("Text of the mail")]
        public string? Content { get; init; }

        [Description("text/plain or text/html")]
        public string? ContentType { get; init; }
    }

    public override string BaseUrl => "https://api.sendgrid.com/v3";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Put("contact.upsert", "/marketing/contacts", """{"list_ids":"{listIds:list}","contacts":[{"email":"{email}","first_name":"{firstName}","last_name":"{lastName}"}]}""") with { Required = ["email"] },
        Get("list.list", "/marketing/lists", items: "result"),
        Post("mail.send", "/mail/send", """{"personalizations":[{"to":[{"email":"{to}"}]}],"from":{"email":"{from}","name":"{fromName}"},"subject":"{subject}","content":[{"type":"{contentType}","value":"{content}"}]}""") with { Required = ["to", "from", "subject", "content"] },
    ];

    protected override JsonObject Complete(VendorOperation operation, JsonObject fields, NodeContext context)
    {
        fields["contentType"] ??= "text/plain";
        return fields;
    }
}
