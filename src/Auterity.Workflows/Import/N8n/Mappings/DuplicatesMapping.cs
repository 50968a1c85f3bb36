namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Remove duplicates: within the input, or against earlier runs (version 2).</summary>
[N8nMapping("n8n-nodes-base.removeDuplicates")]
internal sealed class DuplicatesMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p) => p.Choice("operation", "removeDuplicateInputItems") switch
    {
        "removeItemsSeenInPreviousExecutions" => AcrossRuns(p),
        "clearDeduplicationHistory" => Forget(p),
        _ => InInput(p),
    };

    /// <summary>Also for the operation of the older list node.</summary>
    internal static MappedNode InInput(N8nParameters p)
    {
        var compare = p.Choice("compare", "allFields") switch { "selectedFields" => "selected", "allFieldsExcept" => "except", _ => null };
        var (selected, except, drop) = (p.NameList("fieldsToCompare"), p.NameList("fieldsToExclude"), p.On("options.removeOtherFields"));
        return new("data.removeDuplicates", new
        {
            compare,
            fields = compare switch { "selected" => selected, "except" => except, _ => null },
            dropOtherFields = compare == "selected" ? drop : null,
            dotNotation = p.Not("options.disableDotNotation"),
        });
    }

    private static MappedNode AcrossRuns(N8nParameters p)
    {
        var (seen, number, date) = (p.Value("dedupeValue"), p.Value("incrementalDedupeValue"), p.Value("dateDedupeValue"));
        var size = p.Has("options.historySize") ? p.Number("options.historySize", 10_000) : null;
        var (mode, key) = p.Choice("logic", "removeItemsWithAlreadySeenKeyValues") switch
        {
            "removeItemsUpToStoredIncrementalKey" => ("number", number),
            "removeItemsUpToStoredDate" => ("date", date),
            _ => ("seen", seen),
        };
        return new("data.removeDuplicates", new { mode, key, scope = ScopeOf(p), historySize = mode == "seen" ? size : null }) { Outputs = ["main", "discarded"] };
    }

    private static MappedNode Forget(N8nParameters p)
    {
        p.Default("mode", "cleanDatabase");
        return new("data.removeDuplicates", new { mode = "forget", scope = ScopeOf(p) });
    }

    private static string? ScopeOf(N8nParameters p) => p.Choice("options.scope", "node") == "workflow" ? "workflow" : null;
}
