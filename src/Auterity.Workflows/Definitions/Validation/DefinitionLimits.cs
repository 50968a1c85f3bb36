namespace Auterity.Workflows.Definitions.Validation;

/// <summary>How large a definition may be.</summary>
internal static class DefinitionLimits
{
    public const int MostNodes = 5_000;
    public const int MostEdges = 25_000;
    public const int LongestId = 100;
    public const int LongestNodeName = 200;
    public const int LongestNotes = 20_000;

    /// <summary>Bytes of the definition's JSON.</summary>
    public const int MostBytes = 5_000_000;

    /// <summary>Bytes of a request that brings a definition and its layout.</summary>
    public const int MostBodyBytes = 6_000_000;

    /// <summary>Bytes of a file to import.</summary>
    public const int MostImportBytes = 20_000_000;
}
