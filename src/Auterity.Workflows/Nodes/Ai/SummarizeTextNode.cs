using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Ai;

/// <summary>Summarises long texts with the attached model: piece by piece, then the summaries together.</summary>
[Node("ai.summarize", "Summarize text", Category = "AI", Icon = "text-quote", Summary = "Summarises a long text piece by piece.", Keywords = ["llm", "shorten", "digest"], Attachments = ["ai_model*", "ai_splitter*"])]
internal sealed class SummarizeTextNode : SteppedNode<SummarizeTextNode.Input>
{
    private const string Each = "Write a concise summary of the following:\n\n\n\"{text}\"\n\n\nCONCISE SUMMARY:";

    public sealed record Input
    {
        [Required, Description("The text"), Field(Editor = "multiline")]
        public string Text { get; init; } = "";

        [Description("What to ask about each piece; {text} is the piece"), Field(Editor = "multiline")]
        public string PiecePrompt { get; init; } = Each;

        [Description("What to ask about all the summaries; {text} is all of them"), Field(Editor = "multiline")]
        public string FinalPrompt { get; init; } = Each;

        [Description("Characters of a piece"), Range(100, 1_000_000)]
        public int PieceSize { get; init; } = 4000;

        [Description("Characters that neighbouring pieces share"), Range(0, 100_000)]
        public int Overlap { get; init; }
    }

    public override NodeStep Start(Input input, NodeContext context)
    {
        var pieces = PiecesOf(input.Text, input.PieceSize, Math.Min(input.Overlap, input.PieceSize / 2));
        return pieces.Count == 1 ? Ask("last", input.FinalPrompt, pieces) : Ask("pieces", input.PiecePrompt, pieces);

        NodeStep Ask(string phase, string prompt, IReadOnlyList<string> texts) => Step(phase, prompt, texts, context);
    }

    public override NodeStep Continue(Input input, JsonElement state, IReadOnlyList<CallOutcome> outcomes, NodeContext context)
    {
        var texts = outcomes.Select(outcome => outcome.Result is { } result ? result.Deserialize<ChatReply>(JsonDefaults.Options)!.Text : throw new NodeException(outcome.Error!.Message, outcome.Error.Code, details: outcome.Error.Details)).ToList();
        return state.GetProperty("phase").ValueEquals("last")
            ? new NodeStep.Done(Item.From(new { output = new { text = texts[0] } }))
            : Step("last", input.FinalPrompt, [string.Join("\n\n", texts)], context);
    }

    private static NodeStep.Calls Step(string phase, string prompt, IReadOnlyList<string> texts, NodeContext context) => new(Conversation.Json(new { phase }),
        [.. texts.Select(text => new NodeCall(Conversation.Model, context.Attachments(Conversation.Model) is [var first, ..] ? first.Name : null, Conversation.Json(new ChatRequest([new ChatMessage("user", prompt.Replace("{text}", text, StringComparison.Ordinal))]))))]);

    // Pieces end where a paragraph, a line or a word does.
    private static List<string> PiecesOf(string text, int size, int overlap)
    {
        var pieces = new List<string>();
        for (var from = 0; from < text.Length;)
        {
            var to = Math.Min(text.Length, from + size);
            if (to < text.Length)
                foreach (var cut in new[] { "\n\n", "\n", " " })
                    if (text.LastIndexOf(cut, to - 1, to - from, StringComparison.Ordinal) is var at && at > from + (size / 2))
                    {
                        to = at + cut.Length;
                        break;
                    }

            pieces.Add(text[from..to]);
            if (to == text.Length) break;
            from = Math.Max(from + 1, to - overlap);
        }

        return pieces.Count == 0 ? [""] : pieces;
    }
}
