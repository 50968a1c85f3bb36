using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Ai;

/// <summary>Makes the model answer in the form of a JSON Schema, and checks that it does.</summary>
[Node("ai.parser.json", "Structured output", Category = "AI", Icon = "braces", Inputs = [], Outputs = ["ai_parser"], Summary = "Makes a model answer with JSON of a given form.", Keywords = ["schema", "parser", "format"])]
internal sealed class JsonParserNode : AttachmentNode<JsonParserNode.Input>
{
    public sealed record Input
    {
        [Description("JSON Schema of the answer"), Field(Editor = "json", Verbatim = true)]
        public JsonElement? Schema { get; init; }

        [Description("An example of the answer, when there is no schema"), Field(Editor = "json", Verbatim = true)]
        public JsonElement? Example { get; init; }
    }

    public override JsonElement Describe(Input input, NodeContext context) => Conversation.Json(new { schema = SchemaOf(input) });

    public override Task<JsonElement> CallAsync(Input input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken) => Task.FromResult(Parsed(arguments, SchemaOf(input)));

    /// <summary>The JSON in a model's answer <c>{ text }</c>.</summary>
    /// <exception cref="NodeException"><c>answer-form</c>: it is no JSON, or does not follow the schema.</exception>
    public static JsonElement Parsed(JsonElement arguments, JsonElement schema)
    {
        var value = ModelJson.Find(arguments.GetProperty("text").GetString()) ?? throw new NodeException("It is no JSON.", "answer-form", retryable: false);
        // Models like to wrap an answer in the word they were told it is.
        if (value.ValueKind == JsonValueKind.Object && SchemaText.Fault(schema, value) is not null && value.TryGetProperty("output", out var inner) && SchemaText.Fault(schema, inner) is null) value = inner;
        return SchemaText.Fault(schema, value) is { } fault ? throw new NodeException(fault, "answer-form", retryable: false) : value;
    }

    private static JsonElement SchemaOf(Input input)
    {
        if (SchemaText.Read(input.Schema) is { } schema) return schema;
        var example = input.Example is { ValueKind: JsonValueKind.String } text ? ModelJson.Find(text.GetString()) : input.Example;
        return example is { } there ? Conversation.Json(SchemaText.Of(there)) : Conversation.Json(new { type = "object" });
    }
}
