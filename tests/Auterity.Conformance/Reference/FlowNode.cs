using System.Text.Json;
using Auterity.Workflows.Definitions;

namespace Auterity.Conformance.Reference;

/// <summary>A node of the flow and its place in it.</summary>
internal sealed class FlowNode
{
    public FlowNode(NodeDefinition definition, int stored)
    {
        Definition = definition;
        Stored = stored;
        Script = Scripted.Of(definition.Parameters);
        Outputs = IsLoop ? ["loop", "done"] : Script.Outputs;
        if (Policy.OnError == OnError.ErrorOutput) Outputs = [.. Outputs, "error"];
    }

    public NodeDefinition Definition { get; }

    public string Id => Definition.Id;

    public NodePolicy Policy => Definition.Policy;

    public Script Script { get; }

    /// <summary>Place in the definition: the last resort in every tie.</summary>
    public int Stored { get; }

    /// <summary>Place in the depth-first walk from the trigger.</summary>
    public int Entered { get; set; }

    /// <summary>Longest path over forward edges from the trigger.</summary>
    public int Rank { get; set; } = -1;

    /// <summary>Innermost region around the node; null outside all loops.</summary>
    public Region? Region { get; set; }

    /// <summary>The region this node is the header of.</summary>
    public Region? HeaderOf { get; set; }

    public List<FlowEdge> In { get; } = [];

    public List<FlowEdge> Out { get; } = [];

    public IReadOnlyList<string> Outputs { get; }

    public IReadOnlyList<string> Inputs => IsLoop ? ["main"] : Script.Inputs;

    public IEnumerable<FlowEdge> Forward => In.Where(edge => !edge.IsBack);

    public IEnumerable<FlowEdge> Back => In.Where(edge => edge.IsBack);

    /// <summary>Input ports that forward edges reach, in port order.</summary>
    public IReadOnlyList<string> WiredPorts => [.. Inputs.Where(port => Forward.Any(edge => edge.Input == port))];

    public bool IsLoop => Definition.Type == "flow.loop";

    public bool IsPerItem => Definition.Type is "test.pure" or "test.effect" or "test.atMostOnce" or "test.agent";

    public bool IsAtMostOnce => Definition.Type == "test.atMostOnce";

    public bool IsEffect => Definition.Type is "test.effect" or "test.atMostOnce";

    public bool IsAgent => Definition.Type == "test.agent";

    public bool IsRequired(string port) => Definition.Type == "test.needs" && port == "b" && !Definition.Disabled;

    /// <summary>The regions around the node, innermost first.</summary>
    public IEnumerable<Region> Regions
    {
        get
        {
            for (var region = Region; region is not null; region = region.Parent)
                yield return region;
        }
    }

    /// <summary>What <c>$('…')</c> the node's expression asks for; null when it has none.</summary>
    public (string Node, bool Item)? Saw
    {
        get
        {
            if (!Definition.Parameters.TryGetProperty("saw", out var saw) || saw.ValueKind != JsonValueKind.String) return null;
            var parts = saw.GetString()!.Split('\'');
            return (parts[1], parts[2].StartsWith(").item", StringComparison.Ordinal));
        }
    }

    public override string ToString() => Id;
}

/// <summary>A connection of the flow and the regions it crosses.</summary>
internal sealed class FlowEdge(int stored, FlowNode from, FlowNode to, string output, string input)
{
    public int Stored { get; } = stored;

    public FlowNode From { get; } = from;

    public FlowNode To { get; } = to;

    public string Output { get; } = output;

    public string Input { get; } = input;

    /// <summary>Whether it returns to the header of a region from inside.</summary>
    public bool IsBack { get; set; }

    /// <summary>Outermost region it leaves; null when it leaves none.</summary>
    public Region? Exits { get; private set; }

    /// <summary>Regions it enters, outermost first.</summary>
    public IReadOnlyList<Region> Enters { get; private set; } = [];

    /// <summary>The region for whose session its last delivery is kept for later passes; null when it enters none, or enters at the header.</summary>
    public Region? LatchedIn { get; private set; }

    /// <summary>Works out what it crosses, once every region is known.</summary>
    public void Place()
    {
        Exits = From.Regions.LastOrDefault(region => !region.Members.Contains(To));
        Enters = [.. To.Regions.Where(region => !region.Members.Contains(From)).Reverse()];
        LatchedIn = Enters.Count > 0 && Enters[0].Header != To ? Enters[0] : null;
    }

    public override string ToString() => $"{From}.{Output}→{To}:{Input}";
}

/// <summary>A loop of the flow: a strongly connected component with the node that opens it.</summary>
internal sealed class Region(FlowNode header, IReadOnlySet<FlowNode> members, Region? parent)
{
    public FlowNode Header { get; } = header;

    public IReadOnlySet<FlowNode> Members { get; } = members;

    public Region? Parent { get; } = parent;

    public int Depth { get; } = (parent?.Depth ?? 0) + 1;

    /// <summary>Edges for which this is the outermost region they leave, in stored order.</summary>
    public IEnumerable<FlowEdge> Exits => Members.SelectMany(member => member.Out).Where(edge => edge.Exits == this).OrderBy(edge => edge.Stored);

    /// <summary>Whether a delivery on this edge is inside: not if it waits at the header's door.</summary>
    public bool Holds(FlowEdge edge) => Members.Contains(edge.To) && (edge.To != Header || edge.IsBack);

    public override string ToString() => $"loop of {Header}";
}
