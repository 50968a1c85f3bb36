namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Trello, all versions.</summary>
[N8nMapping("n8n-nodes-base.trello")]
internal sealed class TrelloMapping : VendorMapping
{
    protected override string Node => "trello";

    protected override string Resource(N8nParameters p) => "card";

    protected override string Operation(string resource, N8nParameters p) => "create";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("card:create", "card.create", "listId", "name", "text=description", "due=additionalFields.due", "labels=additionalFields.idLabels", "members=additionalFields.idMembers", "position=additionalFields.pos"),
        On("card:update", "card.update", "id", "listId=updateFields.idList", "name=updateFields.name", "text=updateFields.desc", "due=updateFields.due", "labels=updateFields.idLabels", "members=updateFields.idMembers", "position=updateFields.pos", "closed=updateFields.closed"),
        On("card:get", "card.get", "id"),
        On("card:delete", "card.delete", "id"),
        On("list:getCards", "list.cards", "listId=id", "@pages"),
        On("list:getAll", "board.lists", "boardId=id", "@pages"),
        On("cardComment:create", "card.comment", "id=cardId", "comment=text"),
    ];
}
