namespace Auterity.Conformance.Reference;

/// <summary>What happens when nothing runs any more and something is left over (rule 4).</summary>
internal sealed partial class TokenFlow
{
    /// <summary>Frees a quiet run; false when nothing is left that could be freed.</summary>
    public bool Free()
    {
        // 1. Regions that hold only skips close, innermost first.
        if (graph.Regions.FirstOrDefault(region => sessions.ContainsKey(region) && !HasItems(region) && !IsLooping(region)) is { } region)
        {
            Close(region);
            return true;
        }

        // 2. The earliest node that waits with items fires without what is missing; a loop that lost its batch goes on as if nothing had returned.
        var waiting = graph.Nodes.Where(node => WaitsWithItems(node) || HasLostBatch(node));
        if (waiting.OrderBy(node => node.Rank).ThenBy(node => node.Stored).FirstOrDefault() is not { } earliest) return false;
        Force(earliest);
        return true;
    }

    private bool WaitsWithItems(FlowNode node) => WaitsForReturn(node) || (!IsBusy(node) && ports[node].Exists(port => port.HasItems));

    private bool HasLostBatch(FlowNode node) => node.HeaderOf is { } region && loops.ContainsKey(node) && !HasItems(region);

    private bool WaitsForReturn(FlowNode node) => node.Back.Any(edge => queues[edge].Waiting.Any(token => !token.IsSkip));

    private void Force(FlowNode node)
    {
        if (WaitsForReturn(node) || HasLostBatch(node)) ForceBack(node);
        else Forward(node, ports[node].ToDictionary(port => port.Name, port => port.Force()), forced: true);
    }

    private void ForceBack(FlowNode node) => Back(
        node,
        node.Back.OrderBy(edge => edge.Stored).ToDictionary(edge => edge, edge => queues[edge].Waiting.Count > 0 ? queues[edge].Waiting.Dequeue() : Token.Skip),
        forced: true);
}
