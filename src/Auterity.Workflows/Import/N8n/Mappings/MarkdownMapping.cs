namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Markdown to HTML and back.</summary>
[N8nMapping("n8n-nodes-base.markdown")]
internal sealed class MarkdownMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        var toHtml = p.Choice("mode", "htmlToMarkdown") == "markdownToHtml";
        var (markdown, html) = (p.Text("markdown"), p.Text("html"));
        var result = p.Text("destinationKey", "data");
        var o = p.Object("options");
        return new("data.markdown", toHtml ? ToHtml(o, markdown, result) : ToMarkdown(o, html, result));
    }

    private static object ToHtml(N8nParameters o, string? text, string result)
    {
        // GitHub's extensions come together here.
        var gitHub = o.Flag("tables") | o.Flag("strikethrough") | o.Flag("tasklists") | o.Flag("simplifiedAutoLink");
        o.Default("ghCodeBlocks", "true");
        return new
        {
            action = "toHtml",
            text,
            result,
            gitHub,
            hardBreaks = o.On("simpleLineBreaks"),
            emoji = o.On("emoji"),
            headingIds = !o.Flag("noHeaderId"),
            newTab = o.On("openLinksInNewWindow"),
            page = o.On("completeHTMLDocument"),
        };
    }

    private static object ToMarkdown(N8nParameters o, string? text, string result) => new
    {
        action = "toMarkdown",
        text,
        result,
        ignore = o.Text("ignore"),
        bullet = o.Text("bulletMarker"),
        fence = o.Text("codeFence"),
        emphasis = o.Text("emDelimiter"),
        strong = o.Text("strongDelimiter"),
        keepDataImages = o.On("keepDataImages"),
        linkReferences = o.On("useLinkReferenceDefinitions"),
    };
}
