using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes;

/// <summary>Sets fields of each item, or replaces it by JSON.</summary>
/// <remarks>The most used node of all: it works on bytes, and whatever it does not touch is copied as it was written.</remarks>
[Node("data.set", "Set fields", Category = "Data", Icon = "pencil", Delivery = Delivery.Pure,
    Summary = "Adds, changes and removes fields of each item, or replaces the item by JSON.", Keywords = ["edit", "assign", "field", "map", "transform", "constant"])]
public sealed class SetNode : Node<SetNode.Input, Item>
{
    public sealed record Input
    {
        [Description("Field by field, or the whole item as JSON")]
        public SetMode Mode { get; init; }

        [Description("Fields to set, in order"), Field(ShowIf = nameof(Mode), Is = ["fields"])]
        public IReadOnlyList<Assignment> Fields { get; init; } = [];

        [Description("The fields as one JSON object"), Field(Editor = "json", ShowIf = nameof(Mode), Is = ["json"])]
        public JsonElement? Json { get; init; }

        [Description("Which of the item's own fields stay")]
        public Others IncludeOther { get; init; }

        [Description("Fields that stay, or that go"), Field(ShowIf = nameof(IncludeOther), Is = ["selected", "except"])]
        [JsonConverter(typeof(NameListConverter))]
        public IReadOnlyList<string> OtherFields { get; init; } = [];

        [Description("Reads a.b as field b of a")]
        public bool DotNotation { get; init; } = true;

        [Description("Takes a value that cannot be converted as it is, instead of failing")]
        public bool IgnoreConversionErrors { get; init; }

        [Description("Whether the item's files stay with it")]
        public bool IncludeBinary { get; init; } = true;
    }

    /// <summary>A field and its new value.</summary>
    public sealed record Assignment
    {
        [Description("Name of the field"), Required]
        public string Name { get; init; } = "";

        [Description("Type the value is converted to")]
        public FieldType Type { get; init; }

        [Description("The value")]
        public JsonElement? Value { get; init; }
    }

    public override Task<Item> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var edit = new FieldEdit();
        var start = StartOf(input, context.Item, edit);
        if (input.Mode == SetMode.Json) SetJson(input, edit);
        else SetFields(input, start, edit);
        return Task.FromResult(ItemWriter.Write((edit, start), static (writer, state) => state.edit.Write(writer, state.start), input.IncludeBinary ? context.Item.Binary : null));
    }

    private static JsonElement StartOf(Input input, Item item, FieldEdit edit)
    {
        switch (input.IncludeOther)
        {
            case Others.None:
                return JsonValues.EmptyObject;
            case Others.Selected:
                foreach (var path in input.OtherFields.Select(name => FieldPath.Of(name, input.DotNotation).In(item.Json)))
                {
                    if (path.Read(item.Json) is { } value) edit.Set(path, value);
                }

                return JsonValues.EmptyObject;
            case Others.Except:
                foreach (var name in input.OtherFields)
                    edit.Remove(FieldPath.Of(name, input.DotNotation).In(item.Json));
                return item.Json;
            default:
                return item.Json;
        }
    }

    private static void SetFields(Input input, JsonElement start, FieldEdit edit)
    {
        foreach (var field in input.Fields)
        {
            var value = field.Value ?? JsonValues.Null;
            if (!ValueConverter.TryConvert(value, field.Type, out var converted) && !input.IgnoreConversionErrors)
                throw new NodeException($"Field '{field.Name}' should be {ValueConverter.NameOf(field.Type)} but is {ValueConverter.Shown(value)}; change the value, its type, or ignore conversion errors.", "wrong-type", retryable: false);
            edit.Set(FieldPath.Of(field.Name, input.DotNotation).In(start), converted);
        }
    }

    private static void SetJson(Input input, FieldEdit edit)
    {
        foreach (var field in ObjectOf(input.Json).EnumerateObject())
            edit.Set(FieldPath.Of(field.Name, dotNotation: false), field.Value);
    }

    private static JsonElement ObjectOf(JsonElement? json)
    {
        if (json.IsMissing()) return JsonValues.EmptyObject;
        var value = json!.Value;
        if (value.ValueKind == JsonValueKind.String)
        {
            try
            {
                value = JsonValues.Parse(value.TextOf());
            }
            catch (JsonException e)
            {
                throw new NodeException($"Parameter 'json' is not valid JSON: {e.Message}", "invalid-json", retryable: false, inner: e);
            }
        }

        return value.ValueKind == JsonValueKind.Object
            ? value
            : throw new NodeException($"Parameter 'json' is {ValueConverter.Shown(value)}; an object is needed.", "invalid-json", retryable: false);
    }
}

public enum SetMode
{
    Fields,
    Json,
}

/// <summary>Which fields of the incoming item stay in the outgoing one.</summary>
public enum Others
{
    All,
    None,
    Selected,
    Except,
}
