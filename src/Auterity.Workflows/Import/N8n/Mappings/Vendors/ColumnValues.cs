using System.Text.Json;

namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>The foreign editor's table of columns: which values a row gets, and which columns find the row to change.</summary>
internal sealed record ColumnValues(object? Values, IReadOnlyList<string> MatchOn)
{
    /// <param name="p">The node.</param>
    /// <param name="path">Where the table is. Default: columns.</param>
    public static ColumnValues Of(N8nParameters p, string path = "columns")
    {
        p.Skip($"{path}.schema", $"{path}.convertFieldsToString", $"{path}.attemptToConvertTypes", $"{path}.ignoreTypeMismatchErrors");
        var mode = p.Choice($"{path}.mappingMode", "defineBelow");
        var (match, written) = (p.Names($"{path}.matchingColumns"), p.Value($"{path}.value"));
        object? values = mode == "autoMapInputData" ? "={{ $json }}"
            : written is { ValueKind: JsonValueKind.Object } columns ? columns.EnumerateObject().Where(column => column.Value.ValueKind != JsonValueKind.Null).ToDictionary(column => column.Name, column => column.Value)
            : written is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } expression ? expression : null;
        return new ColumnValues(values, match);
    }
}
