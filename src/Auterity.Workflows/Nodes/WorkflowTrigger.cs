using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes;

/// <summary>Starts a run when another workflow calls this one.</summary>
[Node("trigger.workflow", "When called by a workflow", Category = "Triggers", Icon = "workflow", Delivery = Delivery.Pure,
    Summary = "Starts when another workflow calls this one, with the items it hands over.", Keywords = ["subworkflow", "child", "function", "call"])]
public sealed class WorkflowTrigger : TriggerNode<WorkflowTrigger.Input>
{
    public sealed record Input
    {
        [Description("Which input is accepted: anything, fields listed here, or fields of an example")]
        public Accepts Accepts { get; init; }

        [Description("Fields a caller gives; a missing one arrives as null, others are left out"), Field(ShowIf = nameof(Accepts), Is = ["fields"])]
        public IReadOnlyList<InputField> Fields { get; init; } = [];

        [Description("An example object; its fields are the input"), Field(Editor = "json", ShowIf = nameof(Accepts), Is = ["example"])]
        public JsonElement? Example { get; init; }

        [Description("Turns values into the declared type, for example \"5\" into 5; otherwise a value of another type fails the run")]
        public bool ConvertTypes { get; init; } = true;
    }

    /// <summary>A field the caller gives.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Type">Its type. Default: any.</param>
    public sealed record InputField(
        [property: Description("Name of the field")] string Name,
        [property: Description("Type of its value")] FieldType Type = FieldType.Any);

    public override NodeResult Receive(Input input, JsonElement payload, NodeContext context)
    {
        var items = NodeResult.ItemsOf(payload);
        return input.Accepts == Accepts.Anything ? NodeResult.Main(items) : NodeResult.Main(Shape(items, FieldsOf(input), input.ConvertTypes));
    }

    private static IReadOnlyList<Item> Shape(IReadOnlyList<Item> items, IReadOnlyList<InputField> fields, bool convert) =>
        [.. items.Select(item => ItemWriter.Write(fields.Select(field => KeyValuePair.Create(field.Name, Value(item.Json, field, convert))), item.Binary))];

    private static JsonElement Value(JsonElement json, InputField field, bool convert)
    {
        if (!json.TryGetProperty(field.Name, out var value) || value.ValueKind == JsonValueKind.Null) return JsonValues.Null;
        if (ValueConverter.Fits(value, field.Type)) return value;
        return convert && ValueConverter.TryConvert(value, field.Type, out var converted)
            ? converted
            : throw new NodeException($"The caller's field '{field.Name}' should be {ValueConverter.NameOf(field.Type)} but is {ValueConverter.Shown(value)}.", "wrong-type", retryable: false);
    }

    private static IReadOnlyList<InputField> FieldsOf(Input input)
    {
        if (input.Accepts == Accepts.Fields) return input.Fields;
        var example = input.Example is { ValueKind: JsonValueKind.String } text ? ValueConverter.ObjectOf(text) : input.Example;
        return example is { ValueKind: JsonValueKind.Object } there
            ? [.. there.EnumerateObject().Select(field => new InputField(field.Name, ValueConverter.TypeOf(field.Value)))]
            : [];
    }
}

/// <summary>Which input a workflow takes from its caller.</summary>
public enum Accepts
{
    Anything,
    Fields,
    Example,
}
