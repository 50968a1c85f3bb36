namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Summarize: count, add up, average, collect, by groups.</summary>
[N8nMapping("n8n-nodes-base.summarize")]
internal sealed class SummarizeMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p) => Of(p);

    /// <summary>Also for the operation of the older list node.</summary>
    internal static MappedNode Of(N8nParameters p)
    {
        p.Skip("fieldsToSummarize.notice");
        var goesOn = p.Flag("options.continueIfFieldNotFound") || p.Version is >= 1.1 and < 2;
        return new("data.summarize", new
        {
            fields = p.List("fieldsToSummarize.values").Select(FieldOf).ToList(),
            splitBy = p.NameList("fieldsToSplitBy"),
            format = p.Choice("options.outputFormat", "separateItems") == "singleItem" ? "single" : null,
            skipEmptyGroups = p.On("options.skipEmptySplitFields"),
            ignoreMissingFields = goesOn ? true : (bool?)null,
            dotNotation = p.Not("options.disableDotNotation"),
        });
    }

    private static object FieldOf(N8nParameters row)
    {
        var aggregation = row.Choice("aggregation", "count");
        var (separator, custom) = (row.Text("separateBy"), row.Text("customSeparator"));
        return new
        {
            aggregation,
            field = row.Text("field", ""),
            includeEmpty = row.On("includeEmpty"),
            separateBy = aggregation != "concatenate" ? null : separator == "other" ? custom : separator,
        };
    }
}
