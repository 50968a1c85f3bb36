using System.ComponentModel;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Dropcontact. Source: the API reference at developer.dropcontact.com.</summary>
[Node("dropcontact", "Dropcontact", Category = "Network", Icon = "contact-round", Summary = "Finds mail addresses and facts about people.", Keywords = ["enrich", "email", "lead"])]
[CredentialSlot("auth", "http.header")]
internal sealed class DropcontactNode(VendorClient client) : VendorNode<DropcontactNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Mail address")]
        public string? Email { get; init; }

        [Description("First name")]
        public string? FirstName { get; init; }

        [Description("Last name")]
        public string? LastName { get; init; }

        [Description("Company")]
        public string? Company { get; init; }

        [Description("Address of the company")]
        public string? Website { get; init; }

        [Description("Address of the LinkedIn profile")]
        public string? Linkedin { get; init; }

        [Description("Phone number")]
        public string? Phone { get; init; }

        [Description("Id of an earlier request")]
        public string? RequestId { get; init; }

        [Description("true looks up French companies")]
        public string? Siren { get; init; }

        [Description("Language of the answer")]
        public string? Language { get; init; }
    }

    public override string BaseUrl => "https://api.dropcontact.io";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("contact.enrich", "/batch", """{"data":[{"email":"{email}","first_name":"{firstName}","last_name":"{lastName}","company":"{company}","website":"{website}","linkedin":"{linkedin}","phone":"{phone}"}],"siren":"{siren}","language":"{language}"}"""),
        Get("contact.result", "/batch/{requestId}", items: "data"),
    ];
}
