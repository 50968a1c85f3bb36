namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Merge, version 1, whose modes had other names.</summary>
internal static class FirstMerge
{
    public static object Of(N8nParameters p)
    {
        var mode = p.Choice("mode", "append");
        var (join, output, overwrite) = (p.Choice("join", "left"), p.Choice("output", "input1"), p.Choice("overwrite", "always"));
        var keys = new[] { new MergeMapping.KeyRow(p.Text("propertyName1") ?? "", p.Text("propertyName2") ?? "") };
        switch (mode)
        {
            case "append":
                return new { };
            case "mergeByIndex":
                return new { mode = "combineByPosition", unpaired = join switch { "inner" => null, "outer" => "keep", _ => "keepFirst" } };
            case "mergeByKey":
                // Input 1 takes what the last match of input 2 knows.
                return new
                {
                    mode = "combineByKey",
                    keys,
                    join = "enrichInput1",
                    multipleMatches = "first",
                    clash = overwrite == "undefined" ? "preferInput1" : "preferLast",
                    nested = "shallow",
                    keepFilled = overwrite == "blank" ? true : (bool?)null,
                };
            case "keepKeyMatches" or "removeKeyMatches":
                return new { mode = "combineByKey", keys, join = mode == "keepKeyMatches" ? null : "keepNonMatches", from = "input1", multipleMatches = "first" };
            case "multiplex":
                return new { mode = "combineAll" };
            case "passThrough":
                return new { mode = "chooseBranch", use = output == "input2" ? 2 : 1 };
            case "wait":
                return new { mode = "chooseBranch", use = 0 };
            default:
                p.Lose($"The mode '{mode}' is not known; the inputs are appended.");
                return new { };
        }
    }
}
