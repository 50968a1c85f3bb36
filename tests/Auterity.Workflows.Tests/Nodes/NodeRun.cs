using System.Text;
using Auterity.Sdk;

namespace Auterity.Workflows.Tests.Nodes;

/// <summary>What a node handed back, easy to compare: JSON texts and sources for each port.</summary>
internal sealed class NodeRun
{
    private NodeRun(NodeResult result, IReadOnlyList<PortItems> ports, IReadOnlyList<IReadOnlyList<Item>> inputs)
    {
        Result = result;
        Items = [.. ports.Select(port => port.Items)];
        Ports = [.. ports.Select(port => port.Items.Select(item => item.ToString()).ToArray())];
        Sources = [.. ports.Select(port => SourcesOf(port, inputs))];
    }

    public NodeResult Result { get; }

    /// <summary>Items of each output port; a skipped port is empty.</summary>
    public IReadOnlyList<IReadOnlyList<Item>> Items { get; }

    /// <summary>JSON texts of each output port; a skipped port is empty.</summary>
    public IReadOnlyList<string[]> Ports { get; }

    /// <summary>JSON texts of the first output port.</summary>
    public string[] Main => Ports.Count == 0 ? [] : Ports[0];

    /// <summary>Lineage of each output port, as the engine would record it: <c>"0:2"</c> is item 2 of port 0, <c>"0:1+1:0"</c> was made of two, <c>"?"</c> is unknown.</summary>
    public IReadOnlyList<string[]> Sources { get; }

    public static NodeRun Of(NodeResult result, NodeContext context) => new(result, PortsOf(result), context.Inputs);

    public override string ToString()
    {
        var text = new StringBuilder(Result.GetType().Name);
        for (var port = 0; port < Ports.Count; port++)
            text.Append('\n').Append(port).Append(": ").AppendJoin(", ", Ports[port]).Append(" from ").AppendJoin(", ", Sources[port]);
        return text.ToString();
    }

    private static IReadOnlyList<PortItems> PortsOf(NodeResult result) => result switch
    {
        NodeResult.Outputs outputs => [.. outputs.Ports.Select(port => port ?? PortItems.None)],
        NodeResult.Sleep sleep => [sleep.Items],
        NodeResult.CallWorkflow call => call.Inputs,
        _ => [],
    };

    private static string[] SourcesOf(PortItems port, IReadOnlyList<IReadOnlyList<Item>> inputs)
    {
        if (port.Sources is { } sources)
        {
            Assert.Equal(port.Items.Count, sources.Count);
            return [.. sources.Select(source => source.Length == 0 ? "?" : string.Join("+", source.Select(one => $"{one.Port}:{one.Index}")))];
        }

        return [.. port.Items.Select(item => Guess(item, inputs))];
    }

    private static string Guess(Item item, IReadOnlyList<IReadOnlyList<Item>> inputs)
    {
        for (var port = 0; port < inputs.Count; port++)
        {
            for (var index = 0; index < inputs[port].Count; index++)
            {
                if (ReferenceEquals(inputs[port][index], item)) return $"{port}:{index}";
            }
        }

        return inputs.Sum(port => port.Count) == 1 ? $"{inputs.ToList().FindIndex(port => port.Count == 1)}:0" : "?";
    }
}
