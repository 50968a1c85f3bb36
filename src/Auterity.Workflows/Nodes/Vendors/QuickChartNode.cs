using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>QuickChart. Source: the API page at quickchart.io/documentation.</summary>
[Node("quickChart", "QuickChart", Category = "Files", Icon = "chart-line", Summary = "Draws a chart as an image.", Keywords = ["chart", "graph", "image", "plot"])]
[CredentialSlot("auth", "http.query")]
internal sealed class QuickChartNode(VendorClient client) : VendorNode<QuickChartNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("bar, line, pie, doughnut, radar …")]
        public string? ChartType { get; init; }

        [Description("Labels of the values"), Field(Editor = "json")]
        public JsonElement? Labels { get; init; }

        [Description("The values"), Field(Editor = "json")]
        public JsonElement? Values { get; init; }

        [Description("Name of the series")]
        public string? Label { get; init; }

        [Description("Width in pixels")]
        public string? Width { get; init; }

        [Description("Height in pixels")]
        public string? Height { get; init; }

        [Description("Colour behind the chart")]
        public string? Background { get; init; }

        [Description("png, svg, webp or pdf")]
        public string? Format { get; init; }
    }

    public override string BaseUrl => "https://quickchart.io";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("chart.draw", "/chart", """{"chart":{"type":"{chartType}","data":{"labels":"{labels:json}","datasets":[{"label":"{label}","data":"{values:json}"}]}},"width":"{width:number}","height":"{height:number}","backgroundColor":"{background}","format":"{format}"}""") with { ReturnsFile = true, Required = ["values"] },
    ];

    protected override JsonObject Complete(VendorOperation operation, JsonObject fields, NodeContext context)
    {
        fields["chartType"] ??= "bar";
        return fields;
    }
}
