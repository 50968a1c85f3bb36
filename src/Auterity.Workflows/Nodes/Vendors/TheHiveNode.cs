using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>TheHive. Source: the API v0 reference at docs.strangebee.com.</summary>
[Node("theHive", "TheHive", Category = "Network", Icon = "shield-alert", Summary = "Reads and writes alerts and cases of TheHive.", Keywords = ["security", "incident", "case"])]
[CredentialSlot("auth", "http.bearer")]
internal sealed class TheHiveNode(VendorClient client) : VendorNode<TheHiveNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id")]
        public string? Id { get; init; }

        [Description("Title")]
        public string? Title { get; init; }

        [Description("Description")]
        public string? Text { get; init; }

        [Description("1 low to 4 critical")]
        public string? Severity { get; init; }

        [Description("When it happened")]
        public string? Date { get; init; }

        [Description("When the case began")]
        public string? StartDate { get; init; }

        [Description("Who works on it")]
        public string? Owner { get; init; }

        [Description("Tags"), Field(Editor = "json")]
        public JsonElement? Tags { get; init; }

        [Description("0 white to 3 red")]
        public string? Tlp { get; init; }

        [Description("Type of the alert")]
        public string? Type { get; init; }

        [Description("Source of the alert")]
        public string? Origin { get; init; }

        [Description("Its id at the source")]
        public string? Reference { get; init; }

        [Description("Status")]
        public string? Status { get; init; }
    }

    public override string BaseUrl => "";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("alert.create", "/api/alert", """{"title":"{title}","description":"{text}","severity":"{severity:number}","date":"{date}","tags":"{tags:list}","tlp":"{tlp:number}","type":"{type}","source":"{origin}","sourceRef":"{reference}","status":"{status}"}""") with { Required = ["title", "text", "type", "origin", "reference"] },
        Get("alert.get", "/api/alert/{id}"),
        Post("alert.list", "/api/alert/_search", """{"query":{}}"""),
        Post("case.create", "/api/case", """{"title":"{title}","description":"{text}","severity":"{severity:number}","startDate":"{startDate}","owner":"{owner}","tags":"{tags:list}","tlp":"{tlp:number}"}""") with { Required = ["title", "text"] },
        Patch("case.update", "/api/case/{id}", """{"title":"{title}","description":"{text}","severity":"{severity:number}","owner":"{owner}","tags":"{tags:list}","tlp":"{tlp:number}","status":"{status}"}"""),
        Get("case.get", "/api/case/{id}"),
        Post("case.list", "/api/case/_search", """{"query":{}}"""),
    ];
}
