using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>ServiceNow. Source: the Table API reference at developer.servicenow.com.</summary>
[Node("serviceNow", "ServiceNow", Category = "Network", Icon = "ticket", Summary = "Reads and writes records of ServiceNow tables.", Keywords = ["incident", "itsm", "ticket", "table"])]
[CredentialSlot("auth", "http.basic", "oauth2.authorizationCode")]
internal sealed class ServiceNowNode(VendorClient client) : VendorNode<ServiceNowNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Name of the table")]
        public string? Table { get; init; }

        [Description("Id of the record (sys_id)")]
        public string? Id { get; init; }

        [Description("Fields of the record"), Field(Editor = "json")]
        public JsonElement? Values { get; init; }

        [Description("Query in ServiceNow's own words")]
        public string? Query { get; init; }

        [Description("Fields to read, separated by commas")]
        public string? Fields { get; init; }

        [Description("true, false or all: values as people see them")]
        public string? Display { get; init; }

        [Description("Short description")]
        public string? Short { get; init; }
    }

    public override string BaseUrl => "";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Get("record.list", "/api/now/table/{table}", """{"sysparm_query":"{query}","sysparm_fields":"{fields}","sysparm_display_value":"{display}"}""", "result", new VendorPaging(PageBy.Offset, "sysparm_offset") { SizeParameter = "sysparm_limit" }),
        Get("record.get", "/api/now/table/{table}/{id}", """{"sysparm_fields":"{fields}","sysparm_display_value":"{display}"}""", "result"),
        Post("record.create", "/api/now/table/{table}", """{"short_description":"{short}","...":"{values:json}"}""", items: "result"),
        Patch("record.update", "/api/now/table/{table}/{id}", """{"...":"{values:json}"}""", items: "result"),
        Delete("record.delete", "/api/now/table/{table}/{id}"),
    ];
}
