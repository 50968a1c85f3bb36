using Auterity.Sdk;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Auterity.Workflows.Files;

/// <summary>Markdown to HTML with the extensions that were asked for.</summary>
internal sealed record MarkdownRendering
{
    public bool GitHub { get; init; }

    public bool HardBreaks { get; init; }

    public bool Emoji { get; init; }

    public bool Extras { get; init; }

    public bool HeadingIds { get; init; }

    public bool NewTab { get; init; }

    public bool AllowHtml { get; init; }

    public bool Page { get; init; }

    /// <exception cref="NodeException">The text is nested too deeply.</exception>
    public string Render(string markdown)
    {
        try
        {
            var pipeline = Pipeline();
            var document = Markdown.Parse(markdown, pipeline);
            if (NewTab) OpenInNewTab(document);
            var html = document.ToHtml(pipeline);
            return Page ? $"<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n</head>\n<body>\n{html}</body>\n</html>\n" : html;
        }
        catch (ArgumentException e)
        {
            throw new NodeException($"The Markdown cannot be converted: {e.Message}", "invalid-markdown", retryable: false, inner: e);
        }
    }

    private MarkdownPipeline Pipeline()
    {
        var builder = new MarkdownPipelineBuilder();
        if (GitHub) builder.UsePipeTables().UseTaskLists().UseAutoLinks().UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough);
        if (HardBreaks) builder.UseSoftlineBreakAsHardlineBreak();
        if (Emoji) builder.UseEmojiAndSmiley(enableSmileys: false);
        if (Extras) builder.UseFootnotes().UseDefinitionLists().UseAbbreviations().UseGridTables();
        if (HeadingIds) builder.UseAutoIdentifiers(Markdig.Extensions.AutoIdentifiers.AutoIdentifierOptions.GitHub);
        if (!AllowHtml) builder.DisableHtml();
        // Attributes in braces rewrite other parsers, so they come last.
        if (Extras) builder.UseGenericAttributes();
        return builder.Build();
    }

    private static void OpenInNewTab(MarkdownDocument document)
    {
        foreach (var link in document.Descendants<LinkInline>().Where(link => !link.IsImage)) Mark(link);
        foreach (var link in document.Descendants<AutolinkInline>()) Mark(link);
    }

    private static void Mark(MarkdownObject link)
    {
        var attributes = link.GetAttributes();
        attributes.AddPropertyIfNotExist("target", "_blank");
        attributes.AddPropertyIfNotExist("rel", "noopener noreferrer");
    }
}
