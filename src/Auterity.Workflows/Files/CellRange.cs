using System.Globalization;
using System.Text.RegularExpressions;
using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>A rectangle of a sheet: zero-based, ends included.</summary>
internal readonly partial record struct CellRange(int FirstRow, int FirstColumn, int LastRow, int LastColumn)
{
    /// <param name="text"><c>B2:D10</c>; <c>B2</c> goes to the end; <c>A:C</c> takes whole columns.</param>
    /// <exception cref="NodeException">It is no range.</exception>
    public static CellRange Parse(string text)
    {
        var match = Pattern().Match(text.Trim());
        if (!match.Success || match.Groups[1].Length + match.Groups[2].Length == 0) throw Malformed(text);
        var open = !match.Groups["end"].Success;
        var range = new CellRange(
            Row(match.Groups[2], 0), Column(match.Groups[1], 0),
            open ? int.MaxValue : Row(match.Groups["row"], int.MaxValue), open ? int.MaxValue : Column(match.Groups["column"], int.MaxValue));
        return range.FirstRow > range.LastRow || range.FirstColumn > range.LastColumn ? throw Malformed(text) : range;
    }

    public IEnumerable<object?[]> Cut(IEnumerable<object?[]> rows)
    {
        var (firstRow, firstColumn, lastRow, lastColumn) = this;
        return rows.Take(lastRow == int.MaxValue ? int.MaxValue : lastRow + 1).Skip(firstRow)
            .Select(row => row.Length <= firstColumn ? [] : row[firstColumn..Math.Min(row.Length, lastColumn == int.MaxValue ? row.Length : lastColumn + 1)]);
    }

    private static int Row(Group digits, int fallback) => digits.Length == 0 ? fallback : Math.Max(0, int.Parse(digits.Value, CultureInfo.InvariantCulture) - 1);

    private static int Column(Group letters, int fallback)
    {
        if (letters.Length == 0) return fallback;
        var column = 0;
        foreach (var letter in letters.Value.ToUpperInvariant()) column = column * 26 + (letter - 'A' + 1);
        return column - 1;
    }

    private static NodeException Malformed(string text) =>
        new($"'{text}' is not a range of cells. Write it like B2:D10, B2 or A:C.", "invalid-range", retryable: false);

    [GeneratedRegex(@"^\$?([A-Za-z]{0,3})\$?(\d{0,7})(?<end>:\$?(?<column>[A-Za-z]{0,3})\$?(?<row>\d{0,7}))?$")]
    private static partial Regex Pattern();
}
