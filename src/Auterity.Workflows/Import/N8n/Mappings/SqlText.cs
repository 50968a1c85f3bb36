using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Takes expressions out of SQL: each becomes a parameter, so that a value can never become a statement.</summary>
/// <remarks><c>WHERE name = '{{ $json.name }}'</c> becomes <c>WHERE name = $1</c> with the parameter <c>={{ $json.name }}</c>.</remarks>
internal static partial class SqlText
{
    /// <summary>The SQL without expressions, and the templates of its parameters behind those it had already.</summary>
    /// <param name="sql">SQL as the export has it, without the leading <c>=</c>.</param>
    /// <param name="given">Templates of <c>$1</c>, <c>$2</c>, … that are there already.</param>
    public static (string Sql, IReadOnlyList<string> Parameters) WithoutExpressions(string sql, IReadOnlyList<string> given)
    {
        var parameters = given.ToList();
        while (Numbered().Matches(sql).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max() > parameters.Count && parameters.Count < 100)
            parameters.Add("");
        var text = new StringBuilder(sql.Length);
        for (var at = 0; at < sql.Length;)
        {
            var end = sql[at] == '\'' ? EndOfText(sql, at) : Starts(sql, at) ? EndOfExpression(sql, at) : at + 1;
            var part = sql[at..end];
            at = end;
            if (!part.Contains("{{", StringComparison.Ordinal))
            {
                text.Append(part);
                continue;
            }

            parameters.Add(part[0] == '\'' ? $"={part[1..^1].Replace("''", "'", StringComparison.Ordinal)}" : $"={part}");
            text.Append(CultureInfo.InvariantCulture, $"${parameters.Count}");
        }

        return (text.ToString(), parameters);
    }

    /// <summary>Splits a list at its commas, not inside expressions.</summary>
    public static IReadOnlyList<string> Split(string list)
    {
        var parts = new List<string>();
        var start = 0;
        for (var at = 0; at <= list.Length;)
        {
            if (at == list.Length || list[at] == ',')
            {
                parts.Add(list[start..at].Trim());
                start = ++at;
            }
            else at = Starts(list, at) ? EndOfExpression(list, at) : at + 1;
        }

        return parts;
    }

    private static bool Starts(string text, int at) => text[at] == '{' && at + 1 < text.Length && text[at + 1] == '{';

    private static int EndOfExpression(string text, int at) => text.IndexOf("}}", at, StringComparison.Ordinal) is var end and >= 0 ? end + 2 : text.Length;

    private static int EndOfText(string sql, int at)
    {
        for (at++; at < sql.Length;)
        {
            if (Starts(sql, at)) at = EndOfExpression(sql, at);
            else if (sql[at] != '\'') at++;
            else if (at + 1 < sql.Length && sql[at + 1] == '\'') at += 2;
            else return at + 1;
        }

        return sql.Length;
    }

    [GeneratedRegex(@"\$(\d{1,2})\b")]
    private static partial Regex Numbered();
}
