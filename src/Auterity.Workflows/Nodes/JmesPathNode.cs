using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Expressions;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes;

/// <summary>Picks and reshapes data with a JMESPath expression.</summary>
[Node("data.jmespath", "JMESPath", Category = "Data", Icon = "search-code", Delivery = Delivery.Pure, Heavy = true,
    Summary = "Picks and reshapes the item's data with a JMESPath expression.", Keywords = ["query", "json", "path", "select", "extract"])]
public sealed class JmesPathNode : Node<JmesPathNode.Input, IReadOnlyList<Item>>
{
    public sealed record Input
    {
        [Description("JMESPath expression, for example orders[?total > `100`].id"), Required, Field(Placeholder = "orders[?total > `100`].id")]
        public string Expression { get; init; } = "";

        [Description("Data to look in; empty takes the whole item"), Field(Editor = "expression")]
        public JsonElement? Source { get; init; }

        [Description("Field the result goes into, beside the item's own; empty makes the result the item, or items of a list")]
        public string? Destination { get; init; }
    }

    public override Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var result = Search(input.Expression, input.Source ?? context.Item.Json, cancellationToken);
        if (string.IsNullOrEmpty(input.Destination))
            return Task.FromResult<IReadOnlyList<Item>>(result.ValueKind == JsonValueKind.Null ? [] : [.. NodeResult.ItemsOf(result)]);

        var edit = new FieldEdit(context.Item.Json);
        edit.Set(FieldPath.Of(input.Destination).In(context.Item.Json), result);
        return Task.FromResult<IReadOnlyList<Item>>([ItemWriter.Write(edit, static (writer, edit) => edit.Write(writer, null), context.Item.Binary)]);
    }

    private static JsonElement Search(string expression, JsonElement source, CancellationToken cancellationToken)
    {
        try
        {
            return JsonValues.Parse(JmesPathSearch.Search(source.GetRawText(), expression, ScriptLimits.Code, cancellationToken));
        }
        catch (ExpressionException e)
        {
            throw new NodeException(e.Message, e.Code == "expression-failed" ? "invalid-expression" : e.Code, retryable: false, inner: e);
        }
    }
}
