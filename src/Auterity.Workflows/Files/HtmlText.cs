using System.Text;
using AngleSharp.Dom;

namespace Auterity.Workflows.Files;

/// <summary>The text of an element as a person would read it: blocks on lines of their own, no scripts, blanks folded.</summary>
internal static class HtmlText
{
    internal static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul", "body", "html",
    };

    internal static readonly HashSet<string> Silent = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "noscript", "template", "head", "iframe", "object", "svg" };

    /// <param name="skip">Elements whose text is left out.</param>
    public static string Of(INode node, IReadOnlySet<INode>? skip = null)
    {
        var text = new StringBuilder();
        Append(text, node, skip, preformatted: false);
        return text.ToString().Trim();
    }

    private static void Append(StringBuilder text, INode node, IReadOnlySet<INode>? skip, bool preformatted)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText words) AppendWords(text, words.Data, preformatted);
            else if (child is IElement element && !Silent.Contains(element.LocalName) && skip?.Contains(element) is not true) AppendElement(text, element, skip, preformatted);
        }
    }

    private static void AppendElement(StringBuilder text, IElement element, IReadOnlySet<INode>? skip, bool preformatted)
    {
        if (element.LocalName == "br")
        {
            text.Append('\n');
            return;
        }

        var block = Blocks.Contains(element.LocalName);
        if (block) BreakLine(text);
        Append(text, element, skip, preformatted || element.LocalName == "pre");
        if (block) BreakLine(text);
        else if (element.LocalName is "td" or "th" && element.NextElementSibling is not null) text.Append('\t');
    }

    private static void AppendWords(StringBuilder text, string words, bool preformatted)
    {
        if (preformatted)
        {
            text.Append(words);
            return;
        }

        foreach (var letter in words)
        {
            // A no-break space keeps its place; everything else that is white folds into one blank.
            if (letter == '\u00A0') text.Append(' ');
            else if (!char.IsWhiteSpace(letter)) text.Append(letter);
            else if (text.Length > 0 && !char.IsWhiteSpace(text[^1])) text.Append(' ');
        }
    }

    private static void BreakLine(StringBuilder text)
    {
        while (text.Length > 0 && text[^1] is (' ' or '\t')) text.Length--;
        if (text.Length > 0 && text[^1] != '\n') text.Append('\n');
    }
}
