namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Compare datasets: what is only in A, the same, different, only in B.</summary>
[N8nMapping("n8n-nodes-base.compareDatasets")]
internal sealed class CompareMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("infoBox");
        var resolve = p.Choice("resolve", p.Version < 2 ? "preferInput2" : "includeBoth");
        var (prefer, except) = (p.Choice("preferWhenMix", "input1"), p.NameList("exceptWhenMix"));
        var (fuzzy, fuzzyOption) = (p.On("fuzzyCompare"), p.On("options.fuzzyCompare"));
        return new("data.compare", new
        {
            keys = p.List("mergeByFields.values").Select(row => new { field1 = row.Text("field1", ""), field2 = row.Filled("field2") }).ToList(),
            resolve = resolve switch { "preferInput1" => "preferA", "preferInput2" => "preferB", "mix" => "mix", _ => null },
            prefer = resolve == "mix" && prefer == "input2" ? "b" : null,
            exceptFields = resolve == "mix" ? except : null,
            skipFields = p.NameList("options.skipFields"),
            fuzzy = fuzzy ?? fuzzyOption,
            multipleMatches = p.Choice("options.multipleMatches", "first") == "all" ? "all" : null,
            dotNotation = p.Not("options.disableDotNotation"),
        })
        {
            Inputs = ["inputA", "inputB"],
            Outputs = ["inAOnly", "same", "different", "inBOnly"],
        };
    }
}
