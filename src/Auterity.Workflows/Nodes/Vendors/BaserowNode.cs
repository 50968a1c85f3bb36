using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Baserow. Source: the API reference at api.baserow.io. The credential sends its token as the header Authorization: Token ….</summary>
[Node("baserow", "Baserow", Category = "Databases", Icon = "table", Summary = "Reads and writes rows of Baserow tables.", Keywords = ["table", "row", "database"])]
[CredentialSlot("auth", "http.header", "http.bearer")]
internal sealed class BaserowNode(VendorClient client) : VendorNode<BaserowNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the table")]
        public string? TableId { get; init; }

        [Description("Id of the row")]
        public string? RowId { get; init; }

        [Description("Values by field"), Field(Editor = "json")]
        public JsonElement? Row { get; init; }

        [Description("Words to look for")]
        public string? Search { get; init; }

        [Description("Field to sort by")]
        public string? Order { get; init; }
    }

    public override string BaseUrl => "https://api.baserow.io";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        new VendorOperation("row.create", "POST", "/api/database/rows/table/{tableId}/") { Body = "\"{row:json}\"", Required = ["row"] },
        new VendorOperation("row.update", "PATCH", "/api/database/rows/table/{tableId}/{rowId}/") { Body = "\"{row:json}\"", Required = ["row"] },
        Get("row.get", "/api/database/rows/table/{tableId}/{rowId}/"),
        Get("row.list", "/api/database/rows/table/{tableId}/", """{"search":"{search}","order_by":"{order}"}""", "results", new VendorPaging(PageBy.Number, "page") { SizeParameter = "size" }),
        Delete("row.delete", "/api/database/rows/table/{tableId}/{rowId}/"),
    ];
}
