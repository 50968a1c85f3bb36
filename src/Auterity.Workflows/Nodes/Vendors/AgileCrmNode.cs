using System.ComponentModel;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Agile CRM. Source: the REST API reference at github.com/agilecrm/rest-api.</summary>
[Node("agileCrm", "Agile CRM", Category = "Network", Icon = "contact", Summary = "Reads and writes contacts of Agile CRM.", Keywords = ["crm", "contact", "sales"])]
[CredentialSlot("auth", "http.basic")]
internal sealed class AgileCrmNode(VendorClient client) : VendorNode<AgileCrmNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the contact")]
        public string? ContactId { get; init; }

        [Description("First name")]
        public string? FirstName { get; init; }

        [Description("Last name")]
        public string? LastName { get; init; }

        [Description("Lead score")]
        public string? Score { get; init; }
    }

    public override string BaseUrl => "";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("contact.create", "/dev/api/contacts", """{"type":"PERSON","lead_score":"{score}","properties":[{"type":"SYSTEM","name":"first_name","value":"{firstName}"},{"type":"SYSTEM","name":"last_name","value":"{lastName}"}]}"""),
        Get("contact.get", "/dev/api/contacts/{contactId}"),
        Get("contact.list", "/dev/api/contacts"),
        Delete("contact.delete", "/dev/api/contacts/{contactId}"),
    ];
}
