namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Hunter, all versions.</summary>
[N8nMapping("n8n-nodes-base.hunter")]
internal sealed class HunterMapping : VendorMapping
{
    protected override string Node => "hunter";

    protected override string Operation(string resource, N8nParameters p) => "domainSearch";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On(":domainSearch", "domain.search", "domain", "@pages", "kind=filters.type") with { More = (p, f) => p.Skip("onlyEmails") },
        On(":emailFinder", "email.find", "domain", "firstName=firstname", "lastName=lastname"),
        On(":emailVerifier", "email.verify", "email"),
    ];
}
