using System.Globalization;
using Auterity.Sdk;
using ExcelDataReader;

namespace Auterity.Workflows.Files;

/// <summary>Reads Excel workbooks (.xlsx and .xls), row by row.</summary>
internal static class Sheets
{
    private const int MaxColumns = 16_384;

    /// <summary>Old workbooks say how large they are, and a lie of a few bytes costs hours.</summary>
    private const long MaxCells = 100_000_000;

    /// <param name="sheet">Name, or number from 1; null takes the first.</param>
    /// <param name="password">Of an encrypted workbook.</param>
    /// <exception cref="NodeException">No workbook, wrong password, no such sheet, or too large.</exception>
    public static IEnumerable<object?[]> Read(Stream content, string? sheet, string? password)
    {
        using var reader = Open(content, password);
        Foreign.Call("workbook", () => Find(reader, sheet));
        for (var cells = 0L; Foreign.Call("workbook", reader.Read); cells += reader.FieldCount)
        {
            if (reader.FieldCount > MaxColumns || cells > MaxCells)
                throw new NodeException($"The sheet has more than {MaxColumns:N0} columns or {MaxCells:N0} cells.", "limit-exceeded", retryable: false);
            yield return Foreign.Call("workbook", () => Row(reader));
        }
    }

    private static IExcelDataReader Open(Stream content, string? password)
    {
        PackageLimits.Check(content);
        // Old workbooks name their code pages by number.
        TextEncodings.Get("windows-1252");
        return Foreign.Call("workbook", () => ExcelReaderFactory.CreateReader(content, new ExcelReaderConfiguration { Password = password, LeaveOpen = true }));
    }

    private static bool Find(IExcelDataReader reader, string? sheet)
    {
        if (string.IsNullOrEmpty(sheet)) return true;
        var names = new List<string>();
        do
        {
            names.Add(reader.Name);
            if (string.Equals(reader.Name, sheet, StringComparison.OrdinalIgnoreCase) || sheet == names.Count.ToString(CultureInfo.InvariantCulture)) return true;
        }
        while (reader.NextResult());
        throw MissingSheet(sheet, names);
    }

    public static NodeException MissingSheet(string sheet, IReadOnlyList<string> names) =>
        new($"The workbook has no sheet '{sheet}'. It has: {string.Join(", ", names.Take(20))}.", "sheet-missing", retryable: false);

    private static object?[] Row(IExcelDataReader reader)
    {
        var cells = new object?[reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = reader.GetValue(i);
        var length = cells.Length;
        while (length > 0 && cells[length - 1] is null) length--;
        return cells[..length];
    }
}
