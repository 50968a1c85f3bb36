namespace Auterity.Workflows.Definitions.Validation;

/// <summary>Sub-nodes and the hosts they plug into.</summary>
internal static class AttachmentChecks
{
    public static IEnumerable<DefinitionFault> Check(DefinitionGraph graph) => [.. graph.AttachmentEdges.SelectMany(Plug), .. Slots(graph), .. Loose(graph), .. Cycles(graph)];

    private static IEnumerable<DefinitionFault> Plug(GraphEdge edge)
    {
        var (from, to, slot) = (edge.From, edge.To, edge.Definition.Input);
        if (from.Type is not null && !from.IsAttachment && !from.IsStub)
            yield return DefinitionFault.Error(from.Definition, null, "not-an-attachment", $"'{from.Definition.Name}' is no sub-node and cannot be plugged into '{to.Definition.Name}' ({slot}).");
        else if (from.IsAttachment && from.Type!.Info.Outputs.Any(IsSlot) && !from.Type.Info.Outputs.Contains(slot))
            yield return DefinitionFault.Error(from.Definition, null, "wrong-slot", $"'{from.Definition.Name}' fits {string.Join(", ", from.Type.Info.Outputs)}, not {slot} of '{to.Definition.Name}'.");
        if (to.Type is null || SlotsOf(to).Any(known => known.Name == slot)) yield break;
        var names = SlotsOf(to).Select(known => known.Name).ToList();
        yield return DefinitionFault.Error(to.Definition, null, "wrong-slot", names.Count == 0
            ? $"'{to.Definition.Name}' takes no sub-nodes, but '{from.Definition.Name}' is plugged into it ({slot})."
            : $"'{to.Definition.Name}' has no slot '{slot}' for '{from.Definition.Name}'. It has: {string.Join(", ", names)}.");
    }

    /// <summary>Slots that must have one, and slots that have too many. A disabled sub-node counts as not attached.</summary>
    private static IEnumerable<DefinitionFault> Slots(DefinitionGraph graph)
    {
        var plugged = graph.AttachmentEdges.Where(edge => !edge.From.Definition.Disabled).ToLookup(edge => (edge.To, edge.Definition.Input));
        foreach (var host in graph.Nodes.Where(node => !node.Definition.Disabled && !node.IsStub))
            foreach (var slot in SlotsOf(host))
            {
                var count = plugged[(host, slot.Name)].Count();
                if (count == 0 && slot.Required)
                    yield return DefinitionFault.Error(host.Definition, null, "attachment-missing", $"'{host.Definition.Name}' needs a sub-node at {slot.Name}. Plug one in.");
                if (count > 1 && !slot.Several)
                    yield return DefinitionFault.Error(host.Definition, null, "too-many-attachments", $"'{host.Definition.Name}' takes one sub-node at {slot.Name}, not {count}: {string.Join(", ", plugged[(host, slot.Name)].Select(edge => $"'{edge.From.Definition.Name}'"))}.");
            }
    }

    private static IEnumerable<DefinitionFault> Loose(DefinitionGraph graph)
    {
        var used = graph.AttachmentEdges.Select(edge => edge.From).ToHashSet();
        return graph.Nodes.Where(node => node.IsAttachment && !used.Contains(node))
            .Select(node => DefinitionFault.Warning(node.Definition, null, "attachment-loose", $"'{node.Definition.Name}' is plugged into nothing and is never used."));
    }

    /// <summary>Takes away sub-nodes whose own sub-nodes are gone, again and again; what stays plugs into itself.</summary>
    private static IEnumerable<DefinitionFault> Cycles(DefinitionGraph graph)
    {
        var hosts = graph.AttachmentEdges.ToLookup(edge => edge.From, edge => edge.To);
        var waiting = graph.AttachmentEdges.GroupBy(edge => edge.To).ToDictionary(group => group.Key, group => group.Count());
        var open = new Stack<GraphNode>(graph.Nodes.Where(node => !waiting.ContainsKey(node)));
        var left = graph.Nodes.ToHashSet();
        while (open.TryPop(out var node))
        {
            left.Remove(node);
            foreach (var host in hosts[node])
                if (--waiting[host] == 0)
                    open.Push(host);
        }

        return graph.Nodes.Where(left.Contains).Where(node => hosts[node].Any(left.Contains)).Select(node =>
            DefinitionFault.Error(node.Definition, null, "attachment-cycle", $"'{node.Definition.Name}' is plugged, over others, into itself. Take one of the connections away."));
    }

    private static IEnumerable<(string Name, bool Several, bool Required)> SlotsOf(GraphNode host) =>
        host.Type is null ? [] : host.Type.Info.Attachments.Select(slot => (slot.TrimEnd('*', '!'), slot.Contains('*', StringComparison.Ordinal), slot.Contains('!', StringComparison.Ordinal)));

    private static bool IsSlot(string port) => port.StartsWith("ai_", StringComparison.Ordinal);
}
