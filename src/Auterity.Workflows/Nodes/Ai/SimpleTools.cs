using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.RegularExpressions;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Ai;

/// <summary>Lets an agent calculate.</summary>
[Node("ai.tool.calculator", "Calculator tool", Category = "AI", Icon = "calculator", Inputs = [], Outputs = ["ai_tool"], Summary = "Lets an agent calculate.", Keywords = ["math"])]
internal sealed partial class CalculatorToolNode : AttachmentNode<CalculatorToolNode.Input>
{
    public sealed record Input;

    public override JsonElement Describe(Input input, NodeContext context) => Conversation.Json(new
    {
        name = "calculator",
        description = "Calculates an arithmetic expression, for example (3 + 4) * 2 / sqrt(9).",
        schema = SchemaText.OneText("expression"),
    });

    public override Task<JsonElement> CallAsync(Input input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken)
    {
        var expression = arguments.TryGetProperty("expression", out var written) ? written.ToString() : arguments.ToString();
        var names = Word().Matches(expression).Select(word => word.Value).Where(word => !Functions.Contains(word)).ToList();
        if (names.Count > 0 || Strange().IsMatch(expression)) throw new NodeException($"'{expression}' is no arithmetic expression.", "invalid-arguments", retryable: false);
        var script = Word().Replace(expression.Replace("^", "**", StringComparison.Ordinal), word => $"Math.{(word.Value is "pi" or "e" ? word.Value.ToUpperInvariant() : word.Value)}");
        return Task.FromResult(context.RunScript($"return String({script});", 0, null, cancellationToken));
    }

    private static readonly HashSet<string> Functions = ["abs", "ceil", "floor", "round", "sqrt", "cbrt", "pow", "min", "max", "exp", "log", "log2", "log10", "sin", "cos", "tan", "asin", "acos", "atan", "trunc", "sign", "pi", "e", "PI", "E"];

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"[^A-Za-z0-9_+\-*/%^().,\s]")]
    private static partial Regex Strange();
}

/// <summary>Gives an agent room to think: what it writes comes back to it.</summary>
[Node("ai.tool.think", "Think tool", Category = "AI", Icon = "lightbulb", Inputs = [], Outputs = ["ai_tool"], Summary = "Gives an agent room to think before it goes on.", Keywords = ["reason", "plan"])]
internal sealed class ThinkToolNode : AttachmentNode<ThinkToolNode.Input>
{
    public sealed record Input([property: Description("When to think")] string Description = "Use the tool to think about something. It will not obtain new information or change anything; it only records the thought.");

    public override JsonElement Describe(Input input, NodeContext context) => Conversation.Json(new
    {
        name = "think",
        description = input.Description,
        schema = SchemaText.OneText("thought"),
    });

    public override Task<JsonElement> CallAsync(Input input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken) =>
        Task.FromResult(arguments.TryGetProperty("thought", out var thought) ? thought.Clone() : arguments.Clone());
}

/// <summary>A tool written in JavaScript: it gets <c>query</c> and returns a text.</summary>
[Node("ai.tool.code", "Code tool", Category = "AI", Icon = "square-code", Inputs = [], Outputs = ["ai_tool"], Summary = "A tool written in JavaScript.", Keywords = ["javascript", "script"])]
internal sealed class CodeToolNode : AttachmentNode<CodeToolNode.Input>
{
    public sealed record Input
    {
        [Required, Description("Name the model calls it by")]
        public string Name { get; init; } = "";

        [Description("When and how to use it"), Field(Editor = "multiline")]
        public string Description { get; init; } = "";

        [Required, Description("Body of a function; query is what the model asks"), Field(Editor = "code", Language = "javascript", Verbatim = true)]
        public string Code { get; init; } = "";

        [Description("JSON Schema of query; empty takes a text"), Field(Editor = "json", Verbatim = true)]
        public JsonElement? Schema { get; init; }
    }

    public override JsonElement Describe(Input input, NodeContext context) => Conversation.Json(new
    {
        name = input.Name,
        description = input.Description,
        schema = SchemaText.Read(input.Schema) ?? Conversation.Json(SchemaText.OneText("query")),
    });

    public override Task<JsonElement> CallAsync(Input input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken)
    {
        var query = SchemaText.Read(input.Schema) is null && arguments.TryGetProperty("query", out var text) ? text : arguments;
        return Task.FromResult(context.RunScript(input.Code, 0, new Dictionary<string, JsonElement> { ["query"] = query }, cancellationToken));
    }
}
