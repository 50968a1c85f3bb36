using System.Text;
using System.Text.Json;
using System.Xml;
using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>Turns JSON into XML: fields become elements, lists repeated elements, the attribute key's fields attributes.</summary>
/// <remarks>Names may carry prefixes (<c>soap:Body</c>) whose declarations are plain attributes, which <see cref="XmlWriter"/> would not write.</remarks>
internal sealed record XmlWriting(string AttributeKey, string AttributePrefix, string TextKey, string RootName, bool Cdata, bool Headless, bool Pretty)
{
    /// <summary>Encoding the declaration names. Default: UTF-8.</summary>
    public string Encoding { get; init; } = "UTF-8";

    /// <exception cref="NodeException">A key is no XML name, or a text has characters that XML cannot hold.</exception>
    public string Write(JsonElement json)
    {
        var xml = new StringBuilder();
        if (!Headless) xml.Append("<?xml version=\"1.0\" encoding=\"").Append(Encoding).Append("\" standalone=\"yes\"?>").Append(Pretty ? "\n" : "");
        var (name, root) = RootOf(json);
        Element(xml, name, root, 0);
        return xml.ToString().TrimEnd('\n');
    }

    private (string Name, JsonElement Root) RootOf(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) return (RootName, json);
        using var fields = json.EnumerateObject();
        if (!fields.MoveNext()) return (RootName, json);
        var first = fields.Current;
        var single = !fields.MoveNext() && first.Value.ValueKind != JsonValueKind.Array && first.Name != TextKey && !IsAttribute(first);
        return single ? (first.Name, first.Value) : (RootName, json);
    }

    private void Element(StringBuilder xml, string name, JsonElement value, int depth)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            // A list inside a list, or a list as root: its entries are the element's children.
            if (depth == 0) Open(xml, name, depth).Append('>').Append(Break);
            foreach (var entry in value.EnumerateArray()) Element(xml, depth == 0 ? "item" : name, entry, depth == 0 ? 1 : depth);
            if (depth == 0) xml.Append("</").Append(name).Append('>').Append(Break);
            return;
        }

        Open(xml, name, depth);
        if (value.ValueKind == JsonValueKind.Object) Children(xml, name, value, depth);
        else Text(xml, name, TextOf(value));
    }

    private void Children(StringBuilder xml, string name, JsonElement value, int depth)
    {
        var text = "";
        var children = new List<JsonProperty>();
        foreach (var field in value.EnumerateObject())
        {
            if (field.Name == TextKey) text = TextOf(field.Value);
            else if (field.Name == AttributeKey && field.Value.ValueKind == JsonValueKind.Object)
                foreach (var attribute in field.Value.EnumerateObject()) Attribute(xml, Unprefixed(attribute.Name), attribute.Value);
            else if (IsAttribute(field)) Attribute(xml, Unprefixed(field.Name), field.Value);
            else children.Add(field);
        }

        if (children.Count == 0)
        {
            Text(xml, name, text);
            return;
        }

        xml.Append('>').Append(Escape(text, name)).Append(Break);
        foreach (var child in children) Element(xml, child.Name, child.Value, depth + 1);
        Indent(xml, depth).Append("</").Append(name).Append('>').Append(Break);
    }

    private bool IsAttribute(JsonProperty field) =>
        AttributePrefix.Length > 0 && field.Name.StartsWith(AttributePrefix, StringComparison.Ordinal) && field.Name.Length > AttributePrefix.Length
        || field.Name == AttributeKey && field.Value.ValueKind == JsonValueKind.Object;

    private string Unprefixed(string name) =>
        AttributePrefix.Length > 0 && name.StartsWith(AttributePrefix, StringComparison.Ordinal) ? name[AttributePrefix.Length..] : name;

    private StringBuilder Open(StringBuilder xml, string name, int depth) => Indent(xml, depth).Append('<').Append(Name(name));

    private StringBuilder Indent(StringBuilder xml, int depth) => Pretty ? xml.Append(' ', depth * 2) : xml;

    private string Break => Pretty ? "\n" : "";

    private void Text(StringBuilder xml, string name, string text)
    {
        if (text.Length == 0) xml.Append("/>");
        else xml.Append('>').Append(Escape(text, name)).Append("</").Append(name).Append('>');
        xml.Append(Break);
    }

    private static void Attribute(StringBuilder xml, string name, JsonElement value) =>
        xml.Append(' ').Append(Name(name)).Append("=\"").Append(Valid(TextOf(value), name)
            .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal)
            .Replace("\t", "&#9;", StringComparison.Ordinal).Replace("\n", "&#10;", StringComparison.Ordinal).Replace("\r", "&#13;", StringComparison.Ordinal)).Append('"');

    private string Escape(string text, string name)
    {
        Valid(text, name);
        if (text.AsSpan().IndexOfAny("&<>\r") < 0) return text;
        return Cdata
            ? $"<![CDATA[{text.Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal)}]]>"
            : text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
                .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\r", "&#13;", StringComparison.Ordinal);
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => value.GetRawText(),
    };

    private static string Name(string name)
    {
        try
        {
            return XmlConvert.VerifyName(name);
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            throw new NodeException($"'{name}' cannot be the name of an XML element or attribute.", "invalid-xml-name", retryable: false, inner: e);
        }
    }

    private static string Valid(string text, string name)
    {
        try
        {
            return XmlConvert.VerifyXmlChars(text);
        }
        catch (XmlException e)
        {
            throw new NodeException($"The text of '{name}' has a character that XML cannot hold: {e.Message}", "invalid-xml-text", retryable: false, inner: e);
        }
    }
}
