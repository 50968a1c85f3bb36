namespace Auterity.Workflows.Templates;

/// <summary>How large a template may be.</summary>
internal static class TemplateLimits
{
    public const int LongestName = 200;
    public const int LongestSummary = 1_000;
    public const int LongestCategory = 50;
    public const int LongestDescription = 20_000;
    public const int MostParameters = 200;
    public const int MostTests = 100;

    /// <summary>Bytes of the document's JSON, and of the definition that filling it gives.</summary>
    public const int MostBytes = 5_000_000;
}
