namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>QuickChart, all versions.</summary>
[N8nMapping("n8n-nodes-base.quickChart")]
internal sealed class QuickChartMapping : VendorMapping
{
    protected override string Node => "quickChart";

    protected override string Operation(string resource, N8nParameters p) => "draw";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On(":draw", "chart.draw", "chartType", "values=data", "label=datasetOptions.label", "width=chartOptions.width", "height=chartOptions.height", "background=chartOptions.backgroundColor", "format=chartOptions.format", "outputFile=output") with { More = Labels },
    ];

    private static void Labels(N8nParameters p, Dictionary<string, object?> fields)
    {
        var (list, rows) = (p.Value("labelsArray"), p.List("labelsUi.labelsValues").Select(row => row.Value("label")).ToList());
        fields["labels"] = p.Choice("labelsMode", "manually") == "array" ? list : rows.Count > 0 ? rows : null;
    }
}
