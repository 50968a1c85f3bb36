using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>Items as an HTML table, and the table of a page as rows.</summary>
internal static class HtmlTables
{
    /// <summary>Writes a table with one column a field, in the order fields first appear.</summary>
    /// <param name="names">Turns a column's key into its heading.</param>
    /// <param name="styled">Adds a plain style sheet of its own.</param>
    public static string Write(IReadOnlyList<Item> items, string? caption, Func<string, string>? names = null, string? attributes = null, bool header = true, bool styled = false)
    {
        var columns = Columns.Of(items);
        var html = new StringBuilder(styled ? Style : "").Append("<table").Append(string.IsNullOrWhiteSpace(attributes) ? "" : " " + attributes.Trim()).Append(">\n");
        if (!string.IsNullOrEmpty(caption)) html.Append("<caption>").Append(WebUtility.HtmlEncode(caption)).Append("</caption>\n");
        if (header)
        {
            html.Append("<thead><tr>");
            foreach (var column in columns) html.Append("<th>").Append(WebUtility.HtmlEncode(names?.Invoke(column) ?? column)).Append("</th>");
            html.Append("</tr></thead>\n");
        }

        html.Append("<tbody>\n");
        foreach (var item in items)
        {
            html.Append("<tr>");
            foreach (var column in columns) html.Append("<td>").Append(WebUtility.HtmlEncode(Columns.TextOf(item.Json, column))).Append("</td>");
            html.Append("</tr>\n");
        }

        return html.Append("</tbody>\n</table>").ToString();
    }

    /// <summary>The cells of the first table that matches, row by row; a cell that spans columns is repeated.</summary>
    /// <exception cref="NodeException">No table matches.</exception>
    public static IEnumerable<string[]> Rows(IHtmlDocument page, string selector)
    {
        var table = page.Select(selector).OfType<IHtmlTableElement>().FirstOrDefault()
            ?? throw new NodeException($"The HTML has no table that matches '{selector}'.", "table-missing", retryable: false);
        foreach (var row in table.Rows)
            yield return [.. row.Cells.SelectMany(cell => Enumerable.Repeat(HtmlText.Of(cell), Math.Clamp(cell.ColumnSpan, 1, 1_000)))];
    }

    private const string Style =
        "<style>table{border-collapse:collapse;font-family:sans-serif;font-size:14px}th,td{border:1px solid #d0d5dd;padding:6px 10px;text-align:left}th{background:#f2f4f7}</style>\n";
}
