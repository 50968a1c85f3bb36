namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Cortex, all versions.</summary>
[N8nMapping("n8n-nodes-base.cortex")]
internal sealed class CortexMapping : VendorMapping
{
    protected override string Node => "cortex";

    protected override string Resource(N8nParameters p) => "analyzer";

    protected override string Operation(string resource, N8nParameters p) => resource switch { "job" => "get", _ => "execute" };

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("analyzer:execute", "analyzer.run", "observableType", "observable=observableValue", "tlp=additionalFields.tlp", "force=additionalFields.force") with { More = Analyzer },
        On("job:get", "job.get", "jobId"),
        On("job:report", "job.report", "jobId"),
    ];

    // The choice is written as id::name.
    private static void Analyzer(N8nParameters p, Dictionary<string, object?> fields) => fields["analyzer"] = p.Text("analyzer")?.Split("::")[0];
}
