namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Google Analytics 4; what came before it has no server any more.</summary>
[N8nMapping("n8n-nodes-base.googleAnalytics")]
internal sealed class GoogleAnalyticsMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        if (p.Version < 2 || p.Choice("propertyType", "ga4") != "ga4" || p.Choice("resource", "report") != "report") return MappedNode.Stub("Universal Analytics has been shut down; make the report anew for Google Analytics 4.");
        p.Skip("operation", "returnAll", "limit");
        var (start, end) = Range(p);
        return new("google.analytics", new
        {
            operation = p.Flag("simple", true) ? "report.get" : "report.raw",
            propertyId = p.Locator("propertyId"),
            startDate = start,
            endDate = end,
            metrics = Names(p, "metricsGA4.metricValues", "totalUsers"),
            dimensions = Names(p, "dimensionsGA4.dimensionValues", "date"),
        });
    }

    private static (string? Start, string? End) Range(N8nParameters p) => p.Choice("dateRange", "last7days") switch
    {
        "custom" => (p.Filled("startDate"), p.Filled("endDate")),
        "today" => ("today", "today"),
        "yesterday" => ("yesterday", "yesterday"),
        "last30days" => ("30daysAgo", "today"),
        _ => ("7daysAgo", "today"),
    };

    private static List<object> Names(N8nParameters p, string path, string usual) =>
        [.. p.List(path).Select(row => new { name = row.Choice("listName", usual) is var chosen and not ("other" or "custom") ? chosen : row.Text("name", usual) })];
}
