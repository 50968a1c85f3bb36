using System.Globalization;
using System.Text.Json;

namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Switch: rules of conditions since version 3, one value against many before.</summary>
[N8nMapping("n8n-nodes-base.switch")]
internal sealed class SwitchMapping : N8nMapping
{
    private const int FirstFormOutputs = 4;

    public override MappedNode Map(N8nParameters p) => (p.Choice("mode", "rules"), p.Version) switch
    {
        ("expression", _) => ByExpression(p),
        (_, >= 3) => ByConditions(p),
        _ => ByValue(p),
    };

    private static MappedNode ByExpression(N8nParameters p)
    {
        var count = Math.Clamp(p.Whole(p.Version < 3 ? "outputsAmount" : "numberOutputs", FirstFormOutputs), 1, 100);
        return new("flow.switch", new { mode = "expression", output = p.Value("output") ?? JsonSerializer.SerializeToElement(0), outputs = count })
        {
            Outputs = [.. Enumerable.Range(0, count).Select(Numbered)],
        };
    }

    private static MappedNode ByConditions(N8nParameters p)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal) { "fallback", "error" };
        var rules = p.List("rules.values").Select((rule, index) => new { conditions = N8nConditions.Of(p, rule.Object("conditions")), port = PortOf(rule, index, taken) }).ToList();
        var fallback = p.Choice("options.fallbackOutput", "none");
        p.Skip("options.renameFallbackOutput");
        var named = int.TryParse(p.Text("options.fallbackOutput"), CultureInfo.InvariantCulture, out var at) && at >= 0 && at < rules.Count ? rules[at].port : null;
        return new("flow.switch", new
        {
            rules,
            fallback = named ?? (fallback == "extra" ? "extra" : null),
            allMatching = p.On("options.allMatchingOutputs"),
        })
        {
            Outputs = [.. rules.Select(rule => rule.port), .. fallback == "extra" ? ["fallback"] : Array.Empty<string>()],
        };
    }

    // Two outputs of the same name are two ports all the same.
    private static string PortOf(N8nParameters rule, int index, HashSet<string> taken)
    {
        var (renamed, key) = (rule.Flag("renameOutput"), rule.Text("outputKey"));
        var name = renamed && key is { Length: > 0 } && !key.StartsWith('=') ? key.Trim() : Numbered(index);
        if (name.Length > 0 && taken.Add(name)) return name;
        for (var number = 2; ; number++)
            if (taken.Add($"{name} {number}")) return $"{name} {number}";
    }

    private static MappedNode ByValue(N8nParameters p)
    {
        var type = p.Choice("dataType", "number");
        if (type is not ("number" or "string" or "boolean" or "dateTime")) type = "string";
        var value = p.Value("value1");
        var rows = p.List("rules.rules").Select((row, index) => (Rule: RuleOf(row, type, value, index), Output: p.Version < 2 ? row.Whole("output", 0) : index)).ToList();
        foreach (var row in p.List("rules.rules")) row.Skip("outputKey");
        var count = p.Version < 2 ? FirstFormOutputs : rows.Count;
        var fallback = p.Has("fallbackOutput") ? p.Whole("fallbackOutput", -1) : -1;
        var used = rows.Select(row => row.Output).ToHashSet();
        var extra = fallback >= 0 && !used.Contains(fallback);
        return new("flow.switch", new
        {
            rules = rows.Select(row => new { row.Rule.conditions, port = Numbered(row.Output) }),
            fallback = extra ? "extra" : fallback >= 0 ? Numbered(fallback) : null,
        })
        {
            Outputs = [.. Enumerable.Range(0, Math.Max(count, p.Version < 2 ? FirstFormOutputs : 0)).Select(index => used.Contains(index) ? Numbered(index) : extra && index == fallback ? "fallback" : null)],
        };
    }

    private static (object conditions, int index) RuleOf(N8nParameters row, string type, JsonElement? value, int index) =>
        (N8nConditions.Single(row, type, value, row.Choice("operation", type switch { "number" => "smaller", "dateTime" => "after", _ => "equal" }), row.Value("value2")), index);

    private static string Numbered(int index) => index.ToString(CultureInfo.InvariantCulture);
}
