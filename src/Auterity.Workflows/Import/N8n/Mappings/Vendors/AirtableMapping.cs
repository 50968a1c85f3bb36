using System.Text.Json;

namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Airtable, versions 1 to 2.1. The first one kept a record's values under <c>fields</c>.</summary>
[N8nMapping("n8n-nodes-base.airtable")]
internal sealed class AirtableMapping : VendorMapping
{
    protected override string Node => "airtable";

    protected override string Resource(N8nParameters p) => p.Version < 2 ? "" : "record";

    protected override string Operation(string resource, N8nParameters p) => p.Version < 2 ? "read" : resource == "base" ? "getMany" : "get";

    private static readonly string[] Old = ["base=application", "table", "typecast=options.typecast|additionalOptions.typecast", "-options.bulkSize"];

    private static readonly string[] New = ["base", "table"];

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On(":append", "record.create", [.. Old]) with { More = (p, f) => OldValues(p, f, p.Flag("addAllFields", true)) },
        On(":update", "record.update", [.. Old, "recordId=id"]) with { More = (p, f) => OldValues(p, f, p.Flag("updateAllFields", true)) },
        On(":list", "record.find", [.. Old, "@pages", "filter=additionalOptions.filterByFormula", "view=additionalOptions.view"]) with { More = OldList },
        On(":read", "record.get", [.. Old, "recordId=id"]) with { More = Nested },
        On(":delete", "record.delete", [.. Old, "recordId=id"]),
        On("record:create", "record.create", [.. New, "typecast=options.typecast", "-options.ignoreFields"]) with { More = (p, f) => Columns(p, f, match: false) },
        On("record:update", "record.update", [.. New, "typecast=options.typecast", "-options.updateAllMatches"]) with { More = (p, f) => Columns(p, f, match: true) },
        On("record:upsert", "record.upsert", [.. New, "typecast=options.typecast"]) with { More = (p, f) => Columns(p, f, match: true) },
        On("record:get", "record.get", [.. New, "recordId=id"]),
        On("record:search", "record.find", [.. New, "@pages", "filter=filterByFormula", "view=options.view", "onlyFields=options.fields"]) with { More = Order },
        On("record:deleteRecord", "record.delete", [.. New, "recordId=id"]),
        On("base:getMany", "base.list", "@pages"),
        On("base:getSchema", "base.schema", "base"),
    ];

    private static void Nested(N8nParameters p, Dictionary<string, object?> fields) => fields["nested"] = true;

    private static void OldValues(N8nParameters p, Dictionary<string, object?> fields, bool all)
    {
        Nested(p, fields);
        var names = p.Names("fields");
        fields["fields"] = all ? "={{ $json }}" : names.ToDictionary(name => name, name => $"={{{{ $json[{JsonSerializer.Serialize(name)}] }}}}");
    }

    private static void OldList(N8nParameters p, Dictionary<string, object?> fields)
    {
        Nested(p, fields);
        fields["onlyFields"] = p.Names("additionalOptions.fields") is { Count: > 0 } names ? names : null;
        fields["sort"] = p.List("additionalOptions.sort.property").Select(row => new { field = row.Text("field"), direction = row.Text("direction", "asc") }).ToList() is { Count: > 0 } order ? order : null;
    }

    private static void Order(N8nParameters p, Dictionary<string, object?> fields) =>
        fields["sort"] = p.List("sort.property").Select(row => new { field = row.Text("field"), direction = row.Text("direction", "asc") }).ToList() is { Count: > 0 } order ? order : null;

    // A row is found by its id or by other columns; the id is no column of the table.
    private static void Columns(N8nParameters p, Dictionary<string, object?> fields, bool match)
    {
        var columns = ColumnValues.Of(p);
        if (columns.Values is Dictionary<string, JsonElement> values)
        {
            if (match && values.Remove("id", out var id) && columns.MatchOn.Contains("id")) fields["recordId"] = id;
            else if (!match) values.Remove("id");
            fields["fields"] = values;
        }
        else
        {
            fields["fields"] = columns.Values is null ? null : "={{ Object.fromEntries(Object.entries($json).filter(([name]) => name !== 'id' && name !== 'createdTime')) }}";
            if (match && columns.MatchOn.Contains("id")) fields["recordId"] = "={{ $json.id }}";
        }

        var others = columns.MatchOn.Where(name => name != "id").ToList();
        fields["matchOn"] = match && others.Count > 0 ? others : null;
        if (fields["operation"] is not "record.update" || fields.GetValueOrDefault("recordId") is not null) return;
        fields["operation"] = "record.upsert";
        p.Lose("It failed where no record matched; here a record is made then.");
    }
}
