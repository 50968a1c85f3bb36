namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Google Cloud Natural Language, all versions.</summary>
[N8nMapping("n8n-nodes-base.googleCloudNaturalLanguage")]
internal sealed class GoogleLanguageMapping : VendorMapping
{
    protected override string Node => "google.language";

    protected override string Resource(N8nParameters p) => "document";

    protected override string Operation(string resource, N8nParameters p) => "analyzeSentiment";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("document:analyzeSentiment", "sentiment.analyze", "-source", "content", "uri=gcsContentUri", "documentType=options.documentType", "encoding=options.encodingType", "language=options.language"),
    ];
}
