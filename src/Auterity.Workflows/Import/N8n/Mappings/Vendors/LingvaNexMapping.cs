namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>LingvaNex, all versions.</summary>
[N8nMapping("n8n-nodes-base.lingvaNex")]
internal sealed class LingvaNexMapping : VendorMapping
{
    protected override string Node => "lingvaNex";

    protected override string Operation(string resource, N8nParameters p) => "translate";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On(":translate", "text.translate", "text", "to=translateTo", "from=options.from", "mode=options.translateMode"),
    ];
}
