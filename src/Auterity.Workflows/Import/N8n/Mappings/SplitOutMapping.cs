namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Split out: one item of each entry of a list.</summary>
[N8nMapping("n8n-nodes-base.splitOut")]
internal sealed class SplitOutMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p) => Of(p);

    /// <summary>Also for the operation of the older list node.</summary>
    internal static MappedNode Of(N8nParameters p)
    {
        var fields = p.NameList("fieldsToInclude");
        var include = p.Choice("include", "noOtherFields") switch { "allOtherFields" => "all", "selectedOtherFields" => "selected", _ => null };
        return new("data.splitOut", new
        {
            fields = p.NameList("fieldToSplitOut"),
            include,
            includeFields = include == "selected" ? fields : null,
            destinations = p.NameList("options.destinationFieldName"),
            dotNotation = p.Not("options.disableDotNotation"),
            includeBinary = p.On("options.includeBinary"),
        });
    }
}
