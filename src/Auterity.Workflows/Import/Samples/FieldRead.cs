namespace Auterity.Workflows.Import.Samples;

/// <summary>A field that some expression reads.</summary>
/// <param name="Node">Name of the node whose output it is; null means the items that come in.</param>
/// <param name="Path">Steps to the field; <c>[]</c> is any entry of a list.</param>
/// <param name="Kind">What the expression takes it for.</param>
/// <param name="Sample">A value that the reader would like, from a comparison, as JSON; null when nothing tells.</param>
/// <param name="Other">A value that the comparison turns down, as JSON; empty text leaves the field out; null when nothing tells.</param>
internal sealed record FieldRead(string? Node, IReadOnlyList<string> Path, FieldKind Kind = FieldKind.Unknown, string? Sample = null, string? Other = null)
{
    public const string Entry = "[]";
}

/// <summary>What a field seems to be, judging by what is done with it.</summary>
internal enum FieldKind
{
    Unknown,
    Text,
    Number,
    Boolean,
    Date,
    List,
    Object,
}
