using System.ComponentModel;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Brandfetch. Source: the Brand API reference at docs.brandfetch.com.</summary>
[Node("brandfetch", "Brandfetch", Category = "Network", Icon = "palette", Summary = "Finds logos, colours and facts of a company by its domain.", Keywords = ["logo", "brand", "company"])]
[CredentialSlot("auth", "http.bearer")]
internal sealed class BrandfetchNode(VendorClient client) : VendorNode<BrandfetchNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Domain of the company")]
        public string? Domain { get; init; }
    }

    public override string BaseUrl => "https://api.brandfetch.io/v2";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Get("brand.get", "/brands/{domain}"),
        Get("brand.logos", "/brands/{domain}", items: "logos"),
        Get("brand.colors", "/brands/{domain}", items: "colors"),
        Get("brand.fonts", "/brands/{domain}", items: "fonts"),
    ];
}
