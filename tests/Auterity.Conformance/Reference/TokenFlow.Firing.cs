namespace Auterity.Conformance.Reference;

/// <summary>When a node fires, and with what (rules 2 and 3).</summary>
internal sealed partial class TokenFlow
{
    private bool FireOne()
    {
        foreach (var node in graph.Nodes.OrderBy(node => node.Rank).ThenBy(node => node.Stored))
            if (FireBack(node) || FireForward(node)) return true;
        return false;
    }

    private bool FireForward(FlowNode node)
    {
        if (IsBusy(node) || !ports[node].Exists(port => port.HasNews) || !ports[node].All(port => port.Ready)) return false;
        Forward(node, ports[node].ToDictionary(port => port.Name, port => port.Take()), forced: false);
        return true;
    }

    /// <summary>A header takes one forward delivery a session; further ones wait at its door.</summary>
    private bool IsBusy(FlowNode node) => loops.ContainsKey(node) || (node.HeaderOf is { } region && sessions.TryGetValue(region, out var session) && session.Entered);

    private void Forward(FlowNode node, Dictionary<string, Token> taken, bool forced)
    {
        var skipped = !taken.Values.Any(token => token.IsFresh) || LacksRequired(node, taken);
        var causes = CausesOf(taken.Values, forced);
        if (node.HeaderOf is { } region)
        {
            var session = OpenSession(region);
            session.Entered = true;
            foreach (var (port, token) in taken)
                session.Entry[port] = token;
        }

        var inputs = InputsOf(taken);
        if (skipped) Create(node, [], causes, skipped: true, forced);
        else if (node.IsLoop && !node.Definition.Disabled) BeginLoop(node, inputs, causes, forced);
        else Create(node, inputs, causes, forced: forced, limit: NextPass(node));
    }

    private bool FireBack(FlowNode node)
    {
        var group = node.Back.OrderBy(edge => edge.Stored).Select(edge => queues[edge]).ToList();
        if (group.Count == 0 || !group.All(edge => edge.Waiting.Count > 0) || IsSpeaking(node)) return false;
        Back(node, group.ToDictionary(edge => edge.Edge, edge => edge.Take()), forced: false);
        return true;
    }

    /// <summary>What a loop does with a return depends on the batch before: that one goes out first.</summary>
    private bool IsSpeaking(FlowNode node) => node.IsLoop && !node.Definition.Disabled && activations[node].Exists(activation => !activation.Released);

    private void Back(FlowNode node, Dictionary<FlowEdge, Token> returned, bool forced)
    {
        var session = sessions[node.HeaderOf!];
        if (node.IsLoop && !node.Definition.Disabled)
        {
            ContinueLoop(node, Token.Joined(returned.Values), CausesOf(returned.Values, forced), forced);
            return;
        }

        if (returned.Values.All(token => token.IsSkip)) return;
        var taken = new Dictionary<string, Token>();
        foreach (var port in node.Inputs)
        {
            var tokens = returned.Where(pair => pair.Key.Input == port).Select(pair => pair.Value).ToList();
            if (tokens.Count > 0) taken[port] = Token.Joined(tokens);
            else if (session.Entry.TryGetValue(port, out var latched)) taken[port] = latched;
        }

        var skipped = LacksRequired(node, taken);
        Create(node, InputsOf(taken), CausesOf(taken.Values, forced), skipped, forced, limit: skipped ? null : NextPass(node));
    }

    private static bool LacksRequired(FlowNode node, Dictionary<string, Token> taken) =>
        node.Inputs.Any(port => node.IsRequired(port) && (!taken.TryGetValue(port, out var token) || token.IsSkip));

    /// <summary>Counts a pass of the header's session; names the limit when there are too many.</summary>
    private string? NextPass(FlowNode node) =>
        node.HeaderOf is { } region && ++sessions[region].Passes > settings.MaxPasses + sessions[region].MorePasses ? "max-passes" : null;

    private List<Activation> CausesOf(IEnumerable<Token> tokens, bool forced) =>
        [.. tokens.SelectMany(token => token.Causes), .. forced ? Released : []];

    private static Dictionary<string, IReadOnlyList<RefItem>> InputsOf(Dictionary<string, Token> taken) =>
        taken.Where(port => !port.Value.IsSkip).ToDictionary(port => port.Key, port => port.Value.Items!);

    // ---- loop ----------------------------------------------------------------

    /// <summary>A loop to which nothing can return ends with its first batch, and skips <c>done</c>.</summary>
    private void BeginLoop(FlowNode node, Dictionary<string, IReadOnlyList<RefItem>> inputs, IReadOnlyList<Activation> causes, bool forced)
    {
        var items = Seen(node, inputs).Values.SelectMany(port => port);
        var loop = new LoopProgress(items);
        if (node.HeaderOf is not null) loops[node] = loop;
        SendBatch(node, loop, inputs, causes, forced);
    }

    private void ContinueLoop(FlowNode node, Token returned, List<Activation> causes, bool forced)
    {
        if (!loops.TryGetValue(node, out var loop))
        {
            if (!returned.IsSkip) Dropped++;
            return;
        }

        loop.Collected.AddRange(returned.Items ?? []);
        causes.Add(loop.Last!);
        if (returned.IsSkip && StopsOnNothing(node))
        {
            loops.Remove(node);
            return;
        }

        var inputs = new Dictionary<string, IReadOnlyList<RefItem>> { ["main"] = returned.Items ?? [] };
        if (loop.HasMore) SendBatch(node, loop, inputs, causes, forced);
        else FinishLoop(node, loop, inputs, causes, forced);
    }

    private void SendBatch(FlowNode node, LoopProgress loop, Dictionary<string, IReadOnlyList<RefItem>> inputs, IReadOnlyList<Activation> causes, bool forced)
    {
        var size = node.Definition.Parameters.TryGetProperty("batchSize", out var value) ? value.GetInt32() : 1;
        var activation = Create(node, inputs, causes, forced: forced, silent: node.HeaderOf is null ? [] : ["done"], limit: NextPass(node));
        activation.Outputs = Same(activation, "loop", loop.NextBatch(size));
        loop.Last = activation;
    }

    private void FinishLoop(FlowNode node, LoopProgress loop, Dictionary<string, IReadOnlyList<RefItem>> inputs, IReadOnlyList<Activation> causes, bool forced)
    {
        loops.Remove(node);
        var activation = Create(node, inputs, causes, forced: forced, silent: ["loop"]);
        activation.Outputs = loop.Collected.Count > 0
            ? Same(activation, "done", loop.Collected)
            : new() { ["done"] = [new RefItem(Sdk.Item.Empty, activation, null)] };
    }

    private static bool StopsOnNothing(FlowNode node) =>
        node.Definition.Parameters.TryGetProperty("whenNothingReturns", out var value) && value.GetString() == "stop";

    private static Dictionary<string, IReadOnlyList<RefItem>> Same(Activation activation, string port, IEnumerable<RefItem> items) =>
        new() { [port] = [.. items.Select(item => new RefItem(item.Item, activation, [item]))] };
}
