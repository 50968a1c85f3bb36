namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>monday.com, all versions.</summary>
[N8nMapping("n8n-nodes-base.mondayCom")]
internal sealed class MondayMapping : VendorMapping
{
    protected override string Node => "monday";

    protected override string Resource(N8nParameters p) => "board";

    protected override string Operation(string resource, N8nParameters p) => resource switch { "boardItem" => "create", _ => "get" };

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("boardItem:create", "item.create", "boardId", "groupId", "name", "columnValues=additionalFields.columnValues"),
        On("boardItem:get", "item.get", "itemId"),
        On("boardItem:delete", "item.delete", "itemId"),
        On("boardItem:changeColumnValue", "item.change", "boardId", "itemId", "columnId", "value"),
        On("boardItem:addUpdate", "item.comment", "itemId", "text=value"),
    ];
}
