using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Notion. Source: the API reference at developers.notion.com, version 2022-06-28.</summary>
[Node("notion", "Notion", Category = "Databases", Icon = "notebook", Summary = "Reads and writes pages, databases and blocks of Notion.", Keywords = ["page", "database", "wiki", "note"])]
[CredentialSlot("auth", "http.bearer", "oauth2.authorizationCode")]
internal sealed class NotionNode(VendorClient client) : VendorNode<NotionNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the database")] public string? DatabaseId { get; init; }

        [Description("Id of the page")] public string? PageId { get; init; }

        [Description("Id of the block")] public string? BlockId { get; init; }

        [Description("Id of the user")] public string? UserId { get; init; }

        [Description("Title of a new page")] public string? Title { get; init; }

        [Description("Words to look for")] public string? Query { get; init; }

        [Description("Properties by name, as Notion writes them"), Field(Editor = "json")] public JsonElement? Properties { get; init; }

        [Description("Blocks of the page"), Field(Editor = "json")] public JsonElement? Children { get; init; }

        [Description("Emoji or address of the icon")] public string? Icon { get; init; }

        [Description("Filter, as Notion writes it"), Field(Editor = "json")] public JsonElement? Filter { get; init; }

        [Description("Order: a list of { property, direction } or { timestamp, direction }"), Field(Editor = "json")] public JsonElement? Sorts { get; init; }

        [Description("Gives plain fields, property_name and so on, instead of what Notion sends")] public bool Simple { get; init; }
    }

    private static readonly VendorPaging InBody = new(PageBy.Cursor, "start_cursor") { Next = "next_cursor", SizeParameter = "page_size", InBody = true };

    private static readonly VendorPaging InQuery = InBody with { InBody = false };

    public override string BaseUrl => "https://api.notion.com/v1";

    protected override IReadOnlyDictionary<string, string> Headers { get; } = new Dictionary<string, string> { ["Notion-Version"] = "2022-06-28" };

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("page.createInDatabase", "/pages", """{"parent":{"database_id":"{databaseId}"},"properties":"{properties:json}","children":"{children:json}","icon":"{iconObject}"}""") with { Required = ["databaseId"] },
        Post("page.create", "/pages", """{"parent":{"page_id":"{pageId}"},"properties":{"title":{"title":[{"text":{"content":"{title}"}}]}},"children":"{children:json}","icon":"{iconObject}"}""") with { Required = ["pageId"] },
        Patch("page.update", "/pages/{pageId}", """{"properties":"{properties:json}","icon":"{iconObject}"}"""),
        Patch("page.archive", "/pages/{pageId}", """{"archived":true}"""),
        Get("page.get", "/pages/{pageId}"),
        Post("page.find", "/databases/{databaseId}/query", """{"filter":"{filter:json}","sorts":"{sorts:json}"}""", items: "results") with { Paging = InBody },
        Post("page.search", "/search", """{"query":"{query}","filter":{"property":"object","value":"page"},"sort":"{sorts:json}"}""", items: "results") with { Paging = InBody },
        Get("database.get", "/databases/{databaseId}"),
        Post("database.search", "/search", """{"query":"{query}","filter":{"property":"object","value":"database"}}""", items: "results") with { Paging = InBody },
        Get("block.children", "/blocks/{blockId}/children", null, "results", InQuery),
        Patch("block.append", "/blocks/{blockId}/children", """{"children":"{children:json}"}""", items: "results") with { Required = ["children"] },
        Get("user.get", "/users/{userId}"),
        Get("user.list", "/users", null, "results", InQuery),
    ];

    protected override JsonObject Complete(VendorOperation operation, JsonObject fields, NodeContext context)
    {
        if (fields["icon"]?.ToString() is { Length: > 0 } icon)
            fields["iconObject"] = icon.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? new JsonObject { ["type"] = "external", ["external"] = new JsonObject { ["url"] = icon } } : new JsonObject { ["type"] = "emoji", ["emoji"] = icon };
        return fields;
    }

    public override async Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var items = await base.RunAsync(input, context, cancellationToken);
        return input.Simple ? [.. items.Select(item => Item.From(NotionSimple.Of(JsonNode.Parse(item.Utf8.Span)!.AsObject())))] : items;
    }
}
