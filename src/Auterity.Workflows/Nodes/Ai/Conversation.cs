using System.Text.Json;
using System.Text.RegularExpressions;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Ai;

/// <summary>Decides the next step of a conversation: read the memory, ask the model, call its tools, check the form of its answer, remember. Pure (ENGINE rule 14).</summary>
/// <remarks>
/// <code>
/// Memory → Model ⇄ Tools
///            ↓
///          Parse → (wrong form: Model again) → Save → done
/// </code>
/// </remarks>
internal static partial class Conversation
{
    public const string Model = "ai_model";
    public const string Memory = "ai_memory";
    public const string Tool = "ai_tool";
    public const string Parser = "ai_parser";

    private const int MostRepairs = 2;

    /// <summary>First step.</summary>
    /// <param name="request">What to ask; tools and memory are those attached.</param>
    /// <param name="context">The node's context.</param>
    public static NodeStep Begin(ChatRequest request, NodeContext context)
    {
        var state = new ConversationState { Messages = [.. request.Messages], Schema = request.Schema ?? SchemaOf(context) };
        return context.Attachments(Memory).Count > 0
            ? Calls(state with { Phase = Phase.Memory }, new NodeCall(Memory, null, Json(new { action = "load" })))
            : AskModel(state, context);
    }

    /// <summary>Next step, or the finished state.</summary>
    /// <param name="state">What the last step returned.</param>
    /// <param name="outcomes">What came of its calls.</param>
    /// <param name="rounds">How often the model may ask for tools.</param>
    public static (NodeStep? Step, ConversationState State) Continue(ConversationState state, IReadOnlyList<CallOutcome> outcomes, int rounds, NodeContext context)
    {
        switch (state.Phase)
        {
            // 1. What was said before comes behind the instructions.
            case Phase.Memory:
                var history = Result(outcomes[0]).Deserialize<List<ChatMessage>>(JsonDefaults.Options) ?? [];
                var at = state.Messages.TakeWhile(message => message.Role == "system").Count();
                var messages = state.Messages.ToList();
                messages.InsertRange(at, history);
                return (AskModel(state with { Messages = messages, Known = history.Count }, context), state);

            // 2. The model wants tools, or has answered.
            case Phase.Model:
                var reply = Result(outcomes[0]).Deserialize<ChatReply>(JsonDefaults.Options)!;
                state = state with { Text = reply.Text, Messages = [.. state.Messages, new ChatMessage("assistant", reply.Text) { Calls = reply.Calls is { Count: > 0 } ? reply.Calls : null }] };
                if (reply.Calls is { Count: > 0 } calls) return (CallTools(state, calls, rounds, context), state);
                return context.Attachments(Parser).Count > 0
                    ? (Calls(state with { Phase = Phase.Parse }, new NodeCall(Parser, null, Json(new { text = reply.Text }))), state)
                    : Save(state, context);

            // 3. What the tools said goes back to the model, failures too: it may try another way.
            case Phase.Tools:
                var answers = state.Pending.Zip(outcomes).Select(pair => new ChatMessage("tool", pair.Second.Error is { } error ? $"Error: {error.Message}" : TextOf(pair.Second.Result!.Value)) { CallId = pair.First.Id }).ToList();
                return (AskModel(state with { Messages = [.. state.Messages, .. answers], Steps = [.. state.Steps, .. state.Pending.Zip(answers, (call, answer) => new ConversationStep(call.Name, call.Arguments, answer.Content))] }, context), state);

            // 4. An answer of the wrong form is asked for again, with what is wrong about it.
            case Phase.Parse:
                if (outcomes[0].Error is not { } fault) return Save(state with { Parsed = outcomes[0].Result }, context);
                if (state.Repairs >= MostRepairs) throw new NodeException($"The model's answer has not the form that was asked for: {fault.Message}", "answer-form", retryable: true, Json(new { text = state.Text }));
                return (AskModel(state with { Repairs = state.Repairs + 1, Messages = [.. state.Messages, new ChatMessage("user", $"That answer has not the form that was asked for: {fault.Message} Answer again, with nothing but the JSON.")] }, context), state);

            default:
                Result(outcomes[0]);
                return (null, state);
        }
    }

    private static NodeStep AskModel(ConversationState state, NodeContext context)
    {
        var tools = ToolsOf(context);
        var messages = state.Schema is { } schema ? Instructed(state.Messages, schema) : state.Messages;
        var request = new ChatRequest(messages) { Tools = tools.Count > 0 ? [.. tools.Select(tool => tool.Info)] : null, Schema = state.Schema };
        return Calls(state with { Phase = Phase.Model }, new NodeCall(Model, context.Attachments(Model) is [var first, ..] ? first.Name : null, Json(request)));
    }

    private static NodeStep CallTools(ConversationState state, IReadOnlyList<ToolCall> calls, int rounds, NodeContext context)
    {
        if (state.Rounds >= rounds) throw new NodeException($"The model asked for tools {rounds} times and still has no answer (maxRounds).", "too-many-rounds", retryable: false);
        var tools = ToolsOf(context).ToDictionary(tool => tool.Info.Name, tool => tool.Attachment, StringComparer.Ordinal);
        foreach (var call in calls)
            if (!tools.ContainsKey(call.Name)) throw new NodeException($"The model asked for the tool '{call.Name}', which is not attached. There are: {string.Join(", ", tools.Keys)}.", "tool-missing");
        return Calls(state with { Phase = Phase.Tools, Rounds = state.Rounds + 1, Pending = calls }, [.. calls.Select(call => new NodeCall(Tool, tools[call.Name], call.Arguments))]);
    }

    private static (NodeStep? Step, ConversationState State) Save(ConversationState state, NodeContext context)
    {
        if (context.Attachments(Memory).Count == 0) return (null, state);
        var said = state.Messages.SkipWhile(message => message.Role == "system").Skip(state.Known).Where(message => message.Role == "user").Take(1).Append(new ChatMessage("assistant", state.Text ?? ""));
        return (Calls(state with { Phase = Phase.Save }, new NodeCall(Memory, null, Json(new { action = "save", messages = said }))), state);
    }

    /// <summary>Attached tools under names a model accepts; two of one name are told apart by a number.</summary>
    private static List<(ToolInfo Info, string Attachment)> ToolsOf(NodeContext context)
    {
        var tools = new List<(ToolInfo, string)>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var attachment in context.Attachments(Tool))
        {
            var about = attachment.Description;
            var name = NotInNames().Replace(Text(about, "name") ?? attachment.Name, "_");
            name = name[..Math.Min(60, name.Length)];
            for (var number = 2; !taken.Add(name); number++) name = $"{name}_{number}";
            var schema = about.ValueKind == JsonValueKind.Object && about.TryGetProperty("schema", out var written) ? written : Json(new { type = "object", properties = new { } });
            tools.Add((new ToolInfo(name, Text(about, "description") ?? attachment.Name, schema), attachment.Name));
        }

        return tools;
    }

    private static JsonElement? SchemaOf(NodeContext context) =>
        context.Attachments(Parser) is [var parser, ..] && parser.Description.ValueKind == JsonValueKind.Object && parser.Description.TryGetProperty("schema", out var schema) ? schema : null;

    private static IReadOnlyList<ChatMessage> Instructed(IReadOnlyList<ChatMessage> messages, JsonElement schema) =>
        [new ChatMessage("system", $"Answer with one JSON value that follows this JSON Schema, and with nothing else:\n{schema.GetRawText()}"), .. messages];

    private static JsonElement Result(CallOutcome outcome) => outcome.Result ?? throw new NodeException(outcome.Error!.Message, outcome.Error.Code, details: outcome.Error.Details);

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static NodeStep.Calls Calls(ConversationState state, params IReadOnlyList<NodeCall> calls) => new(Json(state), calls);

    public static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value, JsonDefaults.Options);

    [GeneratedRegex("[^A-Za-z0-9_-]")]
    private static partial Regex NotInNames();
}

/// <summary>Where a conversation stands.</summary>
internal sealed record ConversationState
{
    public Phase Phase { get; init; }

    public IReadOnlyList<ChatMessage> Messages { get; init; } = [];

    /// <summary>How many messages came from the memory.</summary>
    public int Known { get; init; }

    public JsonElement? Schema { get; init; }

    /// <summary>Tools under way.</summary>
    public IReadOnlyList<ToolCall> Pending { get; init; } = [];

    public IReadOnlyList<ConversationStep> Steps { get; init; } = [];

    public int Rounds { get; init; }

    public int Repairs { get; init; }

    /// <summary>The model's last words.</summary>
    public string? Text { get; init; }

    /// <summary>The answer as its parser understood it; null without a parser.</summary>
    public JsonElement? Parsed { get; init; }
}

/// <summary>What a conversation waits for.</summary>
internal enum Phase
{
    Memory,
    Model,
    Tools,
    Parse,
    Save,
}

/// <summary>A tool that was called on the way.</summary>
internal sealed record ConversationStep(string Tool, JsonElement Arguments, string Result);
