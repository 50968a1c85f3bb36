using System.Text.RegularExpressions;

namespace Auterity.Workflows.Expressions.Extensions;

/// <summary>Text without its markup.</summary>
internal static class Markup
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Multiline;

    private static readonly Regex Tags = new("<[^>]*>", Linear);

    private static readonly (Regex Pattern, string Replacement)[] Markdown =
    [
        (new(@"^(?:-{3,}|\*{3,}|_{3,})[ \t]*$", Linear), ""),
        (new(@"^```[^\n]*\n?", Linear), ""),
        (new(@"^[ \t]{0,3}#{1,6}[ \t]+", Linear), ""),
        (new(@"^[ \t]{0,3}>[ \t]?", Linear), ""),
        (new(@"^([ \t]*)(?:[-*+]|\d+\.)[ \t]+", Linear), "$1"),
        (new(@"!\[([^\]]*)\]\([^)]*\)", Linear), "$1"),
        (new(@"\[([^\]]*)\]\([^)]*\)", Linear), "$1"),
        (new(@"\*\*\*([^*\n]+)\*\*\*", Linear), "$1"),
        (new(@"\*\*([^*\n]+)\*\*", Linear), "$1"),
        (new(@"\*([^*\s][^*\n]*)\*", Linear), "$1"),
        (new(@"\b__([^_\n]+)__\b", Linear), "$1"),
        (new(@"\b_([^_\n]+)_\b", Linear), "$1"),
        (new("~~([^~\n]+)~~", Linear), "$1"),
        (new("`([^`\n]+)`", Linear), "$1"),
    ];

    public static string WithoutTags(string text) => Tags.Replace(text, "");

    public static string WithoutMarkdown(string text)
    {
        foreach (var (pattern, replacement) in Markdown)
            text = pattern.Replace(text, replacement);
        return WithoutTags(text);
    }
}
