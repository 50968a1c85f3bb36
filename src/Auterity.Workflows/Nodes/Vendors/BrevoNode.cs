using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Brevo. Source: the v3 reference at developers.brevo.com.</summary>
[Node("brevo", "Brevo", Category = "Messages", Icon = "mails", Summary = "Writes contacts and sends mails with Brevo.", Keywords = ["sendinblue", "newsletter", "contact", "email"])]
[CredentialSlot("auth", "http.header")]
internal sealed class BrevoNode(VendorClient client) : VendorNode<BrevoNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Mail address of the contact")]
        public string? Email { get; init; }

        [Description("Attributes of the contact"), Field(Editor = "json")]
        public JsonElement? Values { get; init; }

        [Description("true changes a contact that is there")]
        public string? Update { get; init; }

        [Description("Id or mail address of the contact")]
        public string? Identifier { get; init; }
    }

    public override string BaseUrl => "https://api.brevo.com/v3";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("contact.create", "/contacts", """{"email":"{email}","attributes":"{values:json}","updateEnabled":"{update}"}""") with { Required = ["email"] },
        Get("contact.get", "/contacts/{identifier}"),
        Delete("contact.delete", "/contacts/{identifier}"),
        Get("contact.list", "/contacts", items: "contacts", paging: new VendorPaging(PageBy.Offset, "offset") { SizeParameter = "limit" }),
    ];
}
