using System.ComponentModel;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>SIGNL4. Source: the inbound webhook page at docs.signl4.com; the address is the one of your team.</summary>
[Node("signl4", "SIGNL4", Category = "Messages", Icon = "siren", Summary = "Raises and closes alerts of SIGNL4.", Keywords = ["alert", "on-call", "incident"])]
[CredentialSlot("auth", "http.custom")]
internal sealed class Signl4Node(VendorClient client) : VendorNode<Signl4Node.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Text of the alert")]
        public string? Message { get; init; }

        [Description("Title")]
        public string? Title { get; init; }

        [Description("Your own id of the alert, to close it by")]
        public string? ExternalId { get; init; }

        [Description("single_ack, multi_ack or emergency")]
        public string? Scenario { get; init; }

        [Description("Service or system")]
        public string? Service { get; init; }

        [Description("Latitude and longitude")]
        public string? Location { get; init; }

        [Description("true filters the alert")]
        public string? Filter { get; init; }
    }

    public override string BaseUrl => "";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("alert.send", "", """{"message":"{message}","title":"{title}","X-S4-ExternalID":"{externalId}","X-S4-AlertingScenario":"{scenario}","X-S4-Service":"{service}","X-S4-Location":"{location}","X-S4-Filtering":"{filter}","X-S4-Status":"new"}""") with { Required = ["message"] },
        Post("alert.resolve", "", """{"X-S4-ExternalID":"{externalId}","X-S4-Status":"resolved"}""") with { Required = ["externalId"] },
    ];
}
