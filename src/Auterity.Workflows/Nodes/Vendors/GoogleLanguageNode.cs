using System.ComponentModel;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Google Cloud Natural Language. Source: the v1 reference at cloud.google.com/natural-language.</summary>
[Node("google.language", "Google Cloud Natural Language", Category = "Network", Icon = "languages", Summary = "Tells the mood of a text.", Keywords = ["sentiment", "nlp", "text"])]
[CredentialSlot("auth", "oauth2.authorizationCode")]
internal sealed class GoogleLanguageNode(VendorClient client) : VendorNode<GoogleLanguageNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("The text")]
        public string? Content { get; init; }

        [Description("Address of the text in Google Cloud Storage")]
        public string? Uri { get; init; }

        [Description("PLAIN_TEXT or HTML")]
        public string? DocumentType { get; init; }

        [Description("How places are counted: NONE, UTF8, UTF16 or UTF32")]
        public string? Encoding { get; init; }

        [Description("Language of the text; empty finds it out")]
        public string? Language { get; init; }
    }

    public override string BaseUrl => "https://language.googleapis.com/v1";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("sentiment.analyze", "/documents:analyzeSentiment", """{"document":{"type":"{documentType}","content":"{content}","gcsContentUri":"{uri}","language":"{language}"},"encodingType":"{encoding}"}"""),
    ];

    protected override JsonObject Complete(VendorOperation operation, JsonObject fields, NodeContext context)
    {
        fields["documentType"] ??= "PLAIN_TEXT";
        fields["encoding"] ??= "UTF16";
        return fields;
    }
}
