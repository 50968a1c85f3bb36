using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Rows of a sheet as items, and items as rows.</summary>
internal static class SheetRows
{
    public const string RowNumber = "row_number";

    public static NodeException Missing(string field) => new($"Parameter '{field}' is needed for this operation.", "invalid-parameters", retryable: false) { NotSent = true };

    public static async Task<IReadOnlyList<Item>> ReadAsync(GoogleSheetsNode.Input input, SpreadsheetSession book, NodeContext context, CancellationToken cancellationToken)
    {
        var (header, rows, first) = await TableAsync(input, book, cancellationToken);
        var found = new List<Item>();
        foreach (var (row, index) in rows.Select((row, index) => (row, index)))
        {
            var item = new JsonObject { [RowNumber] = first + index };
            for (var column = 0; column < header.Count; column++)
                item[header[column]] = column < row.GetArrayLength() ? JsonNode.Parse(row[column].GetRawText()) : "";
            if (Passes(item, input)) found.Add(Item.From(item));
            if (input.FirstOnly && found.Count > 0) break;
        }

        return found;
    }

    /// <summary>Writes every item as a row: new ones behind the last, known ones in place. Rows are told apart before anything is written.</summary>
    public static async Task<IReadOnlyList<Item>> WriteAsync(GoogleSheetsNode.Input first, SpreadsheetSession book, NodeContext context, CancellationToken cancellationToken)
    {
        if (first.DocumentId.Length == 0) throw Missing("documentId");
        var title = await book.TitleAsync(first.DocumentId, first.Sheet, cancellationToken);
        var (header, rows, firstRow) = await TableAsync(first with { Range = null }, book, cancellationToken);
        var known = header.Count;
        var (appended, updates, output) = (new JsonArray(), new JsonArray(), new List<Item>());
        for (var i = 0; i < context.Items.Count; i++)
        {
            var input = i == 0 ? first : context.InputFor<GoogleSheetsNode.Input>(i);
            var values = ValuesOf(input, context.Items[i]);
            foreach (var name in values.Select(value => value.Key).Where(name => name != RowNumber && !header.Contains(name)))
                if (input.Operation != SheetOperation.Update) header.Add(name);
            output.Add(Item.From(values));
            if (input.Operation != SheetOperation.Append && Find(input, values, header, rows, firstRow) is { } row) updates.Add(Cells(title, row, values, header));
            else if (input.Operation != SheetOperation.Update) appended.Add(Row(values, header));
        }

        if (header.Count > known)
            updates.Insert(0, new JsonObject { ["range"] = $"{Quoted(title)}!{first.HeaderRow}:{first.HeaderRow}", ["values"] = new JsonArray(new JsonArray([.. header.Select(name => JsonValue.Create(name))])) });
        updates = [.. updates.OfType<JsonObject>().SelectMany(Flat).Select(entry => entry.DeepClone())];
        if (updates.Count > 0) await book.UpdateAsync(first.DocumentId, updates, first.UserEntered, cancellationToken);
        if (appended.Count > 0) await book.AppendAsync(first.DocumentId, $"{Quoted(title)}!A:{Letter(Math.Max(1, header.Count))}", appended, first.UserEntered, cancellationToken);
        return output;
    }

    /// <summary>Clears, deletes and makes sheets; null hands on the input.</summary>
    public static async Task<Item?> ManageAsync(GoogleSheetsNode.Input input, SpreadsheetSession book, CancellationToken cancellationToken)
    {
        switch (input.Operation)
        {
            case SheetOperation.Create:
                return Item.From(await book.CreateAsync(input.Title ?? "Untitled", cancellationToken));
            case SheetOperation.AddSheet:
                return Item.From(await book.ChangeAsync(input.DocumentId, new JsonObject { ["addSheet"] = new JsonObject { ["properties"] = new JsonObject { ["title"] = input.Title } } }, cancellationToken));
            case SheetOperation.DeleteSheet:
                await book.ChangeAsync(input.DocumentId, new JsonObject { ["deleteSheet"] = new JsonObject { ["sheetId"] = await book.NumberAsync(input.DocumentId, input.Sheet, cancellationToken) } }, cancellationToken);
                return null;
            case SheetOperation.DeleteRows:
                var range = new JsonObject { ["sheetId"] = await book.NumberAsync(input.DocumentId, input.Sheet, cancellationToken), ["dimension"] = "ROWS", ["startIndex"] = input.StartRow - 1, ["endIndex"] = input.StartRow - 1 + input.Rows };
                await book.ChangeAsync(input.DocumentId, new JsonObject { ["deleteDimension"] = new JsonObject { ["range"] = range } }, cancellationToken);
                return null;
            default:
                var title = Quoted(await book.TitleAsync(input.DocumentId, input.Sheet, cancellationToken));
                var part = input.Range is { Length: > 0 } given ? given : input.KeepHeader ? $"{input.HeaderRow + 1}:10000000" : null;
                await book.ClearAsync(input.DocumentId, part is null ? title : $"{title}!{part}", cancellationToken);
                return null;
        }
    }

    private static async Task<(List<string> Header, List<JsonElement> Rows, int First)> TableAsync(GoogleSheetsNode.Input input, SpreadsheetSession book, CancellationToken cancellationToken)
    {
        if (input.DocumentId.Length == 0) throw Missing("documentId");
        var title = Quoted(await book.TitleAsync(input.DocumentId, input.Sheet, cancellationToken));
        var range = input.Range is { Length: > 0 } part ? part.Contains('!', StringComparison.Ordinal) ? part : $"{title}!{part}" : title;
        var all = await book.ValuesAsync(input.DocumentId, range, input.Rendering switch { CellRendering.Formatted => "FORMATTED_VALUE", CellRendering.Formula => "FORMULA", _ => "UNFORMATTED_VALUE" }, cancellationToken);
        var headerAt = input.HeaderRow - 1;
        if (all.Count <= headerAt) return ([], [], input.HeaderRow + 1);
        var header = all[headerAt].EnumerateArray().Select((cell, index) => cell.ToString() is { Length: > 0 } name ? name : $"col_{index}").ToList();
        var first = input.FirstDataRow > 0 ? input.FirstDataRow : input.HeaderRow + 1;
        return (header, [.. all.Skip(first - 1)], first);
    }

    private static bool Passes(JsonObject item, GoogleSheetsNode.Input input)
    {
        var filters = input.Filters.Where(filter => filter.Column.Length > 0).ToList();
        if (filters.Count == 0) return true;
        return input.AnyFilter ? filters.Exists(Holds) : filters.TrueForAll(Holds);

        bool Holds(GoogleSheetsNode.SheetFilter filter) => (item[filter.Column]?.ToString() ?? "") == (filter.Value is { } value ? value.ToString() : "");
    }

    private static JsonObject ValuesOf(GoogleSheetsNode.Input input, Item item) =>
        input.Columns is { ValueKind: JsonValueKind.Object } columns ? JsonNode.Parse(columns.GetRawText())!.AsObject() : JsonNode.Parse(item.Utf8.Span) as JsonObject ?? [];

    // The row whose columns hold what they should; its number in the sheet.
    private static int? Find(GoogleSheetsNode.Input input, JsonObject values, List<string> header, List<JsonElement> rows, int firstRow)
    {
        if (input.MatchOn.Count == 0) throw Missing("matchOn");
        if (input.MatchOn.Contains(RowNumber)) return int.TryParse(values[RowNumber]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        for (var i = 0; i < rows.Count; i++)
            if (input.MatchOn.All(name => header.IndexOf(name) is >= 0 and var at && at < rows[i].GetArrayLength() && rows[i][at].ToString() == (values[name]?.ToString() ?? ""))) return firstRow + i;
        return null;
    }

    // Only the cells that are named are written; the others stay.
    private static JsonObject Cells(string title, int row, JsonObject values, List<string> header) => new()
    {
        ["cells"] = new JsonArray([.. values.Where(value => header.Contains(value.Key)).Select(value => (JsonNode)new JsonObject
        {
            ["range"] = $"{Quoted(title)}!{Letter(header.IndexOf(value.Key) + 1)}{row}",
            ["values"] = new JsonArray(new JsonArray(Cell(value.Value))),
        })]),
    };

    private static IEnumerable<JsonNode> Flat(JsonObject update) => update["cells"] is JsonArray cells ? cells.OfType<JsonNode>() : [update];

    private static JsonArray Row(JsonObject values, List<string> header) => new([.. header.Select(name => values.TryGetPropertyValue(name, out var value) ? Cell(value) : JsonValue.Create(""))]);

    private static JsonNode Cell(JsonNode? value) => value switch
    {
        null => JsonValue.Create(""),
        JsonValue plain => plain.DeepClone(),
        _ => JsonValue.Create(value.ToJsonString(JsonDefaults.Options)),
    };

    private static string Quoted(string title) => $"'{title.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Letter(int column)
    {
        var letters = "";
        for (; column > 0; column = (column - 1) / 26)
            letters = (char)('A' + ((column - 1) % 26)) + letters;
        return letters;
    }
}
