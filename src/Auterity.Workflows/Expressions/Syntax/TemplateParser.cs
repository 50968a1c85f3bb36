using System.Text;

namespace Auterity.Workflows.Expressions.Syntax;

/// <summary>Splits <c>=text {{ code }} text</c> into its pieces.</summary>
/// <remarks>
/// <c>\{{</c> is two literal braces. Code ends at the first <c>}}</c> that leaves valid JavaScript, so that
/// <c>{{ {a: {b: 1}} }}</c> and <c>{{ "}}" }}</c> mean what they say.
/// </remarks>
internal static class TemplateParser
{
    /// <summary>Longest template, in characters.</summary>
    public const int MaxLength = 1 << 20;

    private const int MaxClosings = 8;
    private const int MaxParts = 2_000;

    /// <summary>Text that is evaluated rather than taken as it is.</summary>
    public static bool IsTemplate(string text) => text.StartsWith('=');

    /// <param name="text">A parameter's text that begins with <c>=</c>.</param>
    /// <param name="faults">Receives what is wrong; the pieces that are right are returned all the same.</param>
    public static IReadOnlyList<TemplatePart> Parse(string text, string field, List<ExpressionException> faults)
    {
        if (text.Length > MaxLength)
        {
            faults.Add(Fault($"The template has {text.Length:N0} characters; the longest allowed has {MaxLength:N0}.", field, 0));
            return [];
        }

        var parts = new List<TemplatePart>();
        var literal = new StringBuilder();
        var literalStart = 1;
        var at = 1;
        while (at < text.Length)
        {
            var open = text.IndexOf("{{", at, StringComparison.Ordinal);
            if (open < 0)
                break;
            if (text[open - 1] == '\\' && open - 1 >= at)
            {
                literal.Append(text, at, open - 1 - at).Append("{{");
                at = open + 2;
                continue;
            }

            literal.Append(text, at, open - at);
            FlushLiteral();
            at = ParseCode(text, open, field, parts, faults);
            literalStart = at;
            if (parts.Count > MaxParts)
            {
                faults.Add(Fault($"The template has more than {MaxParts:N0} pieces.", field, open));
                return parts;
            }
        }

        if (at < text.Length)
            literal.Append(text, at, text.Length - at);
        FlushLiteral();
        return parts;

        void FlushLiteral()
        {
            if (literal.Length > 0)
                parts.Add(new TemplatePart(literal.ToString(), literalStart, null));
            literal.Clear();
        }
    }

    /// <returns>The offset behind the closing braces.</returns>
    private static int ParseCode(string text, int open, string field, List<TemplatePart> parts, List<ExpressionException> faults)
    {
        var start = open + 2;
        var close = FindClosing(text, start);
        if (close < 0)
        {
            faults.Add(Fault("'{{' is never closed. Add '}}', or write '\\{{' for literal braces.", field, open));
            return text.Length;
        }

        var first = close;
        ExpressionException? firstFault = null;
        for (var attempt = 0; attempt < MaxClosings && close >= 0; attempt++, close = FindClosing(text, close + 1))
        {
            var code = text[start..close];
            if (ExpressionSyntax.TryParse(code.Replace("\\}}", "}}", StringComparison.Ordinal), start, field, out var script, out var fault))
            {
                parts.Add(new TemplatePart(code, start, script));
                return close + 2;
            }

            firstFault ??= fault;
        }

        faults.Add(firstFault!);
        return first + 2;
    }

    private static int FindClosing(string text, int from)
    {
        for (var at = from; ; at++)
        {
            at = at < text.Length ? text.IndexOf("}}", at, StringComparison.Ordinal) : -1;
            if (at < 0 || at == 0 || text[at - 1] != '\\')
                return at;
        }
    }

    private static ExpressionException Fault(string message, string field, int position) =>
        new(message, field, position) { Code = "expression-syntax" };
}
