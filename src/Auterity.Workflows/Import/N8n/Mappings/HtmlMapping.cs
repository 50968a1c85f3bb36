namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>HTML: a template, an extraction, or a table of all items.</summary>
[N8nMapping("n8n-nodes-base.html")]
[N8nMapping("n8n-nodes-base.htmlExtract")]
internal sealed class HtmlMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("notice");
        if (p.Node.Type == "n8n-nodes-base.htmlExtract") return Extract(p, plainText: true);
        return p.Choice("operation", "generateHtmlTemplate") switch
        {
            "extractHtmlContent" => Extract(p, plainText: p.Version < 1.2),
            "convertToHtmlTable" => Table(p.Object("options")),
            _ => new("data.html", new { action = "build", html = Template(p.Text("html", "")) }),
        };
    }

    private static MappedNode Extract(N8nParameters p, bool plainText) => new("data.html", new
    {
        source = p.Choice("sourceData", "json") == "binary" ? "file" : null,
        property = p.Text("dataPropertyName", "data"),
        values = p.List("extractionValues.values").Select(row => ExtractionOf(row, plainText)).ToList(),
        trim = p.Flag("options.trimValues"),
        clean = p.Flag("options.cleanUpText"),
    });

    private static object ExtractionOf(N8nParameters row, bool plainText)
    {
        var attribute = row.Text("attribute");
        var skip = row.Text("skipSelectors");
        return new
        {
            key = row.Text("key", ""),
            selector = row.Text("cssSelector", ""),
            take = row.Choice("returnValue", "text") switch { "html" => "html", "attribute" => "attribute", "value" => "value", _ when plainText => "rawText", _ => null },
            attribute = attribute is { Length: > 0 } ? attribute : null,
            all = row.On("returnArray"),
            skip = skip is { Length: > 0 } ? skip : null,
        };
    }

    private static MappedNode Table(N8nParameters o) => new("data.htmlTable", new
    {
        caption = o.Text("caption"),
        capitalize = o.On("capitalize"),
        styled = !o.Flag("customStyling"),
        attributes = o.Text("tableAttributes"),
    });

    // The foreign editor evaluates {{ }} in this one field without the sign that marks expressions elsewhere.
    private static string Template(string html) => html.StartsWith('=') || !html.Contains("{{", StringComparison.Ordinal) ? html : $"={html}";
}
