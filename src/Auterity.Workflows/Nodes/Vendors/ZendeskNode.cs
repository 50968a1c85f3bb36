using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Zendesk. Source: the Support API reference at developer.zendesk.com.</summary>
[Node("zendesk", "Zendesk", Category = "Messages", Icon = "life-buoy", Summary = "Reads and writes tickets of Zendesk.", Keywords = ["ticket", "support", "helpdesk"])]
[CredentialSlot("auth", "http.basic", "http.bearer", "oauth2.authorizationCode")]
internal sealed class ZendeskNode(VendorClient client) : VendorNode<ZendeskNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the ticket")]
        public string? Id { get; init; }

        [Description("Subject")]
        public string? Subject { get; init; }

        [Description("Text of the comment")]
        public string? Comment { get; init; }

        [Description("new, open, pending, hold, solved or closed")]
        public string? Status { get; init; }

        [Description("urgent, high, normal or low")]
        public string? Priority { get; init; }

        [Description("problem, incident, question or task")]
        public string? Type { get; init; }

        [Description("Mail address of the agent")]
        public string? Assignee { get; init; }

        [Description("Tags"), Field(Editor = "json")]
        public JsonElement? Tags { get; init; }

        [Description("Further fields: [{ id, value }]"), Field(Editor = "json")]
        public JsonElement? CustomFields { get; init; }

        [Description("Search in Zendesk's own words")]
        public string? Query { get; init; }
    }

    public override string BaseUrl => "";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("ticket.create", "/api/v2/tickets.json", """{"ticket":{"subject":"{subject}","comment":{"body":"{comment}"},"status":"{status}","priority":"{priority}","type":"{type}","tags":"{tags:list}","custom_fields":"{customFields:json}"}}""", items: "ticket") with { Required = ["comment"] },
        Put("ticket.update", "/api/v2/tickets/{id}.json", """{"ticket":{"subject":"{subject}","status":"{status}","priority":"{priority}","type":"{type}","assignee_email":"{assignee}","tags":"{tags:list}","custom_fields":"{customFields:json}","comment":{"body":"{comment}"}}}""", items: "ticket"),
        Get("ticket.get", "/api/v2/tickets/{id}.json", items: "ticket"),
        Delete("ticket.delete", "/api/v2/tickets/{id}.json"),
        Get("ticket.list", "/api/v2/search.json", """{"query":"type:ticket {query}"}""", "results", new VendorPaging(PageBy.NextUrl) { Next = "next_page", SizeParameter = "per_page" }),
    ];
}
