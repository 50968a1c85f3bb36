using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Salesforce. Source: the REST API guide at developer.salesforce.com.</summary>
[Node("salesforce", "Salesforce", Category = "Network", Icon = "cloud", Summary = "Reads and writes records of Salesforce.", Keywords = ["crm", "account", "contact", "lead", "soql"])]
[CredentialSlot("auth", "oauth2.authorizationCode")]
internal sealed class SalesforceNode(VendorClient client) : VendorNode<SalesforceNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Kind of record, for example Account")]
        public string? Object { get; init; }

        [Description("Id of the record")]
        public string? Id { get; init; }

        [Description("Query in SOQL")]
        public string? Soql { get; init; }

        [Description("Fields of the record"), Field(Editor = "json")]
        public JsonElement? Values { get; init; }

        [Description("Field that tells records apart")]
        public string? ExternalId { get; init; }

        [Description("Its value")]
        public string? ExternalIdValue { get; init; }
    }

    public override string BaseUrl => "";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Get("record.query", "/services/data/v59.0/query", """{"q":"{soql}"}""", "records", new VendorPaging(PageBy.NextUrl) { Next = "nextRecordsUrl" }) with { Required = ["soql"] },
        Post("record.create", "/services/data/v59.0/sobjects/{object}", """{"...":"{values:json}"}"""),
        Patch("record.update", "/services/data/v59.0/sobjects/{object}/{id}", """{"...":"{values:json}"}"""),
        Patch("record.upsert", "/services/data/v59.0/sobjects/{object}/{externalId}/{externalIdValue}", """{"...":"{values:json}"}"""),
        Get("record.get", "/services/data/v59.0/sobjects/{object}/{id}"),
        Delete("record.delete", "/services/data/v59.0/sobjects/{object}/{id}"),
    ];
}
