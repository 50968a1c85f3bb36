using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Files;

namespace Auterity.Workflows.Nodes;

/// <summary>Turns JSON text in a field into data, or data into JSON text.</summary>
[Node("data.json", "JSON", Category = "Data", Icon = "braces", Delivery = Delivery.Pure, Summary = "Parse a JSON text or write one.", Keywords = ["parse", "stringify", "serialize"])]
public sealed class JsonTextNode : Node<JsonTextNode.Input, Item>
{
    public enum Work
    {
        Parse,
        Stringify,
    }

    public sealed record Input(
        [property: Description("Parse text into data, or write data as text")] Work Action = Work.Parse,
        [property: Description("Field to read; empty writes the whole item as text")] string Property = "data",
        [property: Description("Field for the result; null means the field that was read, empty replaces the whole item")] string? Result = null,
        [property: Description("Accept comments and trailing commas"), Field(ShowIf = "action", Is = ["parse"])] bool Lenient = false,
        [property: Description("Indent the text"), Field(ShowIf = "action", Is = ["stringify"])] bool Pretty = false);

    public override Task<Item> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var target = input.Result ?? (input.Property.Length == 0 ? "data" : input.Property);
        var json = input.Action == Work.Parse ? Parse(input, context.Item, target) : Stringify(input, context.Item, target);
        return Task.FromResult(new Item(json, context.Item.Binary));
    }

    private static byte[] Parse(Input input, Item item, string target)
    {
        var text = FieldPath.Get(item.Json, input.Property);
        // A field that is data already stays what it is: an HTTP answer is sometimes parsed before it gets here.
        var value = text.ValueKind == JsonValueKind.String
            ? Files.Json.Parse(Encoding.UTF8.GetBytes(text.GetString()!), $"The field '{input.Property}'", input.Lenient)
            : text;
        return FieldPath.Merge(target.Length == 0 ? default : item.Json, target, value.WriteTo);
    }

    private static byte[] Stringify(Input input, Item item, string target)
    {
        var text = Encoding.UTF8.GetString(Files.Json.Write(FieldPath.Get(item.Json, input.Property).WriteTo, input.Pretty));
        return target.Length == 0 || input.Property.Length == 0
            ? FieldPath.With(default, target.Length == 0 ? "data" : target, text)
            : FieldPath.With(item.Json, target, text);
    }
}
