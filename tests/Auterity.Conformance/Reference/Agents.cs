using Auterity.Sdk;
using Auterity.Workflows.Definitions;

namespace Auterity.Conformance.Reference;

/// <summary>What an agent hears from its attached tools (rule 14).</summary>
internal static class Agents
{
    /// <summary>The item with the answers of all enabled tools, in stored edge order.</summary>
    public static Item Answer(WorkflowDefinition definition, FlowNode agent, Item asked)
    {
        var tools = definition.Edges
            .Where(edge => edge.To == agent.Id && edge.Input == "ai_tool")
            .Select(edge => definition.Nodes.Single(node => node.Id == edge.From))
            .Where(tool => !tool.Disabled);
        return ItemFields.With(asked, "answers", tools.Select(tool => AnswerOf(tool, asked)).ToList());
    }

    private static string AnswerOf(NodeDefinition tool, Item asked)
    {
        var script = Scripted.Of(tool.Parameters);
        ScriptedFailure? failure = null;
        for (var attempt = 1; attempt <= (tool.Policy.Retry?.Attempts ?? 1); attempt++)
            if ((failure = ScriptPlayer.FailureOf(script, [asked], 0, attempt)) is null) return Notation.ValueOf(asked) + script.Tag;
        return failure!.Code;
    }
}
