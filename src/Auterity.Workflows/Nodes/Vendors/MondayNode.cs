using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>monday.com. Source: the GraphQL reference at developer.monday.com.</summary>
[Node("monday", "monday.com", Category = "Network", Icon = "square-kanban", Summary = "Reads and writes items of monday.com boards.", Keywords = ["board", "item", "task", "graphql"])]
[CredentialSlot("auth", "http.header", "oauth2.authorizationCode")]
internal sealed class MondayNode(VendorClient client) : VendorNode<MondayNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the board")]
        public string? BoardId { get; init; }

        [Description("Id of the group")]
        public string? GroupId { get; init; }

        [Description("Id of the item")]
        public string? ItemId { get; init; }

        [Description("Name of the item")]
        public string? Name { get; init; }

        [Description("Values of columns, as JSON text")]
        public string? ColumnValues { get; init; }

        [Description("Id of the column")]
        public string? ColumnId { get; init; }

        [Description("New value")]
        public string? Value { get; init; }

        [Description("Text of the update")]
        public string? Text { get; init; }
    }

    public override string BaseUrl => "https://api.monday.com";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("item.create", "/v2", """{"query":"mutation($board: ID!, $group: String, $name: String!, $values: JSON) { create_item(board_id: $board, group_id: $group, item_name: $name, column_values: $values) { id name } }","variables":{"board":"{boardId}","group":"{groupId}","name":"{name}","values":"{columnValues:text}"}}""", items: "data.create_item") with { Required = ["boardId", "name"] },
        Post("item.get", "/v2", """{"query":"query($id: [ID!]) { items(ids: $id) { id name created_at state column_values { id text type value } } }","variables":{"id":["{itemId}"]}}""", items: "data.items") with { Required = ["itemId"] },
        Post("item.delete", "/v2", """{"query":"mutation($id: ID!) { delete_item(item_id: $id) { id } }","variables":{"id":"{itemId}"}}""", items: "data.delete_item") with { Required = ["itemId"] },
        Post("item.change", "/v2", """{"query":"mutation($board: ID!, $id: ID!, $column: String!, $value: String) { change_simple_column_value(board_id: $board, item_id: $id, column_id: $column, value: $value) { id } }","variables":{"board":"{boardId}","id":"{itemId}","column":"{columnId}","value":"{value:text}"}}""", items: "data.change_simple_column_value") with { Required = ["boardId", "itemId", "columnId"] },
        Post("item.comment", "/v2", """{"query":"mutation($id: ID!, $text: String!) { create_update(item_id: $id, body: $text) { id } }","variables":{"id":"{itemId}","text":"{text}"}}""", items: "data.create_update") with { Required = ["itemId", "text"] },
    ];

    protected override string? FaultIn(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0 && errors[0].TryGetProperty("message", out var message) ? message.ToString() : null;
}
