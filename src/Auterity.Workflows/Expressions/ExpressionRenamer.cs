using System.Text;
using Auterity.Workflows.Expressions.Syntax;

namespace Auterity.Workflows.Expressions;

/// <summary>Keeps expressions true when a node is renamed.</summary>
internal static class ExpressionRenamer
{
    /// <summary>Rewrites <c>$('Old')</c>, <c>$node["Old"]</c>, <c>$items("Old")</c> and <c>$wait('Old')</c>, and nothing else.</summary>
    /// <param name="templateOrCode">A template that begins with <c>=</c>, or a function body.</param>
    /// <returns>The same text when nothing in it names the node, or when it cannot be read.</returns>
    public static string Rename(string templateOrCode, string oldName, string newName)
    {
        if (!templateOrCode.Contains('$', StringComparison.Ordinal))
            return templateOrCode;
        var edits = Scripts(templateOrCode)
            .SelectMany(script => NodeReference.In(script.Program).Where(r => r.Name == oldName)
                .Select(r => (Start: script.Offset + r.Start, End: script.Offset + r.End, Reference: r)))
            .DistinctBy(e => e.Start)
            .OrderByDescending(e => e.Start)
            .ToList();
        var text = new StringBuilder(templateOrCode);
        foreach (var (start, end, reference) in edits)
        {
            if (reference.IsIdentifier)
                ReplaceIdentifier(text, templateOrCode, start, end, newName);
            else
                text.Remove(start, end - start).Insert(start, Quote(newName, templateOrCode[start]));
        }

        return text.ToString();
    }

    private static IEnumerable<ExpressionSyntax> Scripts(string text)
    {
        if (TemplateParser.IsTemplate(text))
            return TemplateParser.Parse(text, "", []).Select(p => p.Script).OfType<ExpressionSyntax>();
        try
        {
            return [ExpressionSyntax.ParseBody(text)];
        }
        catch (ExpressionException)
        {
            return [];
        }
    }

    /// <summary><c>$node.Old</c> becomes <c>$node["New name"]</c>, for a name need not be an identifier.</summary>
    private static void ReplaceIdentifier(StringBuilder text, string source, int start, int end, string newName)
    {
        var dot = source.LastIndexOf('.', start);
        text.Remove(dot, end - dot).Insert(dot, $"[{Quote(newName, '"')}]");
    }

    private static string Quote(string name, char mark)
    {
        var escaped = new StringBuilder().Append(mark);
        foreach (var c in name)
        {
            _ = c switch
            {
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\u2028' => escaped.Append("\\u2028"),
                '\u2029' => escaped.Append("\\u2029"),
                '\\' => escaped.Append("\\\\"),
                '$' when mark == '`' => escaped.Append("\\$"),
                '}' => escaped.Append(escaped[^1] == '}' ? "\\x7d" : "}"),
                _ when c == mark => escaped.Append('\\').Append(c),
                _ => escaped.Append(c),
            };
        }

        return escaped.Append(mark).ToString();
    }
}
