using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>Writes items as an Excel workbook (.xlsx) with one sheet, row by row.</summary>
/// <remarks>The same items give the same bytes, so a repeated step stores no second file; a general library stamps the time of day into the archive.</remarks>
internal static partial class Workbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const int MaxRows = 1_048_576;
    private const int MaxColumns = 16_384;
    private const int MaxText = 32_767;

    // Cell styles, by their place in the style sheet below.
    private const string Heading = "1";
    private const string Date = "2";
    private const string DateAndTime = "3";

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("[]:*?/\\");

    private static readonly DateTimeOffset Stamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="sheet">At most 31 characters, none of <c>[ ] : * ? / \</c>.</param>
    /// <param name="dates">Whether texts like <c>2026-03-14</c> and <c>2026-03-14T09:26:53</c>, which name no zone, become dates.</param>
    /// <exception cref="NodeException">The sheet's name or size is beyond what Excel opens.</exception>
    public static void Write(Stream target, IReadOnlyList<Item> items, string sheet, bool header, bool dates)
    {
        if (sheet.Length is 0 or > 31 || sheet.AsSpan().ContainsAny(Forbidden) || sheet.StartsWith('\'') || sheet.EndsWith('\''))
            throw new NodeException($"'{sheet}' cannot be the name of a sheet: 1 to 31 characters, none of [ ] : * ? / \\.", "invalid-parameters", retryable: false);
        var columns = Columns.Of(items);
        if (columns.Count > MaxColumns || items.Count + (header ? 1 : 0) > MaxRows)
            throw new NodeException($"A sheet holds at most {MaxRows:N0} rows and {MaxColumns:N0} columns; these are {items.Count:N0} and {columns.Count:N0}. Write CSV instead.", "limit-exceeded", retryable: false);

        using var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        Part(archive, "[Content_Types].xml", ContentTypes);
        Part(archive, "_rels/.rels", PackageParts);
        Part(archive, "xl/workbook.xml", xml => WorkbookPart(xml, sheet));
        Part(archive, "xl/_rels/workbook.xml.rels", WorkbookParts);
        Part(archive, "xl/styles.xml", xml => xml.WriteRaw(StyleSheet));
        Part(archive, "xl/worksheets/sheet1.xml", xml => SheetPart(xml, items, columns, header, dates));
    }

    private static void Part(ZipArchive archive, string name, Action<XmlWriter> write)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Stamp;
        using var stream = entry.Open();
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
        xml.WriteStartDocument(standalone: true);
        write(xml);
    }

    private static void ContentTypes(XmlWriter xml) => xml.WriteRaw(
        """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>""");

    private static void PackageParts(XmlWriter xml) => xml.WriteRaw(
        $"""<Relationships xmlns="{PackageRelations}"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");

    private static void WorkbookParts(XmlWriter xml) => xml.WriteRaw(
        $"""<Relationships xmlns="{PackageRelations}"><Relationship Id="rId1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Relations}/styles" Target="styles.xml"/></Relationships>""");

    private static void WorkbookPart(XmlWriter xml, string sheet)
    {
        xml.WriteStartElement("workbook", Main);
        xml.WriteStartElement("sheets", Main);
        xml.WriteStartElement("sheet", Main);
        xml.WriteAttributeString("name", sheet);
        xml.WriteAttributeString("sheetId", "1");
        xml.WriteAttributeString("r", "id", Relations, "rId1");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void SheetPart(XmlWriter xml, IReadOnlyList<Item> items, IReadOnlyList<string> columns, bool header, bool dates)
    {
        var letters = Enumerable.Range(0, columns.Count).Select(LettersOf).ToArray();
        xml.WriteStartElement("worksheet", Main);
        xml.WriteStartElement("sheetData", Main);
        var row = 0;
        if (header && columns.Count > 0)
        {
            Row(xml, ++row);
            for (var i = 0; i < letters.Length; i++) TextCell(xml, letters[i], row, columns[i], Heading);
            xml.WriteEndElement();
        }

        foreach (var item in items)
        {
            Row(xml, ++row);
            for (var i = 0; i < letters.Length; i++)
                if (Columns.ValueOf(item.Json, columns[i]) is { } value) Cell(xml, letters[i], row, value, dates);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Row(XmlWriter xml, int number)
    {
        xml.WriteStartElement("row", Main);
        xml.WriteAttributeString("r", number.ToString(CultureInfo.InvariantCulture));
    }

    private static void Cell(XmlWriter xml, string column, int row, JsonElement value, bool dates)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null: break;
            case JsonValueKind.Number when IsExact(value): ValueCell(xml, column, row, null, null, value.GetRawText()); break;
            case JsonValueKind.True or JsonValueKind.False: ValueCell(xml, column, row, "b", null, value.ValueKind == JsonValueKind.True ? "1" : "0"); break;
            case JsonValueKind.String when dates && DateOf(value.GetString()!) is { } date:
                ValueCell(xml, column, row, null, date.TimeOfDay == TimeSpan.Zero ? Date : DateAndTime, date.ToOADate().ToString("R", CultureInfo.InvariantCulture));
                break;
            default: TextCell(xml, column, row, Columns.TextOf(value), null); break;
        }
    }

    /// <summary>Whether a sheet can keep the number: it holds 15 digits, and an order number of 18 must not be rounded.</summary>
    private static bool IsExact(JsonElement value) => value.TryGetDouble(out var number) && double.IsFinite(number) && value.GetRawText().Count(char.IsAsciiDigit) <= 15;

    private static DateTime? DateOf(string text) =>
        text.Length is 10 or >= 16 and <= 23
        && DateTime.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFF"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && date.Year >= 1900 && date > new DateTime(1900, 3, 1) ? date : null;

    private static void ValueCell(XmlWriter xml, string column, int row, string? type, string? style, string value)
    {
        StartCell(xml, column, row, type, style);
        xml.WriteElementString("v", Main, value);
        xml.WriteEndElement();
    }

    private static void TextCell(XmlWriter xml, string column, int row, string text, string? style)
    {
        if (text.Length > MaxText)
            throw new NodeException($"Cell {column}{row} has {text.Length:N0} characters; Excel takes {MaxText:N0}. Write CSV instead.", "limit-exceeded", retryable: false);
        StartCell(xml, column, row, "inlineStr", style);
        xml.WriteStartElement("is", Main);
        xml.WriteStartElement("t", Main);
        xml.WriteAttributeString("xml", "space", null, "preserve");
        xml.WriteString(Escape(text));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void StartCell(XmlWriter xml, string column, int row, string? type, string? style)
    {
        xml.WriteStartElement("c", Main);
        xml.WriteAttributeString("r", string.Create(CultureInfo.InvariantCulture, $"{column}{row}"));
        if (style is not null) xml.WriteAttributeString("s", style);
        if (type is not null) xml.WriteAttributeString("t", type);
    }

    /// <summary>What XML cannot hold is written as Excel does: <c>_x0001_</c>.</summary>
    private static string Escape(string text)
    {
        var escaped = Escaped().Replace(text, "_x005F_$1");
        return escaped.All(letter => XmlConvert.IsXmlChar(letter)) ? escaped
            : string.Concat(escaped.EnumerateRunes().Select(rune => rune.Value >= 0x10000 || XmlConvert.IsXmlChar((char)rune.Value)
                ? rune.ToString()
                : string.Create(CultureInfo.InvariantCulture, $"_x{rune.Value:X4}_")));
    }

    private static string LettersOf(int column)
    {
        var letters = "";
        for (column++; column > 0; column = (column - 1) / 26) letters = (char)('A' + (column - 1) % 26) + letters;
        return letters;
    }

    [GeneratedRegex("_(x[0-9A-Fa-f]{4}_)")]
    private static partial Regex Escaped();

    private const string StyleSheet =
        $"""<styleSheet xmlns="{Main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>""";
}
