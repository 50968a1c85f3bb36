using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Google Drive. Source: the Drive API v3 reference at developers.google.com/drive/api.</summary>
[Node("google.drive", "Google Drive", Category = "Files", Icon = "hard-drive", Summary = "Finds, reads, writes, moves and shares files in Google Drive.", Keywords = ["google", "file", "folder", "upload", "download"])]
[CredentialSlot("auth", "oauth2.authorizationCode", "http.bearer")]
internal sealed class GoogleDriveNode(VendorClient client) : VendorNode<GoogleDriveNode.Input>(client)
{
    private const string FolderType = "application/vnd.google-apps.folder";

    private readonly VendorClient client = client;

    public sealed record Input : VendorInput
    {
        [Description("Id of the file or folder")]
        public string? FileId { get; init; }

        [Description("Id of the folder it lies in, or is to lie in")]
        public string? FolderId { get; init; }

        [Description("Id of a shared drive")]
        public string? DriveId { get; init; }

        [Description("Name of the file or folder")]
        public string? Name { get; init; }

        [Description("Text of a new file")]
        public string? Content { get; init; }

        [Description("Media type of a new file, or the one a document of Google's is exported as")]
        public string? MimeType { get; init; }

        [Description("Search in Drive's own query language")]
        public string? Query { get; init; }

        [Description("Fields of each file; * gives all"), Field(Placeholder = "id, name, mimeType")]
        public string? Fields { get; init; }

        [Description("Finds: files, folders or both")]
        public string? Kind { get; init; }

        [Description("Who gets access: user, group, domain or anyone")]
        public string? ShareWith { get; init; }

        [Description("What they may do: reader, commenter, writer, organizer or owner")]
        public string? Role { get; init; }

        [Description("Mail address of the user or group")]
        public string? EmailAddress { get; init; }

        [Description("Domain whose people get access")]
        public string? Domain { get; init; }

        [Description("Whether the file can be found by search")]
        public bool? AllowFileDiscovery { get; init; }

        [Description("Deletes for ever instead of moving to the trash")]
        public bool Permanently { get; init; }
    }

    private static readonly VendorPaging Pages = new(PageBy.Cursor, "pageToken") { Next = "nextPageToken", SizeParameter = "pageSize", Size = 1000 };

    private const string Everywhere = """{"supportsAllDrives":true,"fields":"{fields}"}""";

    public override string BaseUrl => "https://www.googleapis.com";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Get("file.find", "/drive/v3/files", """{"q":"{search}","fields":"{listFields}","includeItemsFromAllDrives":true,"supportsAllDrives":true,"driveId":"{driveId}","corpora":"{corpora}","spaces":"drive"}""", "files", Pages),
        Get("file.get", "/drive/v3/files/{fileId}", Everywhere),
        Get("file.download", "/drive/v3/files/{fileId}", """{"alt":"media","supportsAllDrives":true}""") with { ReturnsFile = true },
        Get("file.export", "/drive/v3/files/{fileId}/export", """{"mimeType":"{mimeType}"}""") with { ReturnsFile = true, Required = ["mimeType"] },
        new VendorOperation("file.upload", "POST", "/upload/drive/v3/files") { Query = """{"uploadType":"media","supportsAllDrives":true}""", Kind = BodyKind.Binary, FileField = "file" },
        new VendorOperation("file.replace", "PATCH", "/upload/drive/v3/files/{fileId}") { Query = """{"uploadType":"media","supportsAllDrives":true}""", Kind = BodyKind.Binary, FileField = "file" },
        new VendorOperation("file.createFromText", "POST", "/upload/drive/v3/files") { Query = """{"uploadType":"media","supportsAllDrives":true}""", Kind = BodyKind.Raw, Body = "\"{content}\"" },
        Patch("file.update", "/drive/v3/files/{fileId}", """{"name":"{name}","mimeType":"{mimeType}"}""", """{"supportsAllDrives":true,"addParents":"{addParents}","removeParents":"{removeParents}","fields":"{fields}"}"""),
        Patch("file.move", "/drive/v3/files/{fileId}", "{}", """{"supportsAllDrives":true,"addParents":"{folderId}","removeParents":"{removeParents}"}""") with { Required = ["folderId"] },
        Post("file.copy", "/drive/v3/files/{fileId}/copy", """{"name":"{name}","parents":["{folderId}"]}""", """{"supportsAllDrives":true}"""),
        Post("file.share", "/drive/v3/files/{fileId}/permissions", """{"type":"{shareWith}","role":"{role}","emailAddress":"{emailAddress}","domain":"{domain}","allowFileDiscovery":"{allowFileDiscovery}"}""", """{"supportsAllDrives":true}""") with { Required = ["shareWith", "role"] },
        Delete("file.delete", "/drive/v3/files/{fileId}", """{"supportsAllDrives":true}"""),
        Patch("file.trash", "/drive/v3/files/{fileId}", """{"trashed":true}""", """{"supportsAllDrives":true}"""),
        Post("folder.create", "/drive/v3/files", """{"name":"{name}","mimeType":"application/vnd.google-apps.folder","parents":["{folderId}"]}""", """{"supportsAllDrives":true,"fields":"{fields}"}""") with { Required = ["name"] },
        Get("drive.list", "/drive/v3/drives", """{"q":"{query}"}""", "drives", Pages with { Size = 100 }),
        Get("drive.get", "/drive/v3/drives/{driveId}"),
    ];

    /// <summary>Uploads are two calls: the content, then its name and place. A document of Google's is exported, every other file downloaded.</summary>
    public override async Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        switch (input.Operation)
        {
            case "file.upload" or "file.createFromText":
                var made = await base.RunAsync(input, context, cancellationToken);
                var name = input.Name is { Length: > 0 } own ? own : context.Item.Binary?.GetValueOrDefault(input.File)?.FileName;
                return await PlaceAsync(input with { FileId = made[0].Json.GetProperty("id").GetString(), Name = name }, context, cancellationToken);
            case "file.move":
                var parents = (await base.RunAsync(input with { Operation = "file.get", Fields = "parents" }, context, cancellationToken))[0].Json;
                return await FieldsAsync(input, new JsonObject { ["removeParents"] = ParentsOf(parents) }, context, cancellationToken);
            case "file.download":
                var about = (await base.RunAsync(input with { Operation = "file.get", Fields = "id,name,mimeType" }, context, cancellationToken))[0];
                var type = about.Json.GetProperty("mimeType").GetString()!;
                var file = type.StartsWith("application/vnd.google-apps.", StringComparison.Ordinal)
                    ? await base.RunAsync(input with { Operation = "file.export", MimeType = input.MimeType ?? ExportOf(type) }, context, cancellationToken)
                    : await base.RunAsync(input, context, cancellationToken);
                return [new Item(context.Item.Utf8, Named(file[0].Binary, input.Name ?? about.Json.GetProperty("name").GetString()))];
            default:
                return await base.RunAsync(input, context, cancellationToken);
        }
    }

    protected override JsonObject Complete(VendorOperation operation, JsonObject fields, NodeContext context)
    {
        if (operation.Name == "file.find")
        {
            var clauses = new List<string>();
            if (Text("query") is { } query) clauses.Add(query);
            else if (Text("name") is { } name) clauses.Add($"name contains '{Quoted(name)}'");
            if (Text("folderId") is { } folder && folder != "root") clauses.Add($"'{Quoted(folder)}' in parents");
            if (Text("kind") == "folders") clauses.Add($"mimeType = '{FolderType}'");
            else if (Text("kind") == "files") clauses.Add($"mimeType != '{FolderType}'");
            if (Text("mimeType") is { } type) clauses.Add($"mimeType = '{Quoted(type)}'");
            if (Text("query") is null) clauses.Add("trashed = false");
            fields["search"] = string.Join(" and ", clauses);
            fields["listFields"] = $"nextPageToken, files({Text("fields") ?? "id, name"})";
            if (Text("driveId") is not null) fields["corpora"] = "drive";
        }

        return fields;

        string? Text(string name) => fields[name]?.ToString() is { Length: > 0 } text ? text : null;
    }

    private Task<IReadOnlyList<Item>> PlaceAsync(Input input, NodeContext context, CancellationToken cancellationToken) => FieldsAsync(input with { Operation = "file.update" }, new JsonObject
    {
        ["addParents"] = input.FolderId is { Length: > 0 } and not "root" ? input.FolderId : null,
        ["removeParents"] = input.FolderId is { Length: > 0 } and not "root" ? "root" : null,
        ["fields"] = "*",
    }, context, cancellationToken);

    private async Task<IReadOnlyList<Item>> FieldsAsync(Input input, JsonObject more, NodeContext context, CancellationToken cancellationToken)
    {
        var fields = JsonSerializer.SerializeToNode(input, JsonDefaults.Options)!.AsObject();
        foreach (var (name, value) in more) fields[name] = value?.DeepClone();
        var operation = Operations.First(operation => operation.Name == input.Operation);
        return await client.CallAsync(new VendorCall(operation, fields, 1, input.OutputFile) { BaseUrl = input.BaseUrl is { Length: > 0 } own ? own : BaseUrl }, context, cancellationToken);
    }

    private static string? ParentsOf(JsonElement file) =>
        file.TryGetProperty("parents", out var parents) && parents.ValueKind == JsonValueKind.Array ? string.Join(",", parents.EnumerateArray().Select(parent => parent.GetString())) : null;

    private static Dictionary<string, BinaryRef>? Named(IReadOnlyDictionary<string, BinaryRef>? files, string? name) =>
        files?.ToDictionary(file => file.Key, file => name is null ? file.Value : file.Value with { FileName = name });

    private static string ExportOf(string type) => type switch
    {
        "application/vnd.google-apps.spreadsheet" => "text/csv",
        "application/vnd.google-apps.presentation" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.google-apps.drawing" => "image/jpeg",
        "application/vnd.google-apps.document" => "text/html",
        _ => "application/pdf",
    };

    private static string Quoted(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
}
