using System.ComponentModel;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>lemlist. Source: the API reference at developer.lemlist.com.</summary>
[Node("lemlist", "lemlist", Category = "Messages", Icon = "mail-plus", Summary = "Reads campaigns and writes leads of lemlist.", Keywords = ["outreach", "lead", "campaign"])]
[CredentialSlot("auth", "http.basic")]
internal sealed class LemlistNode(VendorClient client) : VendorNode<LemlistNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the campaign")]
        public string? CampaignId { get; init; }

        [Description("Mail address of the lead")]
        public string? Email { get; init; }

        [Description("First name")]
        public string? FirstName { get; init; }

        [Description("Last name")]
        public string? LastName { get; init; }

        [Description("Company")]
        public string? CompanyName { get; init; }

        [Description("Phone number")]
        public string? Phone { get; init; }

        [Description("Address of the LinkedIn profile")]
        public string? LinkedinUrl { get; init; }

        [Description("First sentence")]
        public string? Icebreaker { get; init; }

        [Description("true leaves out who is in another campaign")]
        public string? Deduplicate { get; init; }
    }

    public override string BaseUrl => "https://api.lemlist.com/api";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("lead.create", "/campaigns/{campaignId}/leads/{email}", """{"firstName":"{firstName}","lastName":"{lastName}","companyName":"{companyName}","phone":"{phone}","linkedinUrl":"{linkedinUrl}","icebreaker":"{icebreaker}"}""", """{"deduplicate":"{deduplicate}"}"""),
        Delete("lead.delete", "/campaigns/{campaignId}/leads/{email}", """{"action":"remove"}"""),
        Delete("lead.unsubscribe", "/campaigns/{campaignId}/leads/{email}"),
        Get("lead.get", "/leads/{email}"),
        Get("campaign.list", "/campaigns", paging: new VendorPaging(PageBy.Offset, "offset") { SizeParameter = "limit" }),
    ];
}
