using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Ai;

/// <summary>A node that talks to the model attached to it until it has an answer.</summary>
/// <typeparam name="TInput">Record of parameters.</typeparam>
internal abstract class ConversationNode<TInput> : SteppedNode<TInput>
{
    /// <summary>What to ask. Pure.</summary>
    protected abstract ChatRequest Ask(TInput input, NodeContext context);

    /// <summary>What the answer becomes. Pure.</summary>
    protected abstract Item Finish(TInput input, ConversationState state, NodeContext context);

    /// <summary>How often the model may ask for tools.</summary>
    protected virtual int RoundsOf(TInput input) => 10;

    public override NodeStep Start(TInput input, NodeContext context) => Conversation.Begin(Ask(input, context), context);

    public override NodeStep Continue(TInput input, JsonElement state, IReadOnlyList<CallOutcome> outcomes, NodeContext context)
    {
        var (step, reached) = Conversation.Continue(state.Deserialize<ConversationState>(JsonDefaults.Options)!, outcomes, RoundsOf(input), context);
        return step ?? new NodeStep.Done(Finish(input, reached, context));
    }

    /// <summary>JSON in a model's answer, with or without a code fence around it; null when there is none.</summary>
    protected static JsonElement? JsonIn(string? text) => ModelJson.Find(text);
}
