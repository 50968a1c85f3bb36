namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Brandfetch, all versions.</summary>
[N8nMapping("n8n-nodes-base.Brandfetch")]
internal sealed class BrandfetchMapping : VendorMapping
{
    protected override string Node => "brandfetch";

    protected override string Operation(string resource, N8nParameters p) => "logo";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On(":logo", "brand.logos", "domain"),
        On(":color", "brand.colors", "domain"),
        On(":font", "brand.fonts", "domain"),
        On(":company,:industry", "brand.get", "domain"),
    ];
}
