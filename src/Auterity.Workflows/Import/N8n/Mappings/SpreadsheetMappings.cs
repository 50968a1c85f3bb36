namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>The older node for spreadsheets, both ways.</summary>
[N8nMapping("n8n-nodes-base.spreadsheetFile")]
internal sealed class SpreadsheetMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        var o = p.Object("options");
        if (p.Choice("operation", "fromFile") == "toFile")
        {
            var written = p.Choice("fileFormat", "xls");
            return written is "ods" or "rtf" ? MappedNode.Stub($"There is no writer for {written.ToUpperInvariant()} here yet.") : new("files.convert", ConvertMapping.Table(p, written, o));
        }

        var format = p.Choice("fileFormat", "autodetect");
        return format == "rtf" ? MappedNode.Stub("There is no reader for RTF here yet.") : new("files.extract", ExtractMapping.Table(p, format switch { "autodetect" => null, "xls" => "xlsx", _ => format }, o));
    }
}

/// <summary>The older node for PDF files.</summary>
[N8nMapping("n8n-nodes-base.readPDF")]
internal sealed class PdfMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        var (encrypted, password) = (p.Flag("encrypted"), p.Filled("password"));
        return new("files.extract", new { format = "pdf", file = p.Text("binaryPropertyName", "data"), password = encrypted ? password : null, keep = "both" });
    }
}
