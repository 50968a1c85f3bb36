using System.Text.RegularExpressions;

namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Code, and the older function nodes. JavaScript runs in the sandbox; what it would need from outside is named.</summary>
[N8nMapping("n8n-nodes-base.code")]
[N8nMapping("n8n-nodes-base.function")]
[N8nMapping("n8n-nodes-base.functionItem")]
internal sealed partial class CodeMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("notice");
        if (p.Node.Type == "n8n-nodes-base.function") return All(p, p.Text("functionCode", ""));
        if (p.Node.Type == "n8n-nodes-base.functionItem") return Each(p, p.Text("functionCode", ""), "{ ...$json }");
        if (p.Choice("language", "javaScript") is "python" or "pythonNative") return MappedNode.Stub("It is written in Python; here code is JavaScript.");
        p.Skip("pythonCode");
        var code = p.Text("jsCode", "");
        return p.Choice("mode", "runOnceForAllItems") == "runOnceForEachItem" ? Each(p, code, "$input.item") : All(p, code);
    }

    private static MappedNode All(N8nParameters p, string code)
    {
        NameWhatIsMissing(p, code);
        return new(TypeFor(code), new { code = Items().IsMatch(code) ? WithName("items", "$input.all()", code) : code, pairByIndex = true });
    }

    private static MappedNode Each(N8nParameters p, string code, string item)
    {
        NameWhatIsMissing(p, code);
        return new(TypeFor(code), new { mode = "each", code = Item().IsMatch(code) ? WithName("item", item, code) : code });
    }

    // Code that keeps data from one run to the next is an effect, and so a node of its own.
    private static string TypeFor(string code) => KeepsData().IsMatch(code) ? "code.memory" : "code.javascript";

    // The block lets the code declare the same name itself.
    private static string WithName(string name, string value, string code) => $"let {name} = {value};\n{{\n{code}\n}}";

    private static void NameWhatIsMissing(N8nParameters p, string code)
    {
        var outside = Outside().Matches(code).Select(match => match.Value.TrimEnd('(', ' ')).Distinct().Order(StringComparer.Ordinal).ToList();
        if (outside.Count > 0) p.Lose($"The code uses {string.Join(", ", outside)}; the sandbox has no such thing.");
    }

    [GeneratedRegex(@"\bgetWorkflowStaticData\b|\$getWorkflowStaticData\b")]
    private static partial Regex KeepsData();

    [GeneratedRegex(@"\bitems\b")]
    private static partial Regex Items();

    [GeneratedRegex(@"(?<![\w$.])item\b")]
    private static partial Regex Item();

    [GeneratedRegex(@"\bthis\.helpers|\$helpers|\brequire\s*\((?!\s*['""`](?:node:)?(?:crypto|buffer|url)['""`])|\bgetBinaryDataBuffer|(?<![\w.])fetch\s*\(|(?<![\w.])setTimeout\s*\(|(?<![\w.])process\.")]
    private static partial Regex Outside();
}
