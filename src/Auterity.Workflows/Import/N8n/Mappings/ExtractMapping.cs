namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Extract from file.</summary>
[N8nMapping("n8n-nodes-base.extractFromFile")]
internal sealed class ExtractMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p) => p.Choice("operation", "csv") switch
    {
        "rtf" => MappedNode.Stub("There is no reader for RTF here yet."),
        "fromJson" => Document(p, "json"),
        "text" or "xml" => Document(p, "text"), // it only takes the text out; the XML node parses it
        "binaryToPropery" or "binaryToProperty" => Document(p, "base64"),
        "fromIcs" => Document(p, "ics"),
        "pdf" => new("files.extract", Pdf(p, p.Object("options"))),
        var sheet => new("files.extract", Table(p, sheet is "xls" ? "xlsx" : sheet, p.Object("options"))),
    };

    /// <summary>A table, here and in the older spreadsheet node.</summary>
    internal static object Table(N8nParameters p, string? format, N8nParameters o) => new
    {
        format,
        file = p.Text("binaryPropertyName", "data"),
        header = o.Flag("headerRow", true) ? (bool?)null : false,
        emptyCells = o.Flag("includeEmptyCells"),
        delimiter = format is "csv" ? o.Text("delimiter", ",") : o.Filled("delimiter"),
        encoding = o.Filled("encoding"),
        skipLines = o.Has("fromLine") ? o.Number("fromLine", 0) : null,
        skipRows = o.Has("startRow") ? o.Number("startRow", 0) : null,
        limit = o.Has("maxRowCount") && o.Whole("maxRowCount", -1) >= 0 ? o.Whole("maxRowCount", 0) : (int?)null,
        range = o.Filled("range"),
        sheet = o.Filled("sheetName"),
        rawDates = o.On("rawData"),
        keep = KeepOf(o),
        bom = Ignored(o, "enableBOM", "readAsString", "relaxQuotes"),
    };

    private static object Pdf(N8nParameters p, N8nParameters o) => new
    {
        format = "pdf",
        file = p.Text("binaryPropertyName", "data"),
        password = p.Flag("encrypted") || p.Has("password") ? p.Filled("password") ?? o.Filled("password") : o.Filled("password"),
        maxPages = o.Has("maxPages") && o.Whole("maxPages", 0) > 0 ? o.Whole("maxPages", 0) : (int?)null,
        joinPages = o.Flag("joinPages", true) ? (bool?)null : false,
        keep = KeepOf(o),
    };

    private static MappedNode Document(N8nParameters p, string format)
    {
        var o = p.Object("options");
        o.Skip("stripBOM", "utf8");
        return new("files.extract", new { format, file = p.Text("binaryPropertyName", "data"), result = p.Text("destinationKey", "data"), encoding = o.Filled("encoding"), keep = KeepOf(o) });
    }

    private static string? KeepOf(N8nParameters o) => o.Choice("keepSource", "") switch { "json" => "json", "binary" => "file", "both" => "both", _ => null };

    // The reader finds out by itself, or accepts both.
    private static object? Ignored(N8nParameters o, params ReadOnlySpan<string> paths)
    {
        o.Skip(paths);
        return null;
    }
}
