namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Convert to file.</summary>
[N8nMapping("n8n-nodes-base.convertToFile")]
internal sealed class ConvertMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        var o = p.Object("options");
        var operation = p.Choice("operation", "csv");
        return operation switch
        {
            "rtf" or "ods" => MappedNode.Stub($"There is no writer for {operation.ToUpperInvariant()} here yet."),
            "iCal" => new("files.convert", Calendar(p)),
            "toJson" => new("files.convert", Json(p, o)),
            "toText" => new("files.convert", Content(p, o, "text")),
            "toBinary" => new("files.convert", Content(p, o, o.Flag("dataIsBase64", true) ? "base64" : "text")),
            var table => new("files.convert", Table(p, table, o)),
        };
    }

    /// <summary>A table, here and in the older spreadsheet node.</summary>
    internal static object Table(N8nParameters p, string format, N8nParameters o)
    {
        if (format == "xls") p.Lose("The sheet is written in Excel's newer format (xlsx).");
        o.Skip("compression");
        return new
        {
            format = format switch { "xls" => "xlsx", "csv" => null, _ => format },
            file = p.Text("binaryPropertyName", "data"),
            fileName = o.Filled("fileName"),
            header = o.Flag("headerRow", true) ? (bool?)null : false,
            delimiter = o.Filled("delimiter"),
            sheet = o.Filled("sheetName"),
        };
    }

    private static object Json(N8nParameters p, N8nParameters o)
    {
        var each = p.Choice("mode", "once") == "each";
        return new
        {
            format = "json",
            files = each ? "perItem" : null,
            file = p.Text("binaryPropertyName", "data"),
            fileName = o.Filled("fileName"),
            encoding = o.Filled("encoding"),
            bom = o.On("addBOM"),
            pretty = o.On("format"),
        };
    }

    private static object Content(N8nParameters p, N8nParameters o, string format) => new
    {
        format,
        property = p.Text("sourceProperty", "data"),
        file = p.Text("binaryPropertyName", "data"),
        fileName = o.Filled("fileName"),
        mimeType = o.Filled("mimeType"),
        encoding = o.Filled("encoding"),
        bom = o.On("addBOM"),
    };

    private static object Calendar(N8nParameters p)
    {
        var more = p.Object("additionalFields");
        return new
        {
            format = "ics",
            file = p.Text("binaryPropertyName", "data"),
            fileName = more.Filled("fileName"),
            @event = new
            {
                title = p.Text("title", ""),
                start = p.Text("start", ""),
                end = p.Filled("end"),
                allDay = p.On("allDay"),
                description = more.Filled("description"),
                location = more.Filled("location"),
                url = more.Filled("url"),
                uid = more.Filled("uid"),
                status = more.Filled("status")?.ToLowerInvariant(),
                recurrence = more.Filled("recurrenceRule"),
                free = more.Choice("busyStatus", "BUSY") == "FREE" ? true : (bool?)null,
            },
        };
    }
}
