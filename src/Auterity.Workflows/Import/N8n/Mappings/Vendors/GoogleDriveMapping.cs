namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Google Drive, versions 1 to 3.</summary>
[N8nMapping("n8n-nodes-base.googleDrive")]
internal sealed class GoogleDriveMapping : VendorMapping
{
    protected override string Node => "google.drive";

    protected override string Resource(N8nParameters p) => "file";

    protected override string Operation(string resource, N8nParameters p) => resource switch
    {
        "fileFolder" => "search",
        "folder" => "create",
        "drive" => "list",
        _ => "upload",
    };

    private static readonly string[] Place = ["driveId", "folderId", "-sameFolder"];

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("file:upload", "file.upload", [.. Place, "name", "file=inputDataFieldName|binaryPropertyName", "-binaryData|resolveData|options.fields|options.simplifyOutput"]) with { More = OldParents },
        On("file:createFromText", "file.createFromText", [.. Place, "name", "content"]) with { More = NotADocument },
        On("file:download", "file.download", "fileId", "outputFile=options.binaryPropertyName|binaryPropertyName", "name=options.fileName") with { More = Export },
        On("file:copy", "file.copy", [.. Place, "fileId", "name"]),
        On("file:move,folder:move", "file.move", [.. Place, "fileId"]),
        On("file:share", "file.share", ["fileId", .. Sharing]),
        On("folder:share", "file.share", ["fileId=folderNoRootId|fileId", .. Sharing]),
        On("file:update", "file.update", "fileId", "name=newUpdatedFileName") with { More = (p, f) => { if (p.Flag("changeFileContent")) (f["operation"], f["file"]) = ("file.replace", p.Text("inputDataFieldName", "data")); } },
        On("file:deleteFile,file:delete", "file.trash", "fileId") with { More = Deleting },
        On("folder:deleteFolder,folder:delete", "file.trash", "fileId=folderNoRootId|fileId") with { More = Deleting },
        On("folder:create", "folder.create", [.. Place, "name", "-options.simplifyOutput"]),
        On("fileFolder:search", "file.find", "@pages", "folderId=filter.folderId", "driveId=filter.driveId") with { More = Search },
        On("file:list", "file.find", "limit", "query=queryFilters", "-options.fields") with { Versions = (0, 3) },
        On("drive:list,drive:getAll", "drive.list", "@pages", "query=options.q"),
        On("drive:get", "drive.get", "driveId"),
    ];

    private static string[] Sharing => ["shareWith=permissionsUi.permissionsValues.type", "role=permissionsUi.permissionsValues.role", "emailAddress=permissionsUi.permissionsValues.emailAddress",
        "domain=permissionsUi.permissionsValues.domain", "allowFileDiscovery=permissionsUi.permissionsValues.allowFileDiscovery"];

    private static void OldParents(N8nParameters p, Dictionary<string, object?> fields)
    {
        if (fields.GetValueOrDefault("folderId") is null && p.Names("parents") is [var parent, ..]) fields["folderId"] = parent;
        My(fields);
    }

    private static void NotADocument(N8nParameters p, Dictionary<string, object?> fields)
    {
        if (p.Flag("options.convertToGoogleDocument")) p.Lose("It made a Google document of the text; here it stays a text file.");
        My(fields);
    }

    // "My drive" is what everybody has: naming it says nothing.
    private static void My(Dictionary<string, object?> fields)
    {
        if (fields.GetValueOrDefault("driveId")?.ToString() is "My Drive" or "myDrive") fields["driveId"] = null;
    }

    private static void Export(N8nParameters p, Dictionary<string, object?> fields)
    {
        var chosen = ((string[])["docsToFormat", "sheetsToFormat", "slidesToFormat", "drawingsToFormat"]).Select(name => p.Text($"options.googleFileConversion.conversion.{name}")).ToList();
        fields["mimeType"] = chosen.Find(format => format is { Length: > 0 });
        if (chosen.Count(format => format is { Length: > 0 }) > 1) p.Lose("It exported each kind of document in a format of its own; here all are exported in the first.");
    }

    private static void Deleting(N8nParameters p, Dictionary<string, object?> fields)
    {
        if (p.Flag("options.deletePermanently")) fields["operation"] = "file.delete";
    }

    private static void Search(N8nParameters p, Dictionary<string, object?> fields)
    {
        var (method, text) = (p.Choice("searchMethod", "name"), VendorField.ValueOf(p, "queryString"));
        fields[method == "query" ? "query" : "name"] = text;
        var what = p.Choice("filter.whatToSearch", "all");
        fields["kind"] = what == "all" ? null : what;
        var types = p.Names("filter.fileTypes").Where(type => type != "*").ToList();
        if (types.Count == 1) fields["mimeType"] = types[0];
        if (types.Count > 1) p.Lose("It looked for several types of file; here it finds files of all types.");
        if (p.Names("options.fields") is { Count: > 0 } names) fields["fields"] = names.Contains("*") ? "*" : string.Join(", ", names);
        My(fields);
    }
}
