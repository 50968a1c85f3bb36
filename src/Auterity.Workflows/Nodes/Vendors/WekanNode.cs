using System.ComponentModel;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Wekan. Source: the REST API reference at wekan.fi/api.</summary>
[Node("wekan", "Wekan", Category = "Network", Icon = "square-kanban", Summary = "Reads and writes boards, lists and cards of Wekan.", Keywords = ["board", "card", "kanban"])]
[CredentialSlot("auth", "http.bearer")]
internal sealed class WekanNode(VendorClient client) : VendorNode<WekanNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the board")]
        public string? BoardId { get; init; }

        [Description("Id of the list")]
        public string? ListId { get; init; }

        [Description("Id of the card")]
        public string? CardId { get; init; }

        [Description("Id of the owner")]
        public string? Owner { get; init; }

        [Description("Id of the author")]
        public string? AuthorId { get; init; }

        [Description("Id of the swimlane")]
        public string? SwimlaneId { get; init; }

        [Description("Title")]
        public string? Title { get; init; }

        [Description("Description")]
        public string? Text { get; init; }

        [Description("Colour")]
        public string? Color { get; init; }

        [Description("private or public")]
        public string? Permission { get; init; }

        [Description("List the card is moved to")]
        public string? NewListId { get; init; }
    }

    public override string BaseUrl => "";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("board.create", "/api/boards", """{"title":"{title}","owner":"{owner}","color":"{color}","permission":"{permission}"}""") with { Required = ["title", "owner"] },
        Get("board.get", "/api/boards/{boardId}"),
        Delete("board.delete", "/api/boards/{boardId}"),
        Post("list.create", "/api/boards/{boardId}/lists", """{"title":"{title}"}""") with { Required = ["title"] },
        Get("list.list", "/api/boards/{boardId}/lists"),
        Post("card.create", "/api/boards/{boardId}/lists/{listId}/cards", """{"title":"{title}","swimlaneId":"{swimlaneId}","authorId":"{authorId}","description":"{text}"}""") with { Required = ["title", "swimlaneId", "authorId"] },
        Put("card.update", "/api/boards/{boardId}/lists/{listId}/cards/{cardId}", """{"title":"{title}","listId":"{newListId}","description":"{text}","color":"{color}"}"""),
        Get("card.get", "/api/boards/{boardId}/lists/{listId}/cards/{cardId}"),
        Get("card.list", "/api/boards/{boardId}/lists/{listId}/cards"),
    ];
}
