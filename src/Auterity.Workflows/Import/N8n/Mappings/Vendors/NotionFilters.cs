using System.Text.Json;

namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Filters and orders of a Notion database, out of the foreign form into Notion's own words.</summary>
internal static class NotionFilters
{
    private static readonly string[] Values = ["title", "richTextValue", "textValue", "numberValue", "checkboxValue", "selectValue", "statusValue", "multiSelectValue", "date", "emailValue", "urlValue", "phoneNumberValue", "relationValue", "peopleValue"];

    public static void Read(N8nParameters p, Dictionary<string, object?> fields)
    {
        var (type, match) = (p.Choice("filterType", "none"), p.Choice("matchType", "anyFilter"));
        var rows = p.List("filters.conditions").Concat(p.List("options.filter.singleCondition")).Concat(p.List("options.filter.multipleCondition.condition")).Select(row => Condition(row, p)).OfType<object>().ToList();
        var json = p.Value("filterJson");
        fields["filter"] = type == "json" ? json : rows.Count switch
        {
            0 => null,
            1 => rows[0],
            _ => new Dictionary<string, object?> { [match == "allFilters" ? "and" : "or"] = rows },
        };
        var order = p.List("options.sort.sortValue").Concat(p.List("sort.sortValue")).Select(Order).ToList();
        fields["sorts"] = order.Count > 0 ? order : null;
    }

    private static Dictionary<string, object?>? Condition(N8nParameters row, N8nParameters p)
    {
        row.Skip("returnType", "type");
        if (row.Text("key")?.Split('|') is not [var name, var type]) return null;
        var condition = row.Choice("condition", "equals");
        var value = Values.Select(path => VendorField.ValueOf(row, path)).ToList().Find(found => found is not null);
        if (type is "formula" or "rollup") p.Lose($"Its filter on the {type} '{name}' may need another form.");
        object? wanted = condition is "is_empty" or "is_not_empty" ? true
            : condition is "past_week" or "past_month" or "past_year" or "next_week" or "next_month" or "next_year" or "this_week" ? new { }
            : type == "checkbox" ? value ?? JsonSerializer.SerializeToElement(false) : value;
        return new() { ["property"] = name, [type] = new Dictionary<string, object?> { [condition] = wanted } };
    }

    private static Dictionary<string, object?> Order(N8nParameters row)
    {
        var (byTime, key, time, direction) = (row.Flag("timestamp"), row.Text("key"), row.Text("key"), row.Choice("direction", "ascending"));
        row.Skip("type");
        return byTime ? new() { ["timestamp"] = time ?? "created_time", ["direction"] = direction } : new() { ["property"] = key?.Split('|')[0], ["direction"] = direction };
    }
}
