using System.ComponentModel;
using Auterity.Sdk;
using Auterity.Workflows.Files;

namespace Auterity.Workflows.Nodes;

/// <summary>Turns Markdown into HTML and HTML into Markdown.</summary>
[Node("data.markdown", "Markdown", Category = "Data", Icon = "file-text", Delivery = Delivery.Pure, Heavy = true, Summary = "Convert between Markdown and HTML.", Keywords = ["md", "html", "commonmark"])]
public sealed class MarkdownNode : Node<MarkdownNode.Input, Item>
{
    public enum Work
    {
        ToHtml,
        ToMarkdown,
    }

    public sealed record Input(
        [property: Description("Markdown to HTML, or HTML to Markdown")] Work Action = Work.ToHtml,
        [property: Description("Text to convert"), Field(Editor = "multiline")] string Text = "",
        [property: Description("Field for the result")] string Result = "data",
        [property: Description("GitHub's tables, task lists, strikethrough and bare links"), Field(ShowIf = "action", Is = ["toHtml"])] bool GitHub = true,
        [property: Description("Every line break is a break"), Field(ShowIf = "action", Is = ["toHtml"])] bool HardBreaks = false,
        [property: Description("Turn :smile: into a picture letter"), Field(ShowIf = "action", Is = ["toHtml"])] bool Emoji = false,
        [property: Description("Footnotes, definition lists, abbreviations, and attributes in braces"), Field(ShowIf = "action", Is = ["toHtml"])] bool Extras = false,
        [property: Description("Headings get ids"), Field(ShowIf = "action", Is = ["toHtml"])] bool HeadingIds = false,
        [property: Description("Links open in a new tab"), Field(ShowIf = "action", Is = ["toHtml"])] bool NewTab = false,
        [property: Description("Let HTML in the Markdown through; otherwise it is shown as text"), Field(ShowIf = "action", Is = ["toHtml"])] bool AllowHtml = true,
        [property: Description("A whole page with head and body"), Field(ShowIf = "action", Is = ["toHtml"])] bool Page = false,
        [property: Description("Elements to leave out, with all they hold: a, img"), Field(ShowIf = "action", Is = ["toMarkdown"])] string Ignore = "",
        [property: Description("Bullet of lists: -, * or +"), Field(ShowIf = "action", Is = ["toMarkdown"])] string Bullet = "*",
        [property: Description("Fence of code blocks"), Field(ShowIf = "action", Is = ["toMarkdown"])] string Fence = "```",
        [property: Description("Mark of emphasis: _ or *"), Field(ShowIf = "action", Is = ["toMarkdown"])] string Emphasis = "_",
        [property: Description("Mark of strong text: ** or __"), Field(ShowIf = "action", Is = ["toMarkdown"])] string Strong = "**",
        [property: Description("Keep pictures that are written into the HTML itself"), Field(ShowIf = "action", Is = ["toMarkdown"])] bool KeepDataImages = false,
        [property: Description("List link addresses at the end"), Field(ShowIf = "action", Is = ["toMarkdown"])] bool LinkReferences = false);

    public override Task<Item> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var text = input.Action == Work.ToHtml ? ToHtml(input) : ToMarkdown(input);
        return Task.FromResult(new Item(FieldPath.With(context.Item.Json, input.Result, text), context.Item.Binary));
    }

    private static string ToHtml(Input input) => new MarkdownRendering
    {
        GitHub = input.GitHub,
        HardBreaks = input.HardBreaks,
        Emoji = input.Emoji,
        Extras = input.Extras,
        HeadingIds = input.HeadingIds,
        NewTab = input.NewTab,
        AllowHtml = input.AllowHtml,
        Page = input.Page,
    }.Render(input.Text);

    private static string ToMarkdown(Input input)
    {
        using var page = HtmlPage.Parse(input.Text);
        return new HtmlToMarkdown
        {
            Ignore = input.Ignore.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase),
            Bullet = input.Bullet,
            Fence = input.Fence,
            Emphasis = input.Emphasis,
            Strong = input.Strong,
            KeepDataImages = input.KeepDataImages,
            LinkReferences = input.LinkReferences,
        }.Convert(page.DocumentElement);
    }
}
