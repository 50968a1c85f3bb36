using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>An HTML text as a tree, read as browsers do: nothing in it is loaded or run, and no HTML is wrong.</summary>
internal static class HtmlPage
{
    /// <summary>Deepest nesting of elements: whoever walks the tree may recurse.</summary>
    public const int MaxDepth = 500;

    /// <summary>Longest text in characters: 32 Mi.</summary>
    public const int MaxLength = 32 << 20;

    /// <exception cref="NodeException">Too long or too deep; not retryable.</exception>
    public static IHtmlDocument Parse(string html)
    {
        if (html.Length > MaxLength) throw new NodeException($"The HTML has {html.Length:N0} characters; at most {MaxLength:N0} are read.", "limit-exceeded", retryable: false);
        HtmlNesting.Check(html);
        var document = new HtmlParser().ParseDocument(html);
        if (DepthOf(document) > MaxDepth) throw HtmlNesting.TooDeep();
        return document;
    }

    /// <summary>The elements that match, in document order.</summary>
    /// <exception cref="NodeException">The selector is no CSS selector.</exception>
    public static IReadOnlyList<IElement> Select(this IParentNode root, string selector)
    {
        try
        {
            return [.. root.QuerySelectorAll(selector)];
        }
        catch (DomException e)
        {
            throw new NodeException($"'{selector}' is not a CSS selector.", "invalid-selector", retryable: false, inner: e);
        }
    }

    private static int DepthOf(INode root)
    {
        var deepest = 0;
        var depth = 0;
        for (var node = root; ;)
        {
            if (node.FirstChild is { } child)
            {
                node = child;
                deepest = Math.Max(deepest, ++depth);
                continue;
            }

            while (node != root && node.NextSibling is null)
            {
                node = node.Parent!;
                depth--;
            }

            if (node == root) return deepest;
            node = node.NextSibling!;
        }
    }
}
