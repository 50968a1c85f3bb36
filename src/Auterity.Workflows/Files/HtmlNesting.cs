using System.Buffers;
using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>Refuses HTML that is nested absurdly before it is parsed: the parser's time grows with the square of the depth.</summary>
/// <remarks>Counts open tags by name, so a closing tag only undoes an opening one. Tags that close by themselves do not count.</remarks>
internal static class HtmlNesting
{
    private const int MaxOpen = 1_000;

    private static readonly HashSet<string> Uncounted = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "colgroup", "option", "optgroup", "rp", "rt", "a", "html", "head", "body", "nobr",
    };

    private static readonly HashSet<string> Raw = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes" };

    private static readonly SearchValues<char> NameEnd = SearchValues.Create(" \t\r\n\f/>");

    /// <exception cref="NodeException">More than a thousand elements are open at once.</exception>
    public static void Check(string html)
    {
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var names = open.GetAlternateLookup<ReadOnlySpan<char>>();
        var uncounted = Uncounted.GetAlternateLookup<ReadOnlySpan<char>>();
        var raw = Raw.GetAlternateLookup<ReadOnlySpan<char>>();
        var text = html.AsSpan();
        var depth = 0;
        for (var at = 0; (at = Next(text, at)) >= 0;)
        {
            if (text[at..].StartsWith("<!--"))
            {
                at = After(text, at, "-->");
                continue;
            }

            var closing = at + 1 < text.Length && text[at + 1] == '/';
            var name = NameAt(text, at + (closing ? 2 : 1));
            at += name.Length + 1;
            if (name.IsEmpty || uncounted.Contains(name)) continue;
            if (!names.TryGetValue(name, out var count)) count = 0;
            if (closing && count == 0) continue;
            if (!closing && raw.Contains(name))
            {
                at = AfterRaw(text, at, name);
                continue;
            }

            names[name] = count + (closing ? -1 : 1);
            depth += closing ? -1 : 1;
            if (depth > MaxOpen) throw TooDeep();
        }
    }

    public static NodeException TooDeep() => new($"The HTML is nested deeper than {HtmlPage.MaxDepth} elements.", "limit-exceeded", retryable: false);

    private static int Next(ReadOnlySpan<char> text, int from)
    {
        var found = from >= text.Length ? -1 : text[from..].IndexOf('<');
        return found < 0 ? -1 : from + found;
    }

    private static int After(ReadOnlySpan<char> text, int from, ReadOnlySpan<char> mark)
    {
        var found = text[from..].IndexOf(mark);
        return found < 0 ? text.Length : from + found + mark.Length;
    }

    private static int AfterRaw(ReadOnlySpan<char> text, int from, ReadOnlySpan<char> name)
    {
        while ((from = After(text, from, "</")) < text.Length)
            if (text[from..].StartsWith(name, StringComparison.OrdinalIgnoreCase)) return from;
        return text.Length;
    }

    private static ReadOnlySpan<char> NameAt(ReadOnlySpan<char> text, int from)
    {
        if (from >= text.Length || !char.IsAsciiLetter(text[from])) return default;
        var rest = text[from..];
        var end = rest.IndexOfAny(NameEnd);
        return end < 0 ? rest : rest[..end];
    }
}
