namespace Auterity.Workflows.Import.Samples;

/// <summary>A field that some expression reads.</summary>
/// <param name="Node">Name of the node whose output it is; null means the items that come in.</param>
/// <param name="Path">Steps to the field; marks among them lead into what a value holds.</param>
/// <param name="Kind">What the expression takes it for.</param>
/// <param name="Sample">A value that the reader would like, from a comparison, as JSON; null when nothing tells.</param>
/// <param name="Other">A value that the comparison turns down, as JSON; null when nothing tells.</param>
internal sealed record FieldRead(string? Node, IReadOnlyList<string> Path, FieldKind Kind = FieldKind.Unknown, string? Sample = null, string? Other = null)
{
    /// <summary>A step into a list.</summary>
    public const string Entry = "[]";

    /// <summary>A step into what a JSON text says.</summary>
    public const string Parsed = "{}";

    /// <summary>A step into what a base64 text says.</summary>
    public const string Encoded = "{base64}";

    /// <summary>A step into what an XML text says.</summary>
    public const string Xml = "{xml}";

    /// <summary>A sample: whatever the field is anyway.</summary>
    public const string Anything = "...";

    /// <summary>A sample: the field is left out.</summary>
    public const string Absent = "";

    /// <summary>Whether a step leads into what a value holds, instead of being the name of a member.</summary>
    public static bool IsMark(string step) => step is Entry or Parsed or Encoded or Xml;
}

/// <summary>What a field seems to be, judging by what is done with it.</summary>
internal enum FieldKind
{
    Unknown,

    /// <summary>Something with a length; a list unless something else tells.</summary>
    Measured,
    Text,
    Number,
    Boolean,
    Date,
    List,
    Object,
}
