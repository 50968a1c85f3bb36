using System.Text.Json;

namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Set, later called edit fields: lists by type (1, 2), typed rows (3 to 3.2), assignments (3.3 and later).</summary>
[N8nMapping("n8n-nodes-base.set")]
internal sealed class SetMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("duplicateItem", "duplicateCount", "duplicateWarning");
        return new("data.set", p.Version < 3 ? FirstForm(p) : Of(p));
    }

    private static object Of(N8nParameters p)
    {
        var json = p.Choice("mode", "manual") == "raw";
        var (written, fields) = (p.Value("jsonOutput"), p.Version < 3.3 ? TypedRows(p) : Assignments(p));
        var include = Include(p);
        var names = (Selected: p.NameList("includeFields"), Except: p.NameList("excludeFields"));
        return new
        {
            mode = json ? "json" : null,
            json = json ? written : null,
            fields = json ? null : fields,
            includeOther = include == "all" ? null : include,
            otherFields = include switch { "selected" => names.Selected, "except" => names.Except, _ => null },
            dotNotation = p.Has("options.dotNotation") ? p.Truth("options.dotNotation", true) : null,
            ignoreConversionErrors = p.On("options.ignoreConversionErrors"),
            includeBinary = IncludesBinary(p, include),
        };
    }

    private static string Include(N8nParameters p)
    {
        var include = p.Choice("include", "all");
        if (p.Version >= 3.3 && !p.Flag("includeOtherFields")) return "none";
        return include is "all" or "none" or "selected" or "except" ? include : "all";
    }

    // Before 3.4 files were left behind unless asked for; since then they stay with the other fields.
    private static bool IncludesBinary(N8nParameters p, string include)
    {
        var (asked, strip) = (p.Flag("options.includeBinary"), p.Flag("options.stripBinary"));
        return p.Version < 3.4 ? asked : include != "none" && !strip;
    }

    private static List<Row> TypedRows(N8nParameters p) => [.. p.List("fields.values").Select(row =>
    {
        var type = row.Choice("type", "stringValue");
        var value = row.Value(type);
        foreach (var other in (string[])["stringValue", "numberValue", "booleanValue", "arrayValue", "objectValue"]) row.Skip(other);
        return new Row(row.Text("name") ?? "", type.Replace("Value", "", StringComparison.Ordinal), value);
    }).Where(row => row.Name.Length > 0)];

    private static List<Row> Assignments(N8nParameters p) => [.. p.List("assignments.assignments").Select(row =>
    {
        row.Skip("id");
        var type = row.Choice("type", "string");
        if (type is not ("string" or "number" or "boolean" or "array" or "object" or "any")) { row.Lose($"A field of type '{type}' is taken as it is."); type = "any"; }
        return new Row(row.Text("name") ?? "", type == "any" ? null : type, row.Value("value"));
    }).Where(row => row.Name.Length > 0)];

    // Values were taken as they came; only what was typed in is of the list's type.
    private static object FirstForm(N8nParameters p) => new
    {
        fields = (List<Row>)[.. Rows(p, "boolean", false), .. Rows(p, "number", 0), .. Rows(p, "string", "")],
        includeOther = p.Flag("keepOnlySet") ? "none" : null,
        dotNotation = p.Has("options.dotNotation") ? p.Truth("options.dotNotation", true) : null,
        includeBinary = p.Flag("keepOnlySet") ? false : (bool?)null,
    };

    private static IEnumerable<Row> Rows(N8nParameters p, string type, object nothing) => p.List($"values.{type}")
        .Select(row => new Row(row.Text("name", "propertyName"), p.Version < 2 ? null : type, row.Value("value") ?? JsonSerializer.SerializeToElement(nothing)));

    private sealed record Row(string Name, string? Type, JsonElement? Value);
}
