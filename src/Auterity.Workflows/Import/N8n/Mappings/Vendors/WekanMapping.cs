namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Wekan, all versions.</summary>
[N8nMapping("n8n-nodes-base.wekan")]
internal sealed class WekanMapping : VendorMapping
{
    protected override string Node => "wekan";

    protected override string Resource(N8nParameters p) => "card";

    protected override string Operation(string resource, N8nParameters p) => "create";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("board:create", "board.create", "title", "owner", "color=additionalFields.color", "permission=additionalFields.permission"),
        On("board:get", "board.get", "boardId"),
        On("board:delete", "board.delete", "boardId"),
        On("list:create", "list.create", "boardId", "title"),
        On("list:getAll", "list.list", "boardId", "@pages"),
        On("card:create", "card.create", "boardId", "listId", "title", "swimlaneId", "authorId", "text=additionalFields.description"),
        On("card:update", "card.update", "boardId", "listId", "cardId", "title=updateFields.title", "newListId=updateFields.listId", "text=updateFields.description", "color=updateFields.color"),
        On("card:get", "card.get", "boardId", "listId", "cardId"),
        On("card:getAll", "card.list", "boardId", "listId", "-fromObject", "@pages"),
    ];
}
