using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Auterity.Workflows.Files;

/// <summary>An HTML table as a Markdown table: the first row is the heading.</summary>
internal static class MarkdownTables
{
    /// <param name="cell">Writes a cell's content on one line.</param>
    /// <returns>An empty text for a table that only lays out a page: without rows, or with one column.</returns>
    public static string Write(IElement element, Func<IElement, string> cell)
    {
        if (element is not IHtmlTableElement table || table.QuerySelector("table") is not null) return "";
        var rows = table.Rows.Select(row => row.Cells.ToList()).Where(cells => cells.Count > 0).ToList();
        var width = rows.Count == 0 ? 0 : rows.Max(cells => cells.Count);
        if (width < 2 && !rows.Exists(cells => cells.Exists(one => one.LocalName == "th"))) return "";
        var text = new StringBuilder();
        Row(text, rows[0].Select(cell), width);
        Row(text, rows[0].Select(Rule), width, "---");
        foreach (var cells in rows.Skip(1)) Row(text, cells.Select(cell), width);
        return text.ToString().TrimEnd('\n');
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells, int width, string filler = "")
    {
        var count = 0;
        text.Append('|');
        foreach (var cell in cells)
        {
            text.Append(' ').Append(cell).Append(" |");
            count++;
        }

        for (; count < width; count++) text.Append(' ').Append(filler).Append(" |");
        text.Append('\n');
    }

    private static string Rule(IHtmlTableCellElement cell)
    {
        var align = cell.GetAttribute("align") ?? cell.GetAttribute("style") ?? "";
        if (align.Contains("center", StringComparison.OrdinalIgnoreCase)) return ":---:";
        return align.Contains("right", StringComparison.OrdinalIgnoreCase) ? "---:" : "---";
    }
}
