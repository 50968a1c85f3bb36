using Auterity.Sdk;
using Auterity.Workflows.Definitions;

namespace Auterity.Conformance.Reference;

/// <summary>What an agent hears from its attached tools (rule 14). A tool that has answered is not asked again, however often the agent is tried.</summary>
internal sealed class Agents(WorkflowDefinition definition, List<EffectCall> calls)
{
    /// <summary>Asks the tools that have not answered; true once all have.</summary>
    public bool TryAsk(Activation agent, Unit unit)
    {
        foreach (var tool in ToolsOf(agent).Where(tool => !unit.Answers.ContainsKey(tool.Id)))
            if (AnswerOf(agent, unit, tool) is { } answer) unit.Answers[tool.Id] = answer;
        return Undecided(agent, unit).Count == 0;
    }

    /// <summary>A person says what became of the calls nobody knows about; the agent hears of it and is not failed by it.</summary>
    public void Decide(Activation agent, Unit unit, Decision decision)
    {
        foreach (var tool in Undecided(agent, unit))
        {
            if (decision == Decision.Sent) unit.Answers[tool.Id] = Notation.ValueOf(unit.Item!.Item);
            if (decision == Decision.Fail) unit.Answers[tool.Id] = unit.ToolErrors[tool.Id];
        }
    }

    /// <summary>The item with the answers of all enabled tools, in stored edge order.</summary>
    public Item Answered(Activation agent, Unit unit) =>
        ItemFields.With(unit.Item!.Item, "answers", ToolsOf(agent).Select(tool => unit.Answers[tool.Id]).ToList());

    private List<NodeDefinition> Undecided(Activation agent, Unit unit) => [.. ToolsOf(agent).Where(tool => !unit.Answers.ContainsKey(tool.Id))];

    private IEnumerable<NodeDefinition> ToolsOf(Activation agent) => definition.Edges
        .Where(edge => edge.To == agent.Node.Id && edge.Input == "ai_tool")
        .Select(edge => definition.Nodes.Single(node => node.Id == edge.From))
        .Where(tool => !tool.Disabled);

    /// <summary>What the tool says after its own retries; null when nobody knows whether it was done.</summary>
    private string? AnswerOf(Activation agent, Unit unit, NodeDefinition tool)
    {
        var script = Scripted.Of(tool.Parameters);
        var once = tool.Type == "test.toolOnce";
        var asked = unit.Item!.Item;
        var most = tool.Policy.Retry?.Attempts ?? 1;
        for (var left = most; ; left--)
        {
            var attempt = unit.Asked[tool.Id] = unit.Asked.GetValueOrDefault(tool.Id) + 1;
            var id = new ActivationId(tool.Id, agent.Number);
            if (once) calls.Add(new EffectCall(id, unit.Index, attempt, $"{agent.Id}/{id}/{unit.Index}"));
            var failure = script.Takes > (tool.Policy.TimeoutSeconds ?? 300)
                ? new ScriptedFailure(Code: "timeout") { Unknown = true }
                : ScriptPlayer.FailureOf(script, [asked], agent.Number, attempt, calls.Count(call => call.Id == id && call.Item == unit.Index));
            if (failure is null || (once && failure.Unknown && script.Found == "sent")) return Notation.ValueOf(asked) + script.Tag;
            unit.ToolErrors[tool.Id] = failure.Code;
            if (once && failure.Unknown)
            {
                if (script.Found != "notSent") return null;
                left = most + 1;
            }
            else if (left <= 1 || !failure.Retryable || (once && !failure.NotSent)) return failure.Code;
        }
    }
}
