using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Google Docs. Source: the Docs API v1 reference at developers.google.com/docs.</summary>
[Node("google.docs", "Google Docs", Category = "Files", Icon = "file-text", Summary = "Reads, makes and changes Google documents.", Keywords = ["google", "document", "text"])]
[CredentialSlot("auth", "oauth2.authorizationCode", "http.bearer")]
internal sealed class GoogleDocsNode(VendorClient client) : VendorNode<GoogleDocsNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id or address of the document")]
        public string? DocumentId { get; init; }

        [Description("Title of a new document")]
        public string? Title { get; init; }

        [Description("Folder of a new document")]
        public string? FolderId { get; init; }

        [Description("Changes as the API writes them"), Field(Editor = "json")]
        public JsonElement? Requests { get; init; }

        [Description("Gives the text alone")]
        public bool Simple { get; init; }
    }

    public override string BaseUrl => "https://docs.googleapis.com/v1";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Get("document.get", "/documents/{documentId}"),
        Post("document.create", "/documents", """{"title":"{title}"}"""),
        new VendorOperation("document.createIn", "POST", "/drive/v3/files") { BaseUrl = "https://www.googleapis.com", Body = """{"name":"{title}","mimeType":"application/vnd.google-apps.document","parents":["{folderId}"]}""" },
        Post("document.update", "/documents/{documentId}:batchUpdate", """{"requests":"{requests:json}"}""") with { Required = ["requests"] },
    ];

    public override async Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var items = await base.RunAsync(input, context, cancellationToken);
        if (input is not { Operation: "document.get", Simple: true }) return items;
        var document = items[0].Json;
        return [Item.From(new { documentId = document.GetProperty("documentId").GetString(), content = TextIn(document) })];
    }

    // A document's address names it as well.
    protected override JsonObject Complete(VendorOperation operation, JsonObject fields, NodeContext context)
    {
        if (fields["documentId"]?.ToString() is { } address && address.IndexOf("/d/", StringComparison.Ordinal) is >= 0 and var at) fields["documentId"] = address[(at + 3)..].Split('/', '?', '#')[0];
        return fields;
    }

    private static string TextIn(JsonElement document) => !document.TryGetProperty("body", out var body) || !body.TryGetProperty("content", out var content) ? "" : string.Concat(content.EnumerateArray()
        .Where(part => part.TryGetProperty("paragraph", out _)).SelectMany(part => part.GetProperty("paragraph").GetProperty("elements").EnumerateArray())
        .Select(element => element.TryGetProperty("textRun", out var run) && run.TryGetProperty("content", out var text) ? text.GetString() : ""));
}
