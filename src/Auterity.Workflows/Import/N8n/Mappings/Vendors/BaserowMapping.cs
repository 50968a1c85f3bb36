namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Baserow, all versions.</summary>
[N8nMapping("n8n-nodes-base.baserow")]
internal sealed class BaserowMapping : VendorMapping
{
    protected override string Node => "baserow";

    protected override string Resource(N8nParameters p) => "row";

    protected override string Operation(string resource, N8nParameters p) => "getAll";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("row:create", "row.create", "-databaseId|inputsToIgnore", "tableId") with { More = Row },
        On("row:update", "row.update", "-databaseId|inputsToIgnore", "tableId", "rowId") with { More = Row },
        On("row:get", "row.get", "-databaseId", "tableId", "rowId"),
        On("row:getAll", "row.list", "-databaseId", "tableId", "@pages", "search=additionalOptions.search"),
        On("row:delete", "row.delete", "-databaseId", "tableId", "rowId"),
    ];

    private static void Row(N8nParameters p, Dictionary<string, object?> fields)
    {
        var (mode, rows) = (p.Choice("dataToSend", "defineBelow"), p.Pairs("fieldsUi.fieldValues", "fieldId", "fieldValue").DistinctBy(pair => pair.Name).ToDictionary(pair => int.TryParse(pair.Name, out _) ? $"field_{pair.Name}" : pair.Name, pair => pair.Value));
        fields["row"] = mode == "autoMapInputData" ? "={{ $json }}" : rows;
    }
}
