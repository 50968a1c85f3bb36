using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>WordPress. Source: the REST API reference at developer.wordpress.org/rest-api.</summary>
[Node("wordpress", "WordPress", Category = "Files", Icon = "newspaper", Summary = "Reads and writes posts, pages and users of WordPress.", Keywords = ["blog", "post", "page", "cms"])]
[CredentialSlot("auth", "http.basic")]
internal sealed class WordPressNode(VendorClient client) : VendorNode<WordPressNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the post, page or user")]
        public string? Id { get; init; }

        [Description("Title")]
        public string? Title { get; init; }

        [Description("Text, as HTML")]
        public string? Content { get; init; }

        [Description("Part of the address")]
        public string? Slug { get; init; }

        [Description("publish, draft, private, pending or future")]
        public string? Status { get; init; }

        [Description("Short text")]
        public string? Excerpt { get; init; }

        [Description("Id of the author")]
        public string? Author { get; init; }

        [Description("Ids of categories"), Field(Editor = "json")]
        public JsonElement? Categories { get; init; }

        [Description("Ids of tags"), Field(Editor = "json")]
        public JsonElement? Tags { get; init; }

        [Description("Words to look for")]
        public string? Search { get; init; }

        [Description("Only later ones")]
        public string? After { get; init; }

        [Description("Only earlier ones")]
        public string? Before { get; init; }

        [Description("asc or desc")]
        public string? Order { get; init; }

        [Description("Field to sort by")]
        public string? OrderBy { get; init; }

        [Description("Further values by name"), Field(Editor = "json")]
        public JsonElement? Fields { get; init; }
    }

    public override string BaseUrl => "";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("post.create", "/wp-json/wp/v2/posts", """{"title":"{title}","content":"{content}","slug":"{slug}","status":"{status}","excerpt":"{excerpt}","author":"{author}","categories":"{categories:list}","tags":"{tags:list}","...":"{fields:json}"}"""),
        Post("post.update", "/wp-json/wp/v2/posts/{id}", """{"title":"{title}","content":"{content}","slug":"{slug}","status":"{status}","excerpt":"{excerpt}","author":"{author}","categories":"{categories:list}","tags":"{tags:list}","...":"{fields:json}"}"""),
        Get("post.get", "/wp-json/wp/v2/posts/{id}"),
        Get("post.list", "/wp-json/wp/v2/posts", """{"search":"{search}","after":"{after}","before":"{before}","order":"{order}","orderby":"{orderBy}","status":"{status}","author":"{author}","categories":"{categories:list}","tags":"{tags:list}"}""", null, new VendorPaging(PageBy.Number, "page") { SizeParameter = "per_page" }),
        Delete("post.delete", "/wp-json/wp/v2/posts/{id}"),
        Post("page.create", "/wp-json/wp/v2/pages", """{"title":"{title}","content":"{content}","slug":"{slug}","status":"{status}","excerpt":"{excerpt}","author":"{author}","categories":"{categories:list}","tags":"{tags:list}","...":"{fields:json}"}"""),
        Post("page.update", "/wp-json/wp/v2/pages/{id}", """{"title":"{title}","content":"{content}","slug":"{slug}","status":"{status}","excerpt":"{excerpt}","author":"{author}","categories":"{categories:list}","tags":"{tags:list}","...":"{fields:json}"}"""),
        Get("page.get", "/wp-json/wp/v2/pages/{id}"),
        Get("page.list", "/wp-json/wp/v2/pages", """{"search":"{search}","after":"{after}","before":"{before}","order":"{order}","orderby":"{orderBy}","status":"{status}","author":"{author}","categories":"{categories:list}","tags":"{tags:list}"}""", null, new VendorPaging(PageBy.Number, "page") { SizeParameter = "per_page" }),
        Delete("page.delete", "/wp-json/wp/v2/pages/{id}"),
        Get("user.get", "/wp-json/wp/v2/users/{id}"),
        Get("user.list", "/wp-json/wp/v2/users", null, null, new VendorPaging(PageBy.Number, "page") { SizeParameter = "per_page" }),
    ];
}
