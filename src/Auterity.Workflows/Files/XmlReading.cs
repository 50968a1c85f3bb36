using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>Turns XML into JSON: an element with text alone becomes text, anything richer an object, repeated children a list.</summary>
/// <param name="AttributeKey">Key of the object that holds the attributes.</param>
/// <param name="AttributePrefix">Put before every attribute's name.</param>
/// <param name="TextKey">Key of the text of an element that has more than text.</param>
internal sealed partial record XmlReading(string AttributeKey = "$", string AttributePrefix = "", string TextKey = "_")
{
    public bool MergeAttributes { get; init; }

    public bool IgnoreAttributes { get; init; }

    public bool ExplicitArray { get; init; }

    public bool ExplicitRoot { get; init; } = true;

    public bool LowerCaseNames { get; init; }

    public bool Normalize { get; init; }

    public bool Trim { get; init; }

    public bool StripPrefixes { get; init; }

    /// <exception cref="NodeException">Not well-formed, or deeper than <see cref="HardenedXml.MaxDepth"/>.</exception>
    public XmlValue Read(TextReader text)
    {
        using var reader = HardenedXml.Create(text);
        return Read(reader);
    }

    /// <inheritdoc cref="Read(TextReader)"/>
    public XmlValue Read(Stream bytes)
    {
        using var reader = HardenedXml.Create(bytes);
        return Read(reader);
    }

    private XmlValue Read(XmlReader reader)
    {
        try
        {
            reader.MoveToContent();
            var name = NameOf(reader);
            var root = Element(reader);
            while (reader.Read()) { }
            if (!ExplicitRoot) return root;
            var branch = new XmlBranch(alwaysList: false);
            branch.Add(name, root);
            return branch;
        }
        catch (XmlException e)
        {
            throw HardenedXml.Invalid(e);
        }
    }

    private XmlValue Element(XmlReader reader)
    {
        if (reader.Depth >= HardenedXml.MaxDepth) throw HardenedXml.TooDeep();
        var branch = new XmlBranch(ExplicitArray);
        AddAttributes(reader, branch);
        var text = new StringBuilder();
        if (!reader.IsEmptyElement) AddContent(reader, branch, text);
        var written = TextOf(text);
        if (branch.IsEmpty) return new XmlText(written);
        if (written.Length > 0) branch.AddSingle(TextKey, new XmlText(written));
        return branch;
    }

    private void AddContent(XmlReader reader, XmlBranch branch, StringBuilder text)
    {
        while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType == XmlNodeType.Element) branch.Add(NameOf(reader), Element(reader));
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace) text.Append(reader.Value);
        }
    }

    private void AddAttributes(XmlReader reader, XmlBranch branch)
    {
        if (IgnoreAttributes || !reader.HasAttributes) return;
        var attributes = MergeAttributes ? branch : new XmlBranch(alwaysList: false);
        while (reader.MoveToNextAttribute()) attributes.Add(AttributePrefix + (StripPrefixes ? reader.LocalName : reader.Name), new XmlText(reader.Value));
        reader.MoveToElement();
        if (!MergeAttributes) branch.AddSingle(AttributeKey, attributes);
    }

    private string NameOf(XmlReader reader)
    {
        var name = StripPrefixes ? reader.LocalName : reader.Name;
        return LowerCaseNames ? name.ToLowerInvariant() : name;
    }

    private string TextOf(StringBuilder text)
    {
        var written = text.ToString();
        if (string.IsNullOrWhiteSpace(written)) return "";
        if (Normalize) return Spaces().Replace(written, " ").Trim();
        return Trim ? written.Trim() : written;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

/// <summary>What an element became.</summary>
internal abstract class XmlValue
{
    public abstract void WriteTo(Utf8JsonWriter writer);
}

internal sealed class XmlText(string text) : XmlValue
{
    public override void WriteTo(Utf8JsonWriter writer) => writer.WriteStringValue(text);
}

/// <summary>An object whose fields keep the order of their first appearance.</summary>
/// <param name="alwaysList">A field with one value is a list, too.</param>
internal sealed class XmlBranch(bool alwaysList) : XmlValue
{
    private readonly OrderedDictionary<string, (List<XmlValue> Values, bool Single)> fields = [];

    public bool IsEmpty => fields.Count == 0;

    public void Add(string name, XmlValue value)
    {
        if (fields.TryGetValue(name, out var field)) field.Values.Add(value);
        else fields[name] = ([value], false);
    }

    public void AddSingle(string name, XmlValue value)
    {
        if (!fields.TryAdd(name, ([value], true))) Add(name, value);
    }

    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (name, (values, single)) in fields)
        {
            writer.WritePropertyName(name);
            if (values.Count == 1 && (single || !alwaysList)) values[0].WriteTo(writer);
            else WriteList(writer, values);
        }

        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, List<XmlValue> values)
    {
        writer.WriteStartArray();
        foreach (var value in values) value.WriteTo(writer);
        writer.WriteEndArray();
    }
}
