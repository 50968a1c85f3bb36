using System.Globalization;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>Turns the rows of any table (CSV, sheet, HTML) into JSON objects named by the heading row.</summary>
internal sealed record TableRows
{
    /// <summary>Whether the first row names the columns; otherwise a row becomes <c>{ "row": […] }</c>.</summary>
    public bool Header { get; init; } = true;

    /// <summary>Rows to pass over before the heading row.</summary>
    public int Skip { get; init; }

    /// <summary>Most rows to hand on; null hands on all.</summary>
    public int? Limit { get; init; }

    /// <summary>Part of the table in sheet notation, for example <c>B2:D10</c>, <c>B2</c> or <c>A:C</c>; null takes all.</summary>
    public string? Range { get; init; }

    /// <summary>Whether an empty cell is an empty text; otherwise its field is left out.</summary>
    public bool EmptyCells { get; init; } = true;

    /// <summary>Whether rows may be longer or shorter than the heading row.</summary>
    public bool RelaxedColumns { get; init; } = true;

    /// <summary>Whether dates stay the day numbers that sheets keep; otherwise they become ISO 8601 text.</summary>
    public bool RawDates { get; init; }

    /// <param name="rows">Cells are text, numbers, booleans, dates, times or null.</param>
    /// <param name="extra">Fields that every object begins with.</param>
    /// <exception cref="NodeException">A row does not fit, or the range is malformed.</exception>
    public IEnumerable<byte[]> Read(IEnumerable<object?[]> rows, JsonElement extra)
    {
        var numbered = (Range is null ? rows : CellRange.Parse(Range).Cut(rows)).Select((row, index) => (Cells: row, Number: index + 1));
        var filled = numbered.Skip(Skip).Where(row => !Array.TrueForAll(row.Cells, IsEmpty));
        string[]? names = null;
        var left = Limit ?? int.MaxValue;
        foreach (var (cells, number) in filled)
        {
            if (Header && names is null)
            {
                names = Columns.Distinct([.. cells.Select(TextOf)]);
                continue;
            }

            if (left-- <= 0) yield break;
            if (names is not null && !RelaxedColumns && cells.Length != names.Length)
                throw new NodeException($"Row {number} has {cells.Length} cells, but the heading row has {names.Length}. Allow rows of any length, or mend the file.", "row-length", retryable: false);
            yield return Json.Write(writer => Write(writer, cells, names, extra));
        }
    }

    private void Write(Utf8JsonWriter writer, object?[] cells, string[]? names, JsonElement extra)
    {
        writer.WriteStartObject();
        if (extra.ValueKind == JsonValueKind.Object)
            foreach (var field in extra.EnumerateObject())
                if (names?.Contains(field.Name) is not true) field.WriteTo(writer);
        if (names is null) WriteList(writer, cells);
        else WriteFields(writer, cells, names);
        writer.WriteEndObject();
    }

    private void WriteList(Utf8JsonWriter writer, object?[] cells)
    {
        writer.WriteStartArray("row");
        foreach (var cell in cells) WriteCell(writer, cell);
        writer.WriteEndArray();
    }

    private void WriteFields(Utf8JsonWriter writer, object?[] cells, string[] names)
    {
        for (var i = 0; i < Math.Max(cells.Length, names.Length); i++)
        {
            var cell = i < cells.Length ? cells[i] : null;
            if (IsEmpty(cell) && (!EmptyCells || i >= names.Length)) continue;
            writer.WritePropertyName(i < names.Length ? names[i] : $"column{i + 1}");
            WriteCell(writer, cell);
        }
    }

    private void WriteCell(Utf8JsonWriter writer, object? cell)
    {
        switch (cell)
        {
            case bool value: writer.WriteBooleanValue(value); break;
            case int value: writer.WriteNumberValue(value); break;
            case decimal value: writer.WriteNumberValue(value); break;
            case double value when double.IsFinite(value): writer.WriteNumberValue(value); break;
            case DateTime value when RawDates: writer.WriteNumberValue(value.ToOADate()); break;
            case TimeSpan value when RawDates: writer.WriteNumberValue(value.TotalDays); break;
            default: writer.WriteStringValue(TextOf(cell)); break;
        }
    }

    private static bool IsEmpty(object? cell) => cell is null or "";

    private static string TextOf(object? cell) => cell switch
    {
        DateTime { TimeOfDay.Ticks: 0 } date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ss.FFF", CultureInfo.InvariantCulture),
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        bool value => value ? "true" : "false",
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "",
    };
}
