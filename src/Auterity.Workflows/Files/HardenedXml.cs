using System.Xml;
using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>XML readers that load nothing from outside, expand no entities and stop at limits.</summary>
internal static class HardenedXml
{
    /// <summary>Deepest nesting of elements: an element costs up to two levels of JSON (see <see cref="JsonDefaults.MaxDepth"/>).</summary>
    public const int MaxDepth = 56;

    private const long MaxCharacters = 256L << 20;

    /// <summary>A DTD is skipped unread; an entity it would have declared is an error where it is used.</summary>
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = MaxCharacters,
        CloseInput = false,
    };

    public static XmlReader Create(TextReader text) => XmlReader.Create(text, Settings);

    /// <summary>Reads bytes in the encoding that the document itself declares.</summary>
    public static XmlReader Create(Stream bytes) => XmlReader.Create(bytes, Settings);

    /// <summary>The error for a document that cannot be read, with the place.</summary>
    public static NodeException Invalid(XmlException e) =>
        new($"The XML cannot be read at line {e.LineNumber}, column {e.LinePosition}: {e.Message}", "invalid-xml", retryable: false, inner: e);

    public static NodeException TooDeep() =>
        new($"The XML is nested deeper than {MaxDepth} elements.", "limit-exceeded", retryable: false);
}
