using System.Globalization;

namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Merge, versions 2 and later; the first is <see cref="FirstMerge"/>.</summary>
[N8nMapping("n8n-nodes-base.merge")]
internal sealed class MergeMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        if (p.Version < 2) return new("flow.merge", FirstMerge.Of(p)) { Inputs = Ports(2) };
        var mode = p.Choice("mode", "append");
        if (mode == "combineBySql") return MappedNode.Stub("It combines its inputs by an SQL query; there is no such merge here yet.");
        var inputs = p.Version < 3 ? 2 : Math.Clamp(p.Whole("numberInputs", 2), 2, 10);
        return new("flow.merge", Of(p, mode, inputs > 2 ? inputs : null)) { Inputs = Ports(inputs) };
    }

    private static object Of(N8nParameters p, string mode, int? inputs) => mode switch
    {
        "chooseBranch" => Choose(p, inputs),
        "combine" => Combine(p, p.Version < 3 ? p.Choice("combinationMode", "mergeByFields") : p.Choice("combineBy", "combineByFields"), inputs),
        _ => new { inputs },
    };

    private static object Combine(N8nParameters p, string by, int? inputs)
    {
        var o = p.Object("options");
        var (clash, nested, keepFilled) = (ClashOf(o), o.Choice("clashHandling.values.mergeMode", "deepMerge"), o.On("clashHandling.values.overrideEmpty"));
        var values = new { clash, nested = nested == "shallowMerge" ? "shallow" : null, keepFilled };
        var (join, from, keys) = (p.Choice("joinMode", "keepMatches"), p.Choice("outputDataFrom", "both"), KeysOf(p));
        var (fuzzy, dots, matches) = (o.On("fuzzyCompare"), o.Not("disableDotNotation"), o.Choice("multipleMatches", "all"));
        var unpaired = o.On("includeUnpaired");
        return by switch
        {
            "mergeByPosition" or "combineByPosition" => new { mode = "combineByPosition", inputs, unpaired = unpaired == true ? "keep" : null, values.clash, values.nested, values.keepFilled },
            "multiplex" or "combineAll" => new { mode = "combineAll", inputs, values.clash, values.nested, values.keepFilled },
            _ => new
            {
                mode = "combineByKey",
                keys,
                join = join == "keepMatches" ? null : join,
                from = join is "keepMatches" or "keepNonMatches" && from != "both" ? from : null,
                multipleMatches = matches == "first" ? "first" : null,
                fuzzy,
                dotNotation = dots,
                values.clash,
                values.nested,
                values.keepFilled,
            },
        };
    }

    private static List<KeyRow> KeysOf(N8nParameters p)
    {
        var simple = p.Version >= 3 && !p.Flag("advanced");
        var same = p.Names("fieldsToMatchString").Select(name => new KeyRow(name, null)).ToList();
        var pairs = p.List("mergeByFields.values").Select(row => new KeyRow(row.Text("field1") ?? "", row.Text("field2") ?? "")).ToList();
        return simple && same.Count > 0 || pairs.Count == 0 ? same : pairs;
    }

    private static string? ClashOf(N8nParameters o)
    {
        switch (o.Choice("clashHandling.values.resolveClash", ""))
        {
            case "": return null;
            case "addSuffix": return "addNumber";
            case "preferInput1": return "preferInput1";
            case "preferInput2" or "preferLast": return "preferLast";
            case var other:
                o.Lose($"'{other}' wins when fields clash; here it is the last input.");
                return "preferLast";
        }
    }

    private static object Choose(N8nParameters p, int? inputs)
    {
        p.Default("chooseBranchMode", "waitForAll", "waitForBoth");
        var output = p.Choice("output", p.Version < 3 ? "input1" : "specifiedInput");
        var use = p.Whole("useDataOfInput", 1);
        return new { mode = "chooseBranch", inputs, use = output switch { "empty" => 0, "input1" => 1, "input2" => 2, _ => use } };
    }

    private static IReadOnlyList<string> Ports(int count) => [.. Enumerable.Range(1, count).Select(number => $"input{number.ToString(CultureInfo.InvariantCulture)}")];

    internal sealed record KeyRow(string Field1, string? Field2);
}
