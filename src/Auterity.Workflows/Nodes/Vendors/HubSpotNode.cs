using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>HubSpot. Source: the CRM API v3 reference at developers.hubspot.com.</summary>
[Node("hubspot", "HubSpot", Category = "Messages", Icon = "contact", Summary = "Reads and writes contacts, companies, deals, tickets and notes of HubSpot.", Keywords = ["crm", "contact", "company", "deal"])]
[CredentialSlot("auth", "http.bearer", "oauth2.authorizationCode")]
internal sealed class HubSpotNode(VendorClient client) : VendorNode<HubSpotNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the record")]
        public string? Id { get; init; }

        [Description("Properties to write, by name"), Field(Editor = "json")]
        public JsonElement? Properties { get; init; }

        [Description("Names of the properties to read"), Field(Editor = "json")]
        public JsonElement? Only { get; init; }

        [Description("Mail address of the contact")]
        public string? Email { get; init; }

        [Description("Words to look for")]
        public string? Query { get; init; }

        [Description("Filters as HubSpot writes them"), Field(Editor = "json")]
        public JsonElement? FilterGroups { get; init; }

        [Description("Order, as HubSpot writes it"), Field(Editor = "json")]
        public JsonElement? Sorts { get; init; }

        [Description("Kind and owner of an engagement"), Field(Editor = "json")]
        public JsonElement? Engagement { get; init; }

        [Description("What the engagement belongs to"), Field(Editor = "json")]
        public JsonElement? Associations { get; init; }

        [Description("Content of the engagement"), Field(Editor = "json")]
        public JsonElement? Metadata { get; init; }
    }

    public override string BaseUrl => "https://api.hubapi.com";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("contact.create", "/crm/v3/objects/contacts", """{"properties":"{properties:json}"}"""),
        Patch("contact.update", "/crm/v3/objects/contacts/{id}", """{"properties":"{properties:json}"}"""),
        Get("contact.get", "/crm/v3/objects/contacts/{id}", """{"properties":"{only:text}"}"""),
        Get("contact.list", "/crm/v3/objects/contacts", """{"properties":"{only:text}"}""", "results", new VendorPaging(PageBy.Cursor, "after") { Next = "paging.next.after", SizeParameter = "limit" }),
        Delete("contact.delete", "/crm/v3/objects/contacts/{id}"),
        Post("contact.search", "/crm/v3/objects/contacts/search", """{"filterGroups":"{filterGroups:json}","query":"{query}","properties":"{only:list}","sorts":"{sorts:json}"}""", items: "results") with { Paging = new VendorPaging(PageBy.Cursor, "after") { Next = "paging.next.after", SizeParameter = "limit", InBody = true } },
        Post("company.create", "/crm/v3/objects/companies", """{"properties":"{properties:json}"}"""),
        Patch("company.update", "/crm/v3/objects/companies/{id}", """{"properties":"{properties:json}"}"""),
        Get("company.get", "/crm/v3/objects/companies/{id}", """{"properties":"{only:text}"}"""),
        Get("company.list", "/crm/v3/objects/companies", """{"properties":"{only:text}"}""", "results", new VendorPaging(PageBy.Cursor, "after") { Next = "paging.next.after", SizeParameter = "limit" }),
        Delete("company.delete", "/crm/v3/objects/companies/{id}"),
        Post("company.search", "/crm/v3/objects/companies/search", """{"filterGroups":"{filterGroups:json}","query":"{query}","properties":"{only:list}","sorts":"{sorts:json}"}""", items: "results") with { Paging = new VendorPaging(PageBy.Cursor, "after") { Next = "paging.next.after", SizeParameter = "limit", InBody = true } },
        Post("deal.create", "/crm/v3/objects/deals", """{"properties":"{properties:json}"}"""),
        Patch("deal.update", "/crm/v3/objects/deals/{id}", """{"properties":"{properties:json}"}"""),
        Get("deal.get", "/crm/v3/objects/deals/{id}", """{"properties":"{only:text}"}"""),
        Get("deal.list", "/crm/v3/objects/deals", """{"properties":"{only:text}"}""", "results", new VendorPaging(PageBy.Cursor, "after") { Next = "paging.next.after", SizeParameter = "limit" }),
        Delete("deal.delete", "/crm/v3/objects/deals/{id}"),
        Post("deal.search", "/crm/v3/objects/deals/search", """{"filterGroups":"{filterGroups:json}","query":"{query}","properties":"{only:list}","sorts":"{sorts:json}"}""", items: "results") with { Paging = new VendorPaging(PageBy.Cursor, "after") { Next = "paging.next.after", SizeParameter = "limit", InBody = true } },
        Post("ticket.create", "/crm/v3/objects/tickets", """{"properties":"{properties:json}"}"""),
        Patch("ticket.update", "/crm/v3/objects/tickets/{id}", """{"properties":"{properties:json}"}"""),
        Get("ticket.get", "/crm/v3/objects/tickets/{id}", """{"properties":"{only:text}"}"""),
        Get("ticket.list", "/crm/v3/objects/tickets", """{"properties":"{only:text}"}""", "results", new VendorPaging(PageBy.Cursor, "after") { Next = "paging.next.after", SizeParameter = "limit" }),
        Delete("ticket.delete", "/crm/v3/objects/tickets/{id}"),
        Post("ticket.search", "/crm/v3/objects/tickets/search", """{"filterGroups":"{filterGroups:json}","query":"{query}","properties":"{only:list}","sorts":"{sorts:json}"}""", items: "results") with { Paging = new VendorPaging(PageBy.Cursor, "after") { Next = "paging.next.after", SizeParameter = "limit", InBody = true } },
        Post("contact.upsert", "/crm/v3/objects/contacts/batch/upsert", """{"inputs":[{"idProperty":"email","id":"{email}","properties":"{properties:json}"}]}""", items: "results") with { Required = ["email"] },
        Post("engagement.create", "/engagements/v1/engagements", """{"engagement":"{engagement:json}","associations":"{associations:json}","metadata":"{metadata:json}"}"""),
        Get("engagement.get", "/engagements/v1/engagements/{id}"),
        Delete("engagement.delete", "/engagements/v1/engagements/{id}"),
    ];
}
