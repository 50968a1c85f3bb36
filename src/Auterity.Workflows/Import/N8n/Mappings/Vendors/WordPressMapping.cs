namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>WordPress, all versions.</summary>
[N8nMapping("n8n-nodes-base.wordpress")]
internal sealed class WordPressMapping : VendorMapping
{
    protected override string Node => "wordpress";

    protected override string Resource(N8nParameters p) => "post";

    protected override string Operation(string resource, N8nParameters p) => "create";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("post:create", "post.create", "title", "content=additionalFields.content", "slug=additionalFields.slug", "status=additionalFields.status", "author=additionalFields.authorId", "categories=additionalFields.categories", "tags=additionalFields.tags"),
        On("post:update", "post.update", "id=postId", "title=updateFields.title", "content=updateFields.content", "slug=updateFields.slug", "status=updateFields.status", "author=updateFields.authorId", "categories=updateFields.categories", "tags=updateFields.tags"),
        On("post:get", "post.get", "id=postId"),
        On("post:getAll", "post.list", "@pages", "search=options.search", "after=options.after", "before=options.before", "order=options.order", "orderBy=options.orderBy", "status=options.status", "author=options.author", "categories=options.categories", "tags=options.tags"),
        On("post:delete", "post.delete", "id=postId"),
        On("page:create", "page.create", "title", "content=additionalFields.content", "slug=additionalFields.slug", "status=additionalFields.status", "author=additionalFields.authorId", "categories=additionalFields.categories", "tags=additionalFields.tags"),
        On("page:update", "page.update", "id=pageId", "title=updateFields.title", "content=updateFields.content", "slug=updateFields.slug", "status=updateFields.status", "author=updateFields.authorId", "categories=updateFields.categories", "tags=updateFields.tags"),
        On("page:get", "page.get", "id=pageId"),
        On("page:getAll", "page.list", "@pages", "search=options.search", "after=options.after", "before=options.before", "order=options.order", "orderBy=options.orderBy", "status=options.status", "author=options.author", "categories=options.categories", "tags=options.tags"),
        On("page:delete", "page.delete", "id=pageId"),
        On("user:get", "user.get", "id=userId"),
        On("user:getAll", "user.list", "@pages"),
    ];
}
