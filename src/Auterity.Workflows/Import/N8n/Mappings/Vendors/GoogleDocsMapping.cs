namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Google Docs, all versions.</summary>
[N8nMapping("n8n-nodes-base.googleDocs")]
internal sealed class GoogleDocsMapping : VendorMapping
{
    protected override string Node => "google.docs";

    protected override string Resource(N8nParameters p) => "document";

    protected override string Operation(string resource, N8nParameters p) => "create";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("document:get", "document.get") with { More = (p, f) => { f["documentId"] = Id(p); f["simple"] = p.Flag("simple", true) ? true : null; } },
        On("document:create", "document.createIn", "title", "-driveId") with { More = (p, f) => f["folderId"] = p.Text("folderId") is { Length: > 0 } and not "default" and var folder ? folder : null },
        On("document:update", "document.update", "-simple|updateFields.writeControlObject") with { More = (p, f) => { f["documentId"] = Id(p); f["requests"] = Changes(p); } },
    ];

    private static object? Id(N8nParameters p) => p.Text("documentURL") is { Length: > 0 } address ? address.StartsWith('=') ? address : VendorAddress.IdIn(address) : null;

    private static List<object> Changes(N8nParameters p)
    {
        var changes = new List<object>();
        foreach (var row in p.List("actionsUi.actionFields"))
        {
            var (kind, text, replacement) = ($"{row.Text("object", "text")}.{row.Text("action", "insert")}", row.Value("text"), row.Value("replaceText"));
            var (at, index, exact) = (row.Choice("locationChoice", "endOfSegmentLocation"), row.Number("index", 0), row.Flag("matchCase"));
            row.Skip("insertSegment", "segmentId");
            if (kind == "text.insert") changes.Add(at == "location" ? new { insertText = new { text, location = new { index } } } : new { insertText = new { text, endOfSegmentLocation = new { } } });
            else if (kind is "text.replaceAll") changes.Add(new { replaceAllText = new { containsText = new { text, matchCase = exact }, replaceText = replacement } });
            else p.Lose($"A change of the kind '{kind}' has no counterpart here.");
        }

        return changes;
    }
}
