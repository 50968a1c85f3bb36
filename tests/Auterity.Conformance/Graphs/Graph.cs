using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Definitions;

namespace Auterity.Conformance;

/// <summary>
/// Builds a definition from text such as <c>T → If; If.true → M:a; If.false → E</c>: chains parted by semicolons, <c>.port</c> leaves and
/// <c>:port</c> enters. Nodes and edges are stored in the order they are first written. A name of T and digits is a trigger; others pass items on.
/// </summary>
public static class Graph
{
    public static WorkflowDefinition Of(string text, params (string Name, NodeSpec Spec)[] nodes)
    {
        var edges = new List<EdgeDefinition>();
        var names = new List<string>();
        foreach (var chain in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            Read(chain, names, edges);
        var unknown = nodes.Select(node => node.Name).Except(names).ToList();
        if (unknown.Count > 0) throw new ArgumentException($"Not in the graph: {string.Join(", ", unknown)}.");
        var specs = nodes.ToDictionary(node => node.Name, node => node.Spec);
        return new WorkflowDefinition
        {
            Nodes = [.. names.Select(name => NodeOf(name, specs.GetValueOrDefault(name) ?? DefaultOf(name), edges))],
            Edges = edges,
        };
    }

    /// <summary>A definition's node from a spec; ports the edges use and the spec does not name are added.</summary>
    public static NodeDefinition NodeOf(string name, NodeSpec spec, IReadOnlyList<EdgeDefinition> edges)
    {
        var script = spec.Script;
        if (spec.Type == "test.script") script = WithUsedPorts(script, name, edges);
        var parameters = new Dictionary<string, object>(spec.Parameters);
        if (spec.Type.StartsWith("test.", StringComparison.Ordinal)) parameters["script"] = script;
        return new NodeDefinition
        {
            Id = name,
            Name = name,
            Type = spec.Type,
            Policy = spec.Policy,
            Disabled = spec.Disabled,
            Parameters = JsonSerializer.SerializeToElement(parameters, JsonDefaults.Options),
        };
    }

    private static Script WithUsedPorts(Script script, string name, IReadOnlyList<EdgeDefinition> edges)
    {
        var outputs = edges.Where(edge => edge.From == name && edge.Output != "error").Select(edge => edge.Output);
        var inputs = edges.Where(edge => edge.To == name && !IsAttachment(edge)).Select(edge => edge.Input).ToList();
        if (script.Outputs is ["main"] && outputs.Any(port => port != "main")) script = script with { Outputs = [.. outputs.Distinct()] };
        if (script.Inputs is ["main"] && inputs.Exists(port => port != "main")) script = script with { Inputs = [.. inputs.Distinct().Order(StringComparer.Ordinal)] };
        return script;
    }

    /// <summary>Whether an edge plugs a sub-node into its host instead of carrying items.</summary>
    public static bool IsAttachment(EdgeDefinition edge) => edge.Input.StartsWith("ai_", StringComparison.Ordinal);

    private static void Read(string chain, List<string> names, List<EdgeDefinition> edges)
    {
        (string Name, string Output)? previous = null;
        foreach (var part in chain.Replace("->", "→", StringComparison.Ordinal).Split('→', StringSplitOptions.TrimEntries))
        {
            var dot = part.IndexOf('.', StringComparison.Ordinal);
            var output = dot < 0 ? "main" : part[(dot + 1)..];
            var head = dot < 0 ? part : part[..dot];
            var colon = head.IndexOf(':', StringComparison.Ordinal);
            var input = colon < 0 ? "main" : head[(colon + 1)..];
            var name = colon < 0 ? head : head[..colon];
            if (!names.Contains(name)) names.Add(name);
            if (previous is { } from) edges.Add(new EdgeDefinition(from.Name, name, from.Output, input));
            previous = (name, output);
        }
    }

    private static NodeSpec DefaultOf(string name) => name[0] == 'T' && name.Skip(1).All(char.IsAsciiDigit) ? Kind.Trigger : Kind.Pass;
}
