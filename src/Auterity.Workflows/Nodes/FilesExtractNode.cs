using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Files;

namespace Auterity.Workflows.Nodes;

/// <summary>Reads data out of a file of the item: rows of a table as items, documents as a field.</summary>
[Node("files.extract", "Extract from file", Category = "Files", Icon = "file-output", Summary = "Read CSV, Excel, JSON, XML, HTML, calendar, PDF or text files into items.",
    Keywords = ["csv", "excel", "xlsx", "pdf", "spreadsheet", "parse", "import"])]
public sealed class FilesExtractNode : Node<FilesExtractNode.Input, IReadOnlyList<Item>>
{
    public sealed record Input(
        [property: Description("Format of the file; auto goes by type, name and content")] ReadFormat Format = ReadFormat.Auto,
        [property: Description("Name of the file in the item")] string File = "data",
        [property: Description("Field for what was read from JSON, XML, PDF, text or base64; empty makes it the item itself. Default: data, and for PDF the item itself")] string? Result = null,
        [property: Description("What of the source item goes on")] KeepSource Keep = KeepSource.None,
        [property: Description("Text encoding; a byte order mark in the file wins")] string Encoding = "utf-8",
        [property: Description("CSV: separator, one character; auto looks at the file"), Field(ShowIf = "format", Is = ["csv", "auto"])] string Delimiter = "auto",
        [property: Description("CSV: quote character; empty for none"), Field(ShowIf = "format", Is = ["csv", "auto"])] string Quote = "\"",
        [property: Description("CSV: take stray quotes as letters"), Field(ShowIf = "format", Is = ["csv", "auto"])] bool RelaxedQuotes = true,
        [property: Description("CSV: cut blanks around cells"), Field(ShowIf = "format", Is = ["csv", "auto"])] bool Trim = false,
        [property: Description("CSV: lines to pass over at the start"), Range(0, int.MaxValue), Field(ShowIf = "format", Is = ["csv", "auto"])] int SkipLines = 0,
        [property: Description("CSV: lines that begin with this character are comments"), Field(ShowIf = "format", Is = ["csv", "auto"])] string? Comment = null,
        [property: Description("Tables: the first row names the columns")] bool Header = true,
        [property: Description("Tables: rows to pass over before the heading row"), Range(0, int.MaxValue)] int SkipRows = 0,
        [property: Description("Tables and calendars: most rows to read"), Range(0, int.MaxValue)] int? Limit = null,
        [property: Description("Tables: part to read, like B2:D10, B2 or A:C")] string? Range = null,
        [property: Description("Tables: an empty cell is an empty text; otherwise its field is left out")] bool EmptyCells = true,
        [property: Description("Tables: rows may be longer or shorter than the heading row")] bool RelaxedColumns = true,
        [property: Description("Sheets: name or number of the sheet; empty takes the first")] string? Sheet = null,
        [property: Description("Sheets: dates as the day numbers that sheets keep")] bool RawDates = false,
        [property: Description("HTML: CSS selector of the table")] string Table = "table",
        [property: Description("PDF and Excel: password"), Field(Editor = "secret")] string? Password = null,
        [property: Description("PDF: pages to read from the start")] int? MaxPages = null,
        [property: Description("PDF: one text for all pages; otherwise a list")] bool JoinPages = true,
        [property: Description("XML: key of the attributes")] string AttributeKey = "$",
        [property: Description("XML: key of the text beside attributes or children")] string TextKey = "_");

    public override async Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var file = context.Item.GetFile(input.File);
        var format = input.Format == ReadFormat.Auto ? await DetectAsync(file, context, cancellationToken) : input.Format;
        return format switch
        {
            ReadFormat.Xlsx or ReadFormat.Ods => await SheetAsync(format, file, input, context, cancellationToken),
            ReadFormat.Csv => await CsvAsync(file, input, context, cancellationToken),
            ReadFormat.Pdf => await PdfAsync(file, input, context, cancellationToken),
            _ => Document(format, await context.ReadAllAsync(file, cancellationToken), input, context, cancellationToken),
        };
    }

    private static async Task<ReadFormat> DetectAsync(BinaryRef file, NodeContext context, CancellationToken cancellationToken)
    {
        var start = new byte[16];
        await using var stream = await context.Blobs.OpenAsync(file, cancellationToken);
        var read = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        return FileFormats.Detect(file, start.AsSpan(0, read));
    }

    private static async Task<IReadOnlyList<Item>> SheetAsync(ReadFormat format, BinaryRef file, Input input, NodeContext context, CancellationToken cancellationToken)
    {
        await using var stream = await context.OpenSeekableAsync(file, cancellationToken);
        var rows = format == ReadFormat.Ods ? OpenDocumentSheets.Read(stream, input.Sheet) : Sheets.Read(stream, input.Sheet, input.Password);
        return Rows(rows, input, context.Item, cancellationToken);
    }

    private static async Task<IReadOnlyList<Item>> CsvAsync(BinaryRef file, Input input, NodeContext context, CancellationToken cancellationToken)
    {
        await using var stream = await context.OpenSeekableAsync(file, cancellationToken);
        using var text = TextEncodings.Reader(stream, input.Encoding);
        return Rows(CsvFiles.Read(text, input.Delimiter, input.Quote, input.RelaxedQuotes, input.Trim, input.SkipLines, input.Comment), input, context.Item, cancellationToken);
    }

    private static async Task<IReadOnlyList<Item>> PdfAsync(BinaryRef file, Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var content = await context.ReadAllAsync(file, cancellationToken);
        var write = await PdfText.ReadAsync(content, input.Password, input.MaxPages, input.JoinPages, cancellationToken);
        return [One(write, input.Result ?? "", input, context.Item)];
    }

    private static List<Item> Rows(IEnumerable<object?[]> rows, Input input, Item source, CancellationToken cancellationToken)
    {
        var table = new TableRows
        {
            Header = input.Header,
            Skip = input.SkipRows,
            Limit = input.Limit,
            Range = string.IsNullOrWhiteSpace(input.Range) ? null : input.Range,
            EmptyCells = input.EmptyCells,
            RelaxedColumns = input.RelaxedColumns,
            RawDates = input.RawDates,
        };
        var items = new List<Item>();
        var files = input.Keep is KeepSource.File or KeepSource.Both ? source.Binary : null;
        foreach (var row in table.Read(Stoppable(rows, cancellationToken), KeptFields(input, source))) items.Add(new Item(row, files));

        return items;
    }

    private static IEnumerable<object?[]> Stoppable(IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    private static IReadOnlyList<Item> Document(ReadFormat format, byte[] content, Input input, NodeContext context, CancellationToken cancellationToken) => format switch
    {
        ReadFormat.Text => [One(writer => writer.WriteStringValue(TextOf(content, input)), input.Result ?? "data", input, context.Item)],
        ReadFormat.Base64 => [One(writer => writer.WriteBase64StringValue(content), input.Result ?? "data", input, context.Item)],
        ReadFormat.Html => HtmlRows(TextOf(content, input), input, context.Item, cancellationToken),
        ReadFormat.Json => JsonItems(content, input, context.Item),
        ReadFormat.JsonLines => [.. Lines(TextOf(content, input)).Take(input.Limit ?? int.MaxValue).SelectMany(NodeResult.ItemsOf)],
        ReadFormat.Xml => [One(Xml(content, input).WriteTo, input.Result ?? "data", input, context.Item)],
        ReadFormat.Ics => [.. CalendarFiles.Read(TextOf(content, input)).Take(input.Limit ?? int.MaxValue).Select(one => One(one, "", input, context.Item))],
        _ => throw new NodeException($"The format {format} is not read here.", "format-unknown", retryable: false),
    };

    private static List<Item> HtmlRows(string html, Input input, Item source, CancellationToken cancellationToken)
    {
        using var page = HtmlPage.Parse(html);
        return Rows(HtmlTables.Rows(page, input.Table), input, source, cancellationToken);
    }

    private static IReadOnlyList<Item> JsonItems(byte[] content, Input input, Item source)
    {
        var json = Json.Parse(Encoding.UTF8.GetBytes(TextOf(content, input)), "The file");
        return input.Result == "" && json.ValueKind == JsonValueKind.Array ? NodeResult.ItemsOf(json) : [One(json.WriteTo, input.Result ?? "data", input, source)];
    }

    private static XmlValue Xml(byte[] content, Input input)
    {
        var reading = new XmlReading(input.AttributeKey, "", input.TextKey);
        // The document's own declaration decides, unless somebody names an encoding.
        return input.Encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? reading.Read(new MemoryStream(content))
            : reading.Read(new StringReader(TextOf(content, input)));
    }

    private static IEnumerable<JsonElement> Lines(string text)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line)) yield return Json.Parse(Encoding.UTF8.GetBytes(line), $"Line {number} of the file");
        }
    }

    private static Item One(Action<Utf8JsonWriter> write, string result, Input input, Item source)
    {
        var files = input.Keep is KeepSource.File or KeepSource.Both ? source.Binary : source.Binary.Without(input.File);
        return new Item(FieldPath.Merge(KeptFields(input, source), result, write), files);
    }

    private static JsonElement KeptFields(Input input, Item source) => input.Keep is KeepSource.Json or KeepSource.Both ? source.Json : default;

    private static string TextOf(byte[] content, Input input) => TextEncodings.Decode(content, input.Encoding);
}
