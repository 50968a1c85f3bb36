using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Auterity.Workflows.Files;

/// <summary>HTML to GitHub-flavoured Markdown: headings, lists, tables, code, quotes, links and pictures; the rest is its text.</summary>
/// <remarks>Every block becomes a text of its own; blocks are joined by blank lines and indented by what contains them.</remarks>
internal sealed partial class HtmlToMarkdown
{
    private readonly List<string> references = [];

    public IReadOnlySet<string> Ignore { get; init; } = new HashSet<string>();

    public string Bullet { get; init; } = "*";

    public string Fence { get; init; } = "```";

    public string Emphasis { get; init; } = "_";

    public string Strong { get; init; } = "**";

    public bool KeepDataImages { get; init; }

    public bool LinkReferences { get; init; }

    public string Convert(INode root)
    {
        var text = Blocks(root);
        if (references.Count > 0) text += "\n\n" + string.Join("\n", references.Select((address, index) => $"[{index + 1}]: {address}"));
        return text;
    }

    /// <summary>What a node holds: runs of inline content become paragraphs, blocks stand alone.</summary>
    private string Blocks(INode node)
    {
        var blocks = new List<string>();
        var line = new StringBuilder();
        foreach (var child in node.ChildNodes)
        {
            if (child is IElement element && IsBlock(element))
            {
                Flush(line, blocks);
                Add(blocks, Block(element));
            }
            else
            {
                AppendInline(line, child);
            }
        }

        Flush(line, blocks);
        return string.Join("\n\n", blocks);
    }

    private static bool IsBlock(IElement element) => HtmlText.Blocks.Contains(element.LocalName);

    private static void Flush(StringBuilder line, List<string> blocks)
    {
        Add(blocks, TidyLine(line.ToString()));
        line.Clear();
    }

    private static void Add(List<string> blocks, string block)
    {
        if (block.Length > 0) blocks.Add(block);
    }

    private string Block(IElement element)
    {
        if (IsSilent(element)) return "";
        return element.LocalName switch
        {
            "h1" or "h2" or "h3" or "h4" or "h5" or "h6" => Heading(element),
            "hr" => "---",
            "pre" => CodeBlock(element),
            "blockquote" => Prefixed(Blocks(element), "> ", "> "),
            "ul" or "menu" => List(element, _ => Bullet + "   "[..Math.Max(1, 4 - Bullet.Length)]),
            "ol" => List(element, index => $"{index}. "),
            "table" => MarkdownTables.Write(element, Cell) is { Length: > 0 } table ? table : Blocks(element),
            "dd" => Prefixed(Blocks(element), ": ", "  "),
            _ => Blocks(element),
        };
    }

    private string Heading(IElement element)
    {
        var text = Inline(element);
        return text.Length == 0 ? "" : $"{new string('#', element.LocalName[1] - '0')} {text.ReplaceLineEndings(" ")}";
    }

    private string List(IElement list, Func<int, string> mark)
    {
        var number = int.TryParse(list.GetAttribute("start"), out var start) ? start : 1;
        var entries = new List<string>();
        foreach (var child in list.Children)
        {
            if (IsSilent(child)) continue;
            var text = child.LocalName is "ul" or "ol" ? Block(child) : Task(child) + Blocks(child).TrimStart();
            if (child.LocalName == "li")
            {
                var marker = mark(number++);
                entries.Add(Prefixed(text, marker, new string(' ', marker.Length)));
            }
            else if (text.Length > 0)
            {
                entries.Add(Prefixed(text, "    ", "    "));
            }
        }

        return string.Join("\n", entries);
    }

    private static string Task(IElement entry) =>
        entry.QuerySelector(":scope > input[type=checkbox], :scope > p > input[type=checkbox], :scope > label > input[type=checkbox]") is { } box
            ? box.HasAttribute("checked") ? "[x] " : "[ ] "
            : "";

    private string CodeBlock(IElement element)
    {
        var code = element.QuerySelector("code");
        var language = Language().Match($"{code?.ClassName} {element.ClassName}").Groups[1].Value;
        var text = element.TextContent.ReplaceLineEndings("\n").TrimEnd('\n');
        var fence = Fence.Length >= 3 ? Fence : "```";
        while (text.Contains(fence, StringComparison.Ordinal)) fence += fence[0];
        return $"{fence}{language}\n{text}\n{fence}";
    }

    private static string Prefixed(string text, string first, string rest)
    {
        if (text.Length == 0) return first.TrimEnd();
        var lines = text.Split('\n');
        return string.Join("\n", lines.Select((line, index) => index == 0 ? first + line : line.Length == 0 ? rest.TrimEnd() : rest + line));
    }

    private string Cell(IElement cell) => Inline(cell).Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private string Inline(INode node)
    {
        var line = new StringBuilder();
        foreach (var child in node.ChildNodes) AppendInline(line, child);
        return TidyLine(line.ToString());
    }

    private void AppendInline(StringBuilder line, INode node)
    {
        if (node is IText text) line.Append(Escape(Spaces().Replace(text.Data, " ")));
        else if (node is IElement element && !IsSilent(element)) line.Append(InlineElement(element));
    }

    private string InlineElement(IElement element) => element.LocalName switch
    {
        "br" => "  \n",
        "strong" or "b" => Marked(element, Strong),
        "em" or "i" => Marked(element, Emphasis),
        "del" or "s" or "strike" => Marked(element, "~~"),
        "code" or "kbd" or "samp" or "tt" => Code(element.TextContent),
        "a" => Link(element),
        "img" => Picture(element),
        "input" or "select" or "textarea" or "button" => "",
        _ when IsBlock(element) => $" {Inline(element)} ",
        _ => RawInline(element),
    };

    /// <summary>Content without cutting the blanks at its ends: they separate words across elements.</summary>
    private string RawInline(IElement element)
    {
        var line = new StringBuilder();
        foreach (var child in element.ChildNodes) AppendInline(line, child);
        return line.ToString();
    }

    private string Marked(IElement element, string mark)
    {
        var text = RawInline(element);
        var inner = text.Trim();
        if (inner.Length == 0) return text.Length == 0 ? "" : " ";
        return $"{(char.IsWhiteSpace(text[0]) ? " " : "")}{mark}{inner}{mark}{(char.IsWhiteSpace(text[^1]) ? " " : "")}";
    }

    private static string Code(string text)
    {
        if (text.Length == 0) return "";
        var ticks = "`";
        while (text.Contains(ticks, StringComparison.Ordinal)) ticks += "`";
        var pad = text.StartsWith('`') || text.EndsWith('`') ? " " : "";
        return $"{ticks}{pad}{text.ReplaceLineEndings(" ")}{pad}{ticks}";
    }

    private string Link(IElement element)
    {
        var text = RawInline(element).Trim().ReplaceLineEndings(" ");
        var address = element.GetAttribute("href");
        if (string.IsNullOrWhiteSpace(address) || text.Length == 0) return text;
        if (!LinkReferences) return $"[{text}]({Address(address)}{Title(element)})";
        references.Add(Address(address) + Title(element));
        return $"[{text}][{references.Count}]";
    }

    private string Picture(IElement element)
    {
        var address = element.GetAttribute("src") ?? "";
        if (address.Length == 0 || !KeepDataImages && address.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) return "";
        return $"![{Escape(element.GetAttribute("alt") ?? "")}]({Address(address)}{Title(element)})";
    }

    private static string Address(string address) =>
        address.Trim().Replace(" ", "%20", StringComparison.Ordinal).Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal).ReplaceLineEndings("");

    private static string Title(IElement element) =>
        element.GetAttribute("title") is { Length: > 0 } title ? $" \"{title.Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings(" ")}\"" : "";

    private bool IsSilent(IElement element) => HtmlText.Silent.Contains(element.LocalName) || Ignore.Contains(element.LocalName);

    private static string Escape(string text) => Special().Replace(text, @"\$0");

    private static string TidyLine(string line)
    {
        // Two blanks before a line break are what makes it one.
        var tidy = string.Join("  \n", line.Split('\n').Select(part => Blanks().Replace(part, " ").Trim(' ')));
        return LineStart().Replace(tidy.Trim(), @"$1\$2");
    }

    [GeneratedRegex(@"[\\`*_\[\]]|<(?=[a-zA-Z/!])")]
    private static partial Regex Special();

    [GeneratedRegex(@"^(\d*)([#>+-](?=\s)|[.)](?=\s)|~~~)", RegexOptions.Multiline)]
    private static partial Regex LineStart();

    [GeneratedRegex(@"[ \t\r\n\f]+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@" {2,}")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\b(?:language|lang|highlight-source)-([\w+#-]+)")]
    private static partial Regex Language();
}
