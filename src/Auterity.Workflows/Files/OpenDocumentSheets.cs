using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>Reads OpenDocument spreadsheets (.ods), row by row.</summary>
internal static class OpenDocumentSheets
{
    private const string Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private const string Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private const string Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    /// <summary>As wide as sheets of office programs are.</summary>
    private const int MaxColumns = 16_384;

    private const int MaxRows = 1_048_576;

    /// <inheritdoc cref="Sheets.Read"/>
    public static IEnumerable<object?[]> Read(Stream content, string? sheet)
    {
        PackageLimits.Check(content);
        using var archive = Foreign.Call("spreadsheet", () => new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true));
        var part = Foreign.Call("spreadsheet", () => archive.GetEntry("content.xml")) ?? throw new NodeException("The file is not an OpenDocument spreadsheet: it has no content.", "invalid-file", retryable: false);
        using var unpacked = Foreign.Call("spreadsheet", part.Open);
        using var reader = Foreign.Call("spreadsheet", () => HardenedXml.Create(unpacked));
        Foreign.Call("spreadsheet", () => Find(reader, sheet));
        var rows = 0;
        var blank = 0;
        while (Foreign.Call("spreadsheet", () => NextRow(reader)))
        {
            var (cells, times) = Foreign.Call("spreadsheet", () => Row(reader));
            // A sheet ends in a million empty rows written as one: they only count if something follows.
            if (cells.Length == 0)
            {
                blank = Math.Min(MaxRows, blank + times);
                continue;
            }

            for (; blank > 0 && rows < MaxRows; blank--, rows++) yield return [];
            for (var i = 0; i < times && rows < MaxRows; i++, rows++) yield return cells;
        }
    }

    private static bool Find(XmlReader reader, string? sheet)
    {
        var names = new List<string>();
        while (reader.ReadToFollowing("table", Table))
        {
            var name = reader.GetAttribute("name", Table) ?? "";
            names.Add(name);
            if (string.IsNullOrEmpty(sheet) || string.Equals(name, sheet, StringComparison.OrdinalIgnoreCase) || sheet == names.Count.ToString(CultureInfo.InvariantCulture)) return true;
        }

        throw Sheets.MissingSheet(sheet ?? "1", names);
    }

    private static bool NextRow(XmlReader reader)
    {
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "table" && reader.NamespaceURI == Table) return false;
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "table-row" && reader.NamespaceURI == Table) return true;
        }

        return false;
    }

    private static (object?[] Cells, int Times) Row(XmlReader reader)
    {
        var times = Repeated(reader, "number-rows-repeated");
        var cells = new List<object?>();
        if (reader.IsEmptyElement) return ([], times);
        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element || reader.Depth != depth + 1 || reader.LocalName is not ("table-cell" or "covered-table-cell")) continue;
            var count = Math.Min(Repeated(reader, "number-columns-repeated"), MaxColumns - cells.Count);
            var value = Cell(reader);
            for (var i = 0; i < count; i++) cells.Add(value);
        }

        var length = cells.FindLastIndex(cell => cell is not null) + 1;
        return ([.. cells.Take(length)], times);
    }

    private static int Repeated(XmlReader reader, string attribute) =>
        int.TryParse(reader.GetAttribute(attribute, Table), NumberStyles.None, CultureInfo.InvariantCulture, out var times) ? Math.Clamp(times, 1, MaxRows) : 1;

    private static object? Cell(XmlReader reader)
    {
        var kind = reader.GetAttribute("value-type", Office);
        var value = reader.GetAttribute("value", Office);
        var date = reader.GetAttribute("date-value", Office);
        var time = reader.GetAttribute("time-value", Office);
        var flag = reader.GetAttribute("boolean-value", Office);
        var text = Paragraphs(reader);
        return kind switch
        {
            "float" or "percentage" or "currency" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            "date" when DateTime.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var day) => day,
            "time" when time is not null => TimeOf(time),
            "boolean" => flag == "true",
            _ => text.Length == 0 ? null : text,
        };
    }

    private static object TimeOf(string text)
    {
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return text;
        }
    }

    private static string Paragraphs(XmlReader reader)
    {
        if (reader.IsEmptyElement) return "";
        var text = new StringBuilder();
        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.NamespaceURI == Text && reader.LocalName == "p" && text.Length > 0) text.Append('\n');
            else if (reader.NodeType == XmlNodeType.Element && reader.NamespaceURI == Text && reader.LocalName == "s") text.Append(' ');
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace) text.Append(reader.Value);
        }

        return text.ToString();
    }
}
