using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Google Analytics. Source: the Data API v1 reference at developers.google.com/analytics.</summary>
[Node("google.analytics", "Google Analytics", Category = "Network", Icon = "chart-no-axes-column", Summary = "Reads reports of Google Analytics 4.", Keywords = ["analytics", "report", "visitors", "ga4"])]
[CredentialSlot("auth", "oauth2.authorizationCode")]
internal sealed class GoogleAnalyticsNode(VendorClient client) : VendorNode<GoogleAnalyticsNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Number of the property")]
        public string? PropertyId { get; init; }

        [Description("First day, as a date, NdaysAgo, yesterday or today")]
        public string? StartDate { get; init; }

        [Description("Last day")]
        public string? EndDate { get; init; }

        [Description("What is counted: [{ name }]"), Field(Editor = "json")]
        public JsonElement? Metrics { get; init; }

        [Description("What it is counted by: [{ name }]"), Field(Editor = "json")]
        public JsonElement? Dimensions { get; init; }
    }

    public override string BaseUrl => "https://analyticsdata.googleapis.com/v1beta";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("report.get", "/properties/{propertyId}:runReport", """{"dateRanges":[{"startDate":"{startDate}","endDate":"{endDate}"}],"metrics":"{metrics:json}","dimensions":"{dimensions:json}"}""") with { Required = ["metrics"] },
        Post("report.raw", "/properties/{propertyId}:runReport", """{"dateRanges":[{"startDate":"{startDate}","endDate":"{endDate}"}],"metrics":"{metrics:json}","dimensions":"{dimensions:json}"}""") with { Required = ["metrics"] },
    ];

    /// <summary>One item for each row, with a field for each dimension and metric.</summary>
    public override async Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var answers = await base.RunAsync(input, context, cancellationToken);
        return input.Operation == "report.raw" ? answers : [.. answers.SelectMany(answer => Rows(answer.Json))];
    }

    private static IEnumerable<Item> Rows(JsonElement report)
    {
        if (!report.TryGetProperty("rows", out var rows)) yield break;
        foreach (var row in rows.EnumerateArray())
            yield return Item.From(Cells(report, row, "dimension").Concat(Cells(report, row, "metric")).DistinctBy(cell => cell.Key).ToDictionary());
    }

    private static IEnumerable<KeyValuePair<string, JsonElement>> Cells(JsonElement report, JsonElement row, string kind) =>
        report.TryGetProperty($"{kind}Headers", out var headers) && row.TryGetProperty($"{kind}Values", out var values)
            ? headers.EnumerateArray().Zip(values.EnumerateArray(), (header, value) => KeyValuePair.Create(header.GetProperty("name").ToString(), value.GetProperty("value")))
            : [];
}
