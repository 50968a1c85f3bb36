using System.ComponentModel;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>LingvaNex. Source: the API reference at docs.lingvanex.com.</summary>
[Node("lingvaNex", "LingvaNex", Category = "Network", Icon = "languages", Summary = "Translates texts with LingvaNex.", Keywords = ["translate", "language"])]
[CredentialSlot("auth", "http.header")]
internal sealed class LingvaNexNode(VendorClient client) : VendorNode<LingvaNexNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("The text")]
        public string? Text { get; init; }

        [Description("Language it is translated to, for example en_GB")]
        public string? To { get; init; }

        [Description("Language of the text; empty finds it out")]
        public string? From { get; init; }

        [Description("html keeps markup")]
        public string? Mode { get; init; }
    }

    public override string BaseUrl => "https://api-b2b.backenster.com/b1/api/v3";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("text.translate", "/translate", """{"platform":"api","data":"{text}","to":"{to}","from":"{from}","translateMode":"{mode}"}""") with { Required = ["text", "to"] },
    ];
}
