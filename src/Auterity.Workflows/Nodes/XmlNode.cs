using System.ComponentModel;
using Auterity.Sdk;
using Auterity.Workflows.Files;

namespace Auterity.Workflows.Nodes;

/// <summary>Turns XML text into JSON and JSON into XML text.</summary>
/// <remarks>Documents with a DTD are refused: nothing is ever loaded from outside, and entities cannot multiply.</remarks>
[Node("data.xml", "XML", Category = "Data", Icon = "code-xml", Delivery = Delivery.Pure, Heavy = true, Summary = "Convert between XML and JSON.", Keywords = ["soap", "parse"])]
public sealed class XmlNode : Node<XmlNode.Input, Item>
{
    public enum Work
    {
        ToJson,
        ToXml,
    }

    public sealed record Input(
        [property: Description("XML to JSON, or JSON to XML")] Work Action = Work.ToJson,
        [property: Description("Field to read; empty means the whole item (JSON to XML only). Default: data for XML text, the whole item for JSON")] string? Property = null,
        [property: Description("Field for the result; empty replaces the whole item. Default: the whole item for JSON, data for XML text")] string? Result = null,
        [property: Description("Key that holds the attributes")] string AttributeKey = "$",
        [property: Description("Text put before the name of every attribute")] string AttributePrefix = "",
        [property: Description("Key that holds an element's text when it has attributes or children, too")] string TextKey = "_",
        [property: Description("Put attributes beside the children instead of under the attribute key"), Field(ShowIf = "action", Is = ["toJson"])] bool MergeAttributes = false,
        [property: Description("Leave attributes out"), Field(ShowIf = "action", Is = ["toJson"])] bool IgnoreAttributes = false,
        [property: Description("Every child is a list, even a single one"), Field(ShowIf = "action", Is = ["toJson"])] bool ExplicitArray = false,
        [property: Description("Keep the name of the root element"), Field(ShowIf = "action", Is = ["toJson"])] bool ExplicitRoot = true,
        [property: Description("Lower-case element names"), Field(ShowIf = "action", Is = ["toJson"])] bool LowerCaseNames = false,
        [property: Description("Fold white space inside texts into single blanks"), Field(ShowIf = "action", Is = ["toJson"])] bool Normalize = false,
        [property: Description("Cut white space around texts"), Field(ShowIf = "action", Is = ["toJson"])] bool Trim = false,
        [property: Description("Drop namespace prefixes of names"), Field(ShowIf = "action", Is = ["toJson"])] bool StripPrefixes = false,
        [property: Description("Name of the root element when the data has no single one"), Field(ShowIf = "action", Is = ["toXml"])] string RootName = "root",
        [property: Description("Wrap texts with markup in CDATA"), Field(ShowIf = "action", Is = ["toXml"])] bool Cdata = false,
        [property: Description("Leave out the XML declaration"), Field(ShowIf = "action", Is = ["toXml"])] bool Headless = false,
        [property: Description("Indent"), Field(ShowIf = "action", Is = ["toXml"])] bool Pretty = true);

    public override Task<Item> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var json = input.Action == Work.ToJson ? ToJson(input, context.Item) : ToXml(input, context.Item);
        return Task.FromResult(new Item(json, context.Item.Binary));
    }

    private static byte[] ToJson(Input input, Item item)
    {
        var xml = FieldPath.GetText(item.Json, input.Property ?? "data");
        var reading = new XmlReading(input.AttributeKey, input.AttributePrefix, input.TextKey)
        {
            MergeAttributes = input.MergeAttributes,
            IgnoreAttributes = input.IgnoreAttributes,
            ExplicitArray = input.ExplicitArray,
            ExplicitRoot = input.ExplicitRoot,
            LowerCaseNames = input.LowerCaseNames,
            Normalize = input.Normalize,
            Trim = input.Trim,
            StripPrefixes = input.StripPrefixes,
        };
        var parsed = reading.Read(new StringReader(xml));
        return FieldPath.Merge(input.Result is { Length: > 0 } ? item.Json : default, input.Result ?? "", parsed.WriteTo);
    }

    private static byte[] ToXml(Input input, Item item)
    {
        var property = input.Property ?? "";
        var writing = new XmlWriting(input.AttributeKey, input.AttributePrefix, input.TextKey, input.RootName, input.Cdata, input.Headless, input.Pretty);
        var xml = writing.Write(FieldPath.Get(item.Json, property));
        return FieldPath.With(property.Length == 0 ? default : item.Json, input.Result is { Length: > 0 } target ? target : "data", xml);
    }
}
