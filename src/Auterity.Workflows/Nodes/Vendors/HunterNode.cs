using System.ComponentModel;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Hunter. Source: the API v2 reference at hunter.io/api-documentation.</summary>
[Node("hunter", "Hunter", Category = "Network", Icon = "search", Summary = "Finds and checks mail addresses.", Keywords = ["email", "verify", "leads"])]
[CredentialSlot("auth", "http.query")]
internal sealed class HunterNode(VendorClient client) : VendorNode<HunterNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Domain of the company")]
        public string? Domain { get; init; }

        [Description("Mail address")]
        public string? Email { get; init; }

        [Description("First name")]
        public string? FirstName { get; init; }

        [Description("Last name")]
        public string? LastName { get; init; }

        [Description("personal or generic")]
        public string? Kind { get; init; }
    }

    public override string BaseUrl => "https://api.hunter.io/v2";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Get("domain.search", "/domain-search", """{"domain":"{domain}","type":"{kind}"}""", "data.emails", new VendorPaging(PageBy.Offset, "offset") { SizeParameter = "limit" }) with { Required = ["domain"] },
        Get("email.find", "/email-finder", """{"domain":"{domain}","first_name":"{firstName}","last_name":"{lastName}"}""", "data") with { Required = ["domain"] },
        Get("email.verify", "/email-verifier", """{"email":"{email}"}""", "data") with { Required = ["email"] },
    ];
}
