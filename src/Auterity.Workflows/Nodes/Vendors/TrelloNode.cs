using System.ComponentModel;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Trello. Source: the REST reference at developer.atlassian.com/cloud/trello.</summary>
[Node("trello", "Trello", Category = "Network", Icon = "square-kanban", Summary = "Reads and writes cards of Trello.", Keywords = ["card", "board", "list"])]
[CredentialSlot("auth", "http.custom", "http.query")]
internal sealed class TrelloNode(VendorClient client) : VendorNode<TrelloNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the card")]
        public string? Id { get; init; }

        [Description("Id of the list")]
        public string? ListId { get; init; }

        [Description("Id of the board")]
        public string? BoardId { get; init; }

        [Description("Name")]
        public string? Name { get; init; }

        [Description("Description")]
        public string? Text { get; init; }

        [Description("When it is due")]
        public string? Due { get; init; }

        [Description("Ids of labels, separated by commas")]
        public string? Labels { get; init; }

        [Description("Ids of members, separated by commas")]
        public string? Members { get; init; }

        [Description("top, bottom or a number")]
        public string? Position { get; init; }

        [Description("true puts it into the archive")]
        public string? Closed { get; init; }

        [Description("Text of the comment")]
        public string? Comment { get; init; }
    }

    public override string BaseUrl => "https://api.trello.com/1";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("card.create", "/cards", """{"idList":"{listId}","name":"{name}","desc":"{text}","due":"{due}","idLabels":"{labels}","idMembers":"{members}","pos":"{position}"}""") with { Required = ["listId"] },
        Put("card.update", "/cards/{id}", """{"idList":"{listId}","name":"{name}","desc":"{text}","due":"{due}","idLabels":"{labels}","idMembers":"{members}","pos":"{position}","closed":"{closed}"}"""),
        Get("card.get", "/cards/{id}"),
        Delete("card.delete", "/cards/{id}"),
        Get("list.cards", "/lists/{listId}/cards"),
        Get("board.lists", "/boards/{boardId}/lists"),
        Post("card.comment", "/cards/{id}/actions/comments", """{"text":"{comment}"}""") with { Required = ["comment"] },
    ];
}
