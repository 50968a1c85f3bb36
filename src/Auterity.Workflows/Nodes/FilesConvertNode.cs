using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Files;

namespace Auterity.Workflows.Nodes;

/// <summary>Makes files of items: one table of them all, or one file each.</summary>
[Node("files.convert", "Convert to file", Category = "Files", Icon = "file-input", Summary = "Write items as CSV, Excel, JSON, HTML, XML, text, calendar or binary files.",
    Keywords = ["csv", "excel", "xlsx", "spreadsheet", "base64", "ics", "export"])]
public sealed class FilesConvertNode : BatchNode<FilesConvertNode.Input>
{
    public enum WriteFormat
    {
        Csv,
        Json,
        Xlsx,
        Html,
        Xml,
        Text,
        Ics,

        /// <summary>Base64 text becomes the file it stands for.</summary>
        Base64,
    }

    public enum Bundle
    {
        /// <summary>Tables and JSON in one file, everything else one file an item.</summary>
        Auto,
        One,
        PerItem,
    }

    public sealed record Input(
        [property: Description("Format to write")] WriteFormat Format = WriteFormat.Csv,
        [property: Description("One file of all items, or one each. Auto: tables and JSON in one file, the rest one each")] Bundle Files = Bundle.Auto,
        [property: Description("Field to write; empty means the whole item. Default: data for text and base64, otherwise the whole item"), Field(ShowIf = "format", Is = ["json", "xml", "text", "base64"])] string? Property = null,
        [property: Description("Name of the file in the item")] string File = "data",
        [property: Description("Name for people; empty makes one from the format")] string? FileName = null,
        [property: Description("Media type; empty goes by the name or the format")] string? MimeType = null,
        [property: Description("Keep the item's fields beside the file, where there is one file an item")] bool Keep = false,
        [property: Description("Text encoding")] string Encoding = "utf-8",
        [property: Description("Begin with a byte order mark")] bool Bom = false,
        [property: Description("Tables: a first row with the names")] bool Header = true,
        [property: Description("CSV: separator, one character"), Field(ShowIf = "format", Is = ["csv"])] string Delimiter = ",",
        [property: Description("CSV: quote every cell"), Field(ShowIf = "format", Is = ["csv"])] bool QuoteAll = false,
        [property: Description("CSV: an apostrophe before cells that spreadsheets would run as formulas"), Field(ShowIf = "format", Is = ["csv"])] bool SafeFormulas = false,
        [property: Description("Excel: name of the sheet"), Field(ShowIf = "format", Is = ["xlsx"])] string Sheet = "Sheet",
        [property: Description("HTML: text above the table"), Field(ShowIf = "format", Is = ["html"])] string? Caption = null,
        [property: Description("Excel: texts like 2026-03-14 become dates"), Field(ShowIf = "format", Is = ["xlsx"])] bool Dates = true,
        [property: Description("JSON and XML: indent"), Field(ShowIf = "format", Is = ["json", "xml"])] bool Pretty = false,
        [property: Description("XML: name of the root element"), Field(ShowIf = "format", Is = ["xml"])] string RootName = "root",
        [property: Description("Calendar: the event of an item"), Field(ShowIf = "format", Is = ["ics"])] CalendarEntry? Event = null);

    public override async Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var single = input.Files == Bundle.One || input.Files == Bundle.Auto && input.Format is WriteFormat.Csv or WriteFormat.Json or WriteFormat.Xlsx or WriteFormat.Html;
        if (single)
        {
            var all = Enumerable.Range(0, context.Items.Count).ToArray();
            var file = await MakeAsync(input, all, context, cancellationToken);
            return new NodeResult.Outputs([new PortItems([With(Item.Empty, input, file)], [NodeContext.From(all)])]);
        }

        var items = new Item[context.Items.Count];
        var sources = new ItemSource[items.Length][];
        for (var i = 0; i < items.Length; i++)
        {
            var own = context.InputFor<Input>(i);
            var file = await MakeAsync(own, [i], context, cancellationToken);
            items[i] = With(own.Keep ? context.Items[i] : Item.Empty, own, file);
            sources[i] = NodeContext.From(i);
            context.Progress((i + 1.0) / items.Length);
        }

        return new NodeResult.Outputs([new PortItems(items, sources)]);
    }

    private static Item With(Item item, Input input, BinaryRef file) => item.WithBinary(item.Binary.With(input.File, file));

    private static async Task<BinaryRef> MakeAsync(Input input, int[] indexes, NodeContext context, CancellationToken cancellationToken)
    {
        var name = string.IsNullOrWhiteSpace(input.FileName) ? DefaultName(input) : input.FileName;
        await using var scratch = ItemFiles.Scratch();
        var type = Write(scratch, input, indexes, context);
        scratch.Position = 0;
        var byName = MimeTypes.Of(input.FileName);
        return await context.Blobs.SaveAsync(scratch, input.MimeType is { Length: > 0 } given ? given : byName != MimeTypes.Unknown ? byName : type, name, cancellationToken);
    }

    /// <summary>Writes the file and returns the media type it has when nobody names one.</summary>
    private static string Write(Stream target, Input input, int[] indexes, NodeContext context)
    {
        var items = indexes.Length == context.Items.Count ? context.Items : [.. indexes.Select(index => context.Items[index])];
        switch (input.Format)
        {
            case WriteFormat.Csv:
                using (var text = new StreamWriter(target, TextEncodings.Get(input.Encoding, input.Bom), leaveOpen: true)) Csv(text, items, input);
                return "text/csv";
            case WriteFormat.Xlsx:
                Workbook.Write(target, items, input.Sheet, input.Header, input.Dates);
                return MimeTypes.Of(".xlsx");
            case WriteFormat.Base64:
                var (bytes, type) = Base64Files.Read(FieldPath.GetText(Only(items).Json, input.Property ?? "data"));
                target.Write(bytes);
                return type ?? MimeTypes.Unknown;
            default:
                target.Write(TextEncodings.Encode(TextOf(input, items, indexes, context), input.Encoding, input.Bom));
                return MimeTypes.Of(DefaultName(input));
        }
    }

    private static void Csv(TextWriter text, IReadOnlyList<Item> items, Input input)
    {
        var columns = Columns.Of(items);
        if (columns.Count == 0) return; // items without fields make a file without lines
        var rows = items.Select(item => columns.Select(column => Columns.TextOf(item.Json, column)).ToArray());
        CsvFiles.Write(text, input.Header ? rows.Prepend([.. columns]) : rows, input.Delimiter, input.QuoteAll, input.SafeFormulas);
    }

    private static string TextOf(Input input, IReadOnlyList<Item> items, int[] indexes, NodeContext context) => input.Format switch
    {
        WriteFormat.Json => Encoding.UTF8.GetString(Json.Write(writer => WriteJson(writer, items, input), input.Pretty)),
        WriteFormat.Html => HtmlTables.Write(items, input.Caption, header: input.Header),
        WriteFormat.Xml => new XmlWriting("$", "", "_", input.RootName, Cdata: false, Headless: false, input.Pretty) { Encoding = TextEncodings.Get(input.Encoding).WebName.ToUpperInvariant() }
            .Write(new Item(Json.Write(writer => WriteJson(writer, items, input))).Json),
        WriteFormat.Ics => CalendarEventFile.Write(indexes.Select(index => EventOf(context.InputFor<Input>(index))), $"{context.IdempotencyKey}-{indexes.FirstOrDefault()}", context),
        _ => string.Join('\n', items.Select(item => FieldPath.GetText(item.Json, input.Property ?? "data"))),
    };

    private static void WriteJson(Utf8JsonWriter writer, IReadOnlyList<Item> items, Input input)
    {
        if (input.Files == Bundle.PerItem || input.Files == Bundle.Auto && input.Format == WriteFormat.Xml)
        {
            FieldPath.Get(Only(items).Json, input.Property ?? "").WriteTo(writer);
            return;
        }

        writer.WriteStartArray();
        foreach (var item in items) FieldPath.Get(item.Json, input.Property ?? "").WriteTo(writer);
        writer.WriteEndArray();
    }

    private static CalendarEntry EventOf(Input input) =>
        input.Event ?? throw new NodeException("The parameter 'event' is missing: a calendar file needs one.", "invalid-parameters", retryable: false);

    private static Item Only(IReadOnlyList<Item> items) => items.Count == 1
        ? items[0]
        : throw new NodeException("This format makes one file an item, not one of all items.", "invalid-parameters", retryable: false);

    private static string DefaultName(Input input) => input.Format switch
    {
        WriteFormat.Text => "file.txt",
        WriteFormat.Base64 => "file.bin",
        var format => $"file.{format.ToString().ToLowerInvariant()}",
    };
}
