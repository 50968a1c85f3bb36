namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Supabase, all versions.</summary>
[N8nMapping("n8n-nodes-base.supabase")]
internal sealed class SupabaseMapping : VendorMapping
{
    protected override string Node => "supabase";

    protected override string Resource(N8nParameters p) => "row";

    protected override string Operation(string resource, N8nParameters p) => "create";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("row:create", "row.create", "table=tableId", "-inputsToIgnore") with { More = Row },
        On("row:getAll", "row.list", "table=tableId", "@pages") with { More = Filters },
        On("row:get", "row.get", "table=tableId") with { More = (p, f) => f["filters"] = p.List("filters.conditions").Select(row => (Name: row.Text("keyName") ?? "", Value: row.Text("keyValue"))).Where(row => row.Name.Length > 0).DistinctBy(row => row.Name).ToDictionary(row => row.Name, row => Compared("eq", row.Value)) },
        On("row:update", "row.update", "table=tableId", "-inputsToIgnore") with { More = (p, f) => { Row(p, f); Filters(p, f); } },
        On("row:delete", "row.delete", "table=tableId") with { More = Filters },
    ];

    private static void Row(N8nParameters p, Dictionary<string, object?> fields)
    {
        var (mode, rows) = (p.Choice("dataToSend", "defineBelow"), p.Pairs("fieldsUi.fieldValues", "fieldId", "fieldValue").DistinctBy(pair => pair.Name).ToDictionary(pair => pair.Name, pair => pair.Value));
        fields["row"] = mode == "autoMapInputData" ? "={{ $json }}" : rows;
    }

    private static void Filters(N8nParameters p, Dictionary<string, object?> fields)
    {
        p.Skip("operation");
        var (kind, text, match) = (p.Choice("filterType", "manual"), VendorField.ValueOf(p, "filterString"), p.Choice("matchType", "anyFilter"));
        var rows = p.List("filters.conditions").Select(row => (Name: row.Text("keyName") ?? "", How: row.Text("condition", "eq"), Value: row.Text("keyValue"), Search: row.Text("searchFunction"))).Where(row => row.Name.Length > 0).ToList();
        if (kind == "string") fields["filterText"] = text;
        else if (rows.Count > 1 && match == "anyFilter") fields["filters"] = new Dictionary<string, string> { ["or"] = Joined(rows.Select(row => (row.Name, row.How, row.Value))) };
        else if (rows.Count > 0) fields["filters"] = rows.DistinctBy(row => row.Name).ToDictionary(row => row.Name, row => Compared(row.How, row.Value));
    }

    private static string Compared(string how, string? value) => value?.StartsWith('=') == true ? $"={how}.{value[1..]}" : $"{how}.{value}";

    private static string Joined(IEnumerable<(string Name, string How, string? Value)> rows)
    {
        var text = $"({string.Join(",", rows.Select(row => $"{row.Name}.{row.How}.{(row.Value?.StartsWith('=') == true ? row.Value[1..] : row.Value)}"))})";
        return text.Contains("{{", StringComparison.Ordinal) ? $"={text}" : text;
    }
}
