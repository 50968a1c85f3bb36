using System.ComponentModel;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Cortex. Source: the API guide at docs.strangebee.com/cortex.</summary>
[Node("cortex", "Cortex", Category = "Network", Icon = "shield-check", Summary = "Has observables analysed by Cortex.", Keywords = ["security", "analyzer", "observable"])]
[CredentialSlot("auth", "http.bearer")]
internal sealed class CortexNode(VendorClient client) : VendorNode<CortexNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the analyzer")]
        public string? Analyzer { get; init; }

        [Description("ip, domain, url, mail, hash …")]
        public string? ObservableType { get; init; }

        [Description("The value to look at")]
        public string? Observable { get; init; }

        [Description("0 white to 3 red")]
        public string? Tlp { get; init; }

        [Description("Id of the job")]
        public string? JobId { get; init; }

        [Description("true does not take an older result")]
        public string? Force { get; init; }
    }

    public override string BaseUrl => "";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("analyzer.run", "/api/analyzer/{analyzer}/run", """{"dataType":"{observableType}","data":"{observable}","tlp":"{tlp:number}"}""", """{"force":"{force}"}""") with { Required = ["observableType", "observable"] },
        Get("job.get", "/api/job/{jobId}"),
        Get("job.report", "/api/job/{jobId}/report"),
    ];
}
