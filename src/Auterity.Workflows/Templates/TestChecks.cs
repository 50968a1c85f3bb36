using System.Text.Json;
using Auterity.Workflows.Definitions.Validation;

namespace Auterity.Workflows.Templates;

/// <summary>Whether the tests of a template speak of what it has. Pure.</summary>
internal static class TestChecks
{
    /// <param name="template">The template.</param>
    /// <param name="sample">Its definition filled with samples.</param>
    public static IEnumerable<DefinitionFault> Check(TemplateDocument template, JsonElement sample)
    {
        var tests = template.Tests;
        if (tests.Count > TemplateLimits.MostTests)
        {
            yield return DefinitionFault.Error("tests", "too-large", $"There are {tests.Count:N0} tests; the most is {TemplateLimits.MostTests}.");
            yield break;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < tests.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(tests[i].Name) || tests[i].Name.Length > TemplateLimits.LongestName) yield return DefinitionFault.Error($"tests[{i}].name", "invalid-name", $"The name of a test has 1 to {TemplateLimits.LongestName} characters.");
            else if (!seen.Add(tests[i].Name)) yield return DefinitionFault.Error($"tests[{i}].name", "duplicate-name", $"There are several tests '{tests[i].Name}'.");
            foreach (var fault in Check(template, tests[i], $"tests[{i}]", sample)) yield return fault;
        }
    }

    private static IEnumerable<DefinitionFault> Check(TemplateDocument template, TemplateTest test, string path, JsonElement sample)
    {
        // A test may give nodes other names by its parameters.
        if (test.Parameters is { } values)
        {
            var filled = TemplateFill.Fill(template, values);
            foreach (var fault in filled.Faults) yield return fault with { Field = $"{path}.{fault.Field}" };
            if (filled.Definition is not { } definition) yield break;
            sample = definition;
        }
        else
        {
            foreach (var fault in TemplateFill.Fill(template, null).Faults) yield return fault with { Field = $"{path}.{fault.Field}" };
        }

        var nodes = NodesOf(sample);
        var named = (test.Mocks?.Keys.Select(name => (Field: "mocks", Name: name)) ?? [])
            .Concat(test.Expect.Nodes?.Keys.Select(name => (Field: "expect.nodes", Name: name)) ?? [])
            .Concat(test.Expect.NotRun?.Select(name => (Field: "expect.notRun", Name: name)) ?? []);
        foreach (var (field, name) in named.Where(one => !nodes.Contains(one.Name)))
            yield return DefinitionFault.Error($"{path}.{field}", "unknown-node", $"There is no node '{name}'.");
    }

    private static HashSet<string> NodesOf(JsonElement definition) =>
        definition.ValueKind == JsonValueKind.Object && definition.TryGetProperty("nodes", out var nodes) && nodes.ValueKind == JsonValueKind.Array
            ? nodes.EnumerateArray().Where(node => node.ValueKind == JsonValueKind.Object && node.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String).Select(node => node.GetProperty("name").GetString()!).ToHashSet(StringComparer.Ordinal)
            : [];
}
