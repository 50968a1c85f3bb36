namespace Auterity.Conformance.Reference;

/// <summary>Opening and closing of regions, and what may leave them (rule 1).</summary>
internal sealed partial class TokenFlow
{
    private Session OpenSession(Region region)
    {
        if (!sessions.TryGetValue(region, out var session)) sessions[region] = session = new Session(region);
        return session;
    }

    /// <summary>A delivery beyond a region's header opens it at once; one at the header's door does so when the header fires.</summary>
    private void OpenEntered(FlowEdge edge)
    {
        foreach (var region in edge.Enters.Where(region => region.Header != edge.To))
            OpenSession(region);
        if (edge.LatchedIn is { } latch) sessions[latch].Arrived.Add(edge);
    }

    private void Join(Activation activation)
    {
        foreach (var region in activation.Node.Regions)
            OpenSession(region).Members.Add(activation);
    }

    /// <summary>Whether a token may go: a skip never crosses an exit edge; items that do are remembered.</summary>
    private bool Leaves(FlowEdge edge, Token token)
    {
        if (edge.Exits is not { } region) return true;
        if (token.IsSkip) return false;
        sessions[region].Carried.Add(edge);
        return true;
    }

    private bool CloseOne()
    {
        var quiet = graph.Regions.FirstOrDefault(region => sessions.ContainsKey(region) && IsQuiet(region) && !HasTokens(region) && !IsLooping(region));
        if (quiet is null) return false;
        Close(quiet);
        return true;
    }

    private void Close(Region region)
    {
        sessions.Remove(region, out var session);
        foreach (var member in region.Members)
        {
            if (member != region.Header) ports[member].ForEach(port => port.Forget(region));
            foreach (var edge in member.Back.Where(region.Holds))
                queues[edge].Waiting.Clear();
        }

        var silent = region.Exits.Where(edge => !session!.Carried.Contains(edge)).Select(edge => (edge, new Token(null, session!.Members)));
        Send([.. silent]);
        foreach (var queue in queues.Values.Where(queue => queue.Edge.LatchedIn == region && queue.Door.Count > 0).ToList())
            Deliver(queue.Edge, queue.Door.Dequeue());
    }

    /// <summary>Whether nothing inside runs or is on its way.</summary>
    private bool IsQuiet(Region region) =>
        region.Members.All(member => activations[member].All(activation => activation.Released)) && !travelling.Any(sent => region.Holds(sent.Edge));

    /// <summary>Whether a delivery waits inside.</summary>
    private bool HasTokens(Region region) => Inside(region, port => port.HasTokens, edge => edge.Waiting.Count > 0) || AtDoor(region).Any();

    private bool HasItems(Region region) => Inside(region, port => port.HasItems, edge => edge.Waiting.Any(token => !token.IsSkip)) || AtDoor(region).Any(token => !token.IsSkip);

    /// <summary>Deliveries that wait for the next session of a region inside this one.</summary>
    private IEnumerable<Token> AtDoor(Region region) => queues.Values
        .Where(queue => queue.Edge.LatchedIn is { } inner && inner != region && region.Members.Contains(inner.Header))
        .SelectMany(queue => queue.Door);

    private bool IsLooping(Region region) => region.Members.Any(loops.ContainsKey);

    private bool Inside(Region region, Func<Port, bool> port, Func<EdgeQueue, bool> edge) =>
        region.Members.Any(member => member != region.Header && ports[member].Exists(candidate => port(candidate)))
        || region.Members.SelectMany(member => member.Back).Where(region.Holds).Any(back => edge(queues[back]));
}
