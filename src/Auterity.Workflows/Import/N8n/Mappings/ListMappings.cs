namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Aggregate: chosen fields as lists, or all items as one list.</summary>
[N8nMapping("n8n-nodes-base.aggregate")]
internal sealed class AggregateMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p) => Of(p);

    /// <summary>Also for the operation of the older list node.</summary>
    internal static MappedNode Of(N8nParameters p)
    {
        var all = p.Choice("aggregate", "aggregateIndividualFields") == "aggregateAllItemData";
        var include = p.Choice("include", "allFields") switch { "specifiedFields" => "selected", "allFieldsExcept" => "except", _ => null };
        var (selected, except, destination) = (p.NameList("fieldsToInclude"), p.NameList("fieldsToExclude"), p.Text("destinationFieldName", "data"));
        var fields = p.List("fieldsToAggregate.fieldToAggregate").Select(FieldOf).ToList();
        var (merge, missing) = (p.On("options.mergeLists"), p.On("options.keepMissing"));
        return new("data.aggregate", new
        {
            mode = all ? "all" : null,
            fields = all ? null : fields,
            mergeLists = all ? null : merge,
            keepMissing = all ? null : missing,
            destination = all ? destination : null,
            include = all ? include : null,
            includeFields = !all ? null : include switch { "selected" => selected, "except" => except, _ => null },
            dotNotation = p.Not("options.disableDotNotation"),
            includeBinaries = p.On("options.includeBinaries"),
            uniqueBinaries = p.On("options.keepOnlyUnique"),
        });
    }

    private static object FieldOf(N8nParameters row)
    {
        var (rename, name) = (row.Flag("renameField"), row.Filled("outputFieldName"));
        return new { field = row.Text("fieldToAggregate", ""), name = rename ? name : null };
    }
}

/// <summary>Limit: the first or the last items.</summary>
[N8nMapping("n8n-nodes-base.limit")]
internal sealed class LimitMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p) => Of(p);

    /// <summary>Also for the operation of the older list node.</summary>
    internal static MappedNode Of(N8nParameters p) =>
        new("data.limit", new { maxItems = p.Number("maxItems", 1), keep = p.Choice("keep", "firstItems") == "lastItems" ? "last" : null });
}

/// <summary>Sort by fields, at random, or by code.</summary>
[N8nMapping("n8n-nodes-base.sort")]
internal sealed class SortMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p) => Of(p);

    /// <summary>Also for the operation of the older list node.</summary>
    internal static MappedNode Of(N8nParameters p)
    {
        var type = p.Choice("type", "simple");
        var (code, rows) = (p.Text("code"), p.List("sortFieldsUi.sortField"));
        var fields = rows.Select(row => new { field = row.Text("fieldName", ""), order = row.Choice("order", "ascending") == "descending" ? "descending" : null }).ToList();
        return new("data.sort", new
        {
            mode = type switch { "random" => "random", "code" => "code", _ => null },
            fields = type == "simple" ? fields : null,
            dotNotation = p.Not("options.disableDotNotation"),
            code = type == "code" ? code : null,
        });
    }
}

/// <summary>Rename keys, one by one and by pattern.</summary>
[N8nMapping("n8n-nodes-base.renameKeys")]
internal sealed class RenameKeysMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p) => new("data.renameKeys", new
    {
        keys = p.List("keys.key").Select(row => new { from = row.Text("currentKey", ""), to = row.Text("newKey", "") }).ToList(),
        patterns = p.List("additionalOptions.regexReplacement.replacements").Select(row => new
        {
            pattern = row.Text("searchRegex", ""),
            replacement = row.Text("replaceRegex", ""),
            caseSensitive = row.Not("options.caseInsensitive"),
            depth = row.Has("options.depth") ? row.Number("options.depth", -1) : null,
        }).ToList() is { Count: > 0 } patterns ? patterns : null,
    });
}

/// <summary>The older node that had all list operations in one.</summary>
[N8nMapping("n8n-nodes-base.itemLists")]
internal sealed class ItemListsMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("resource");
        return p.Choice("operation", "splitOutItems") switch
        {
            "aggregateItems" or "concatenateItems" => AggregateMapping.Of(p),
            "removeDuplicates" => DuplicatesMapping.InInput(p),
            "sort" => SortMapping.Of(p),
            "limit" => LimitMapping.Of(p),
            "summarize" => SummarizeMapping.Of(p),
            _ => SplitOutMapping.Of(p),
        };
    }
}
