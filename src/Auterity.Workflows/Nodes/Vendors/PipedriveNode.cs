using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Pipedrive. Source: the API v1 reference at developers.pipedrive.com.</summary>
[Node("pipedrive", "Pipedrive", Category = "Network", Icon = "handshake", Summary = "Reads and writes deals, persons, organisations and notes of Pipedrive.", Keywords = ["crm", "deal", "sales"])]
[CredentialSlot("auth", "http.query", "oauth2.authorizationCode")]
internal sealed class PipedriveNode(VendorClient client) : VendorNode<PipedriveNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id")]
        public string? Id { get; init; }

        [Description("Title of the deal")]
        public string? Title { get; init; }

        [Description("Name")]
        public string? Name { get; init; }

        [Description("Mail addresses"), Field(Editor = "json")]
        public JsonElement? Email { get; init; }

        [Description("Phone numbers"), Field(Editor = "json")]
        public JsonElement? Phone { get; init; }

        [Description("Id of the organisation")]
        public string? OrgId { get; init; }

        [Description("Id of the person")]
        public string? PersonId { get; init; }

        [Description("Id of the deal")]
        public string? DealId { get; init; }

        [Description("Id of the stage")]
        public string? StageId { get; init; }

        [Description("open, won, lost or deleted")]
        public string? Status { get; init; }

        [Description("Worth of the deal")]
        public string? Value { get; init; }

        [Description("Currency of the worth")]
        public string? Currency { get; init; }

        [Description("Text of the note")]
        public string? Content { get; init; }

        [Description("What to search for")]
        public string? Term { get; init; }
    }

    public override string BaseUrl => "https://api.pipedrive.com/v1";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorPaging Pages = new(PageBy.Offset, "start") { SizeParameter = "limit" };

    private static readonly VendorOperation[] Known =
    [
        Post("deal.create", "/deals", """{"title":"{title}","org_id":"{orgId:number}","person_id":"{personId:number}","stage_id":"{stageId:number}","status":"{status}","value":"{value}","currency":"{currency}"}""", items: "data") with { Required = ["title"] },
        Put("deal.update", "/deals/{id}", """{"title":"{title}","stage_id":"{stageId:number}","status":"{status}","value":"{value}","currency":"{currency}"}""", items: "data"),
        Get("deal.get", "/deals/{id}", items: "data"),
        Get("deal.list", "/deals", """{"status":"{status}"}""", "data", Pages),
        Post("person.create", "/persons", """{"name":"{name}","email":"{email}","phone":"{phone}","org_id":"{orgId:number}"}""", items: "data") with { Required = ["name"] },
        Put("person.update", "/persons/{id}", """{"name":"{name}","email":"{email}","phone":"{phone}","org_id":"{orgId:number}"}""", items: "data"),
        Get("person.get", "/persons/{id}", items: "data"),
        Get("person.list", "/persons", items: "data", paging: Pages),
        Get("person.search", "/persons/search", """{"term":"{term}"}""", "data.items", Pages) with { Required = ["term"] },
        Post("organization.create", "/organizations", """{"name":"{name}"}""", items: "data") with { Required = ["name"] },
        Get("organization.get", "/organizations/{id}", items: "data"),
        Get("organization.list", "/organizations", items: "data", paging: Pages),
        Get("organization.search", "/organizations/search", """{"term":"{term}"}""", "data.items", Pages) with { Required = ["term"] },
        Post("note.create", "/notes", """{"content":"{content}","org_id":"{orgId:number}","person_id":"{personId:number}","deal_id":"{dealId:number}"}""", items: "data") with { Required = ["content"] },
    ];

    // What a search finds comes wrapped: { result_score, item }.
    protected override JsonNode? Read(VendorOperation operation, JsonNode? entry) => entry is JsonObject found && found.ContainsKey("result_score") ? found["item"] : entry;
}
