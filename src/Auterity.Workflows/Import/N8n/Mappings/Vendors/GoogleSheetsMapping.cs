using System.Globalization;
using System.Text.Json;

namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Google Sheets: since version 3 rows by columns, before that ranges.</summary>
[N8nMapping("n8n-nodes-base.googleSheets")]
internal sealed class GoogleSheetsMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("authentication", "operationNotice", "options.handlingExtraData", "options.useAppend");
        var (resource, operation) = (p.Choice("resource", "sheet"), p.Choice("operation", "read"));
        var node = resource == "spreadsheet" ? Spreadsheet(p, operation == "read" ? "create" : operation) : p.Version < 3 ? Ranges(p, operation) : Sheet(p, operation);
        return node is null ? MappedNode.Stub($"There is no way to {operation} a {resource} with this node here yet.") : new("google.sheets", node.Where(field => field.Value is not null).ToDictionary());
    }

    private static Dictionary<string, object?>? Spreadsheet(N8nParameters p, string operation) => operation switch
    {
        "create" => new() { ["operation"] = "create", ["title"] = p.Text("title") },
        _ => null,
    };

    private static Dictionary<string, object?>? Sheet(N8nParameters p, string operation)
    {
        var fields = new Dictionary<string, object?> { ["documentId"] = VendorField.ValueOf(p, "documentId"), ["sheet"] = SheetOf(p) };
        switch (operation)
        {
            case "read":
                return Reading(p, fields);
            case "append" or "update" or "appendOrUpdate":
                return Writing(p, fields, operation switch { "append" => "append", "update" => "update", _ => "upsert" });
            case "clear":
                fields["operation"] = "clear";
                var what = p.Choice("clear", "wholeSheet");
                fields["keepHeader"] = p.On("keepFirstRow");
                fields["range"] = what == "specificRange" ? p.Text("range") : null;
                return what is "wholeSheet" or "specificRange" ? fields : null;
            case "delete":
                fields["operation"] = "deleteRows";
                if (p.Choice("toDelete", "rows") != "rows") return null;
                (fields["startRow"], fields["rows"]) = (p.Number("startIndex", 2), p.Number("numberToDelete", 1));
                return fields;
            case "create":
                (fields["operation"], fields["title"]) = ("addSheet", p.Text("title"));
                return fields;
            case "remove":
                fields["operation"] = "deleteSheet";
                return fields;
            default:
                return null;
        }
    }

    private static JsonElement? SheetOf(N8nParameters p)
    {
        if (VendorField.ValueOf(p, "sheetName") is not { } sheet) return null;
        var written = p.Value("sheetName")!.Value;
        var byName = written.Member("mode") is { ValueKind: JsonValueKind.String } mode && mode.GetString() == "name";
        var text = sheet.ValueKind == JsonValueKind.Number ? sheet.GetRawText() : N8nValues.Text(sheet);
        if (!byName && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)) text = $"gid={text}";
        return JsonSerializer.SerializeToElement(text.Contains("gid=", StringComparison.Ordinal) && !text.StartsWith('=') ? text[text.IndexOf("gid=", StringComparison.Ordinal)..].Split('#')[0] : text);
    }

    private static Dictionary<string, object?> Reading(N8nParameters p, Dictionary<string, object?> fields)
    {
        fields["operation"] = "read";
        var filters = p.List("filtersUI.values").Select(row => new { column = row.Text("lookupColumn") ?? "", value = row.Value("lookupValue") }).Where(filter => filter.column.Length > 0).ToList();
        fields["filters"] = filters.Count > 0 ? filters : null;
        fields["anyFilter"] = p.Choice("combineFilters", p.Version < 4.3 ? "OR" : "AND") == "OR" && filters.Count > 1 ? true : null;
        // Without a filter all rows are read; with one, only the first that passes unless the options say otherwise.
        var first = p.Version >= 4.3 ? p.Flag("options.returnFirstMatch") : p.Choice("options.returnAllMatches", "returnFirstMatch") == "returnFirstMatch" && filters.Count > 0;
        fields["firstOnly"] = first ? true : null;
        Location(p, fields);
        fields["rendering"] = Rendering(p.Choice("options.outputFormatting.values.general", "UNFORMATTED_VALUE"));
        p.Skip("options.outputFormatting.values.date");
        return fields;
    }

    private static void Location(N8nParameters p, Dictionary<string, object?> fields)
    {
        const string Where = "options.dataLocationOnSheet.values";
        var how = p.Choice($"{Where}.rangeDefinition", "detectAutomatically");
        var (header, first, range) = (p.Number($"{Where}.headerRow", 1), p.Number($"{Where}.firstDataRow", 2), p.Text($"{Where}.range"));
        p.Skip($"{Where}.readRowsUntil");
        if (how == "specifyRange") (fields["headerRow"], fields["firstDataRow"]) = (header, first);
        if (how == "specifyRangeA1") fields["range"] = range;
    }

    private static Dictionary<string, object?> Writing(N8nParameters p, Dictionary<string, object?> fields, string operation)
    {
        fields["operation"] = operation;
        fields["userEntered"] = p.Choice("options.cellFormat", p.Version < 4.1 ? "RAW" : "USER_ENTERED") == "RAW" ? false : null;
        if (p.Has("options.locationDefine.values.headerRow")) fields["headerRow"] = p.Number("options.locationDefine.values.headerRow", 1);
        if (p.Version < 4)
        {
            var defined = p.Choice("dataMode", "defineBelow") != "autoMapInputData";
            var rows = p.List("fieldsUi.fieldValues").Concat(p.List("fieldsUi.values")).Select(row => KeyValuePair.Create(row.Text("fieldId") ?? row.Text("column") ?? "", row.Value("fieldValue"))).Where(row => row.Key.Length > 0).ToList();
            fields["columns"] = defined ? rows.DistinctBy(row => row.Key).ToDictionary() : null;
            fields["matchOn"] = p.Filled("columnToMatchOn") is { } column ? new[] { column } : null;
            return fields;
        }

        var columns = ColumnValues.Of(p);
        if (p.Filled("dataMode") is { } mode) fields["columns"] = mode == "autoMapInputData" ? null : Named(p);
        else fields["columns"] = columns.Values is "={{ $json }}" ? null : columns.Values;
        fields["matchOn"] = operation == "append" ? null : columns.MatchOn.Count > 0 ? columns.MatchOn : p.Filled("columnToMatchOn") is { } match ? new[] { match } : null;
        if (operation != "append" && p.Filled("columnToMatchOn") is { } by && p.Value("valueToMatchOn") is { } value && fields["columns"] is Dictionary<string, JsonElement?> named) named[by] = value;
        return fields;
    }

    private static Dictionary<string, JsonElement?> Named(N8nParameters p) =>
        p.List("fieldsUi.values").Select(row => KeyValuePair.Create(row.Text("column") ?? row.Text("fieldId") ?? "", row.Value("fieldValue"))).Where(row => row.Key.Length > 0).DistinctBy(row => row.Key).ToDictionary();

    // The old node knew ranges like "Sheet1!A:F" and the number of the row with the names.
    private static Dictionary<string, object?>? Ranges(N8nParameters p, string operation)
    {
        var range = p.Text("range", "A:F");
        var cut = range.IndexOf('!', StringComparison.Ordinal);
        var fields = new Dictionary<string, object?>
        {
            ["documentId"] = VendorField.ValueOf(p, "sheetId"),
            ["sheet"] = cut < 0 ? (range.StartsWith('=') ? null : "") : range[..cut].Trim('\''),
            ["range"] = range,
        };
        var keyRow = p.Number("keyRow", 0);
        if (keyRow is double row) fields["headerRow"] = row + 1;
        var dataRow = p.Number("dataStartRow", 1);
        p.Skip("options.continue", "rawData", "dataProperty", "usePathForKeyRow", "options.usePathForKeyRow");
        if (p.Flag("rawData")) p.Lose("It gave the rows as lists of cells; here each row is an item with its columns.");
        var rendering = Rendering(p.Choice("options.valueRenderMode", "UNFORMATTED_VALUE"));
        switch (operation)
        {
            case "read":
                (fields["operation"], fields["rendering"]) = ("read", rendering);
                if (dataRow is double first) fields["firstDataRow"] = first + 1;
                return fields;
            case "lookup":
                (fields["operation"], fields["rendering"]) = ("read", rendering);
                fields["filters"] = new[] { new { column = p.Text("lookupColumn"), value = p.Value("lookupValue") } };
                fields["firstOnly"] = p.Flag("options.returnAllMatches") ? null : true;
                return fields;
            case "append" or "update" or "upsert":
                fields["operation"] = operation;
                fields["userEntered"] = p.Choice("options.valueInputMode", "RAW") == "RAW" ? false : null;
                fields["matchOn"] = operation == "append" ? null : new[] { p.Text("key", "id") };
                fields.Remove("range");
                return fields["sheet"] is "" ? Unnamed(p, fields) : fields;
            case "clear":
                fields["operation"] = "clear";
                return fields;
            default:
                return null;
        }
    }

    private static Dictionary<string, object?> Unnamed(N8nParameters p, Dictionary<string, object?> fields)
    {
        p.Lose("The range names no sheet; here the first one, number 0, is taken.");
        fields["sheet"] = "gid=0";
        return fields;
    }

    private static string? Rendering(string option) => option switch { "FORMATTED_VALUE" => "formatted", "FORMULA" => "formula", _ => null };
}
