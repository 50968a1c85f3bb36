using System.ComponentModel;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Demio. Source: the API reference at publicdemioapi.docs.apiary.io.</summary>
[Node("demio", "Demio", Category = "Network", Icon = "presentation", Summary = "Reads webinars of Demio and registers people.", Keywords = ["webinar", "event", "register"])]
[CredentialSlot("auth", "http.custom")]
internal sealed class DemioNode(VendorClient client) : VendorNode<DemioNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the event")]
        public string? EventId { get; init; }

        [Description("Mail address")]
        public string? Email { get; init; }

        [Description("First name")]
        public string? Name { get; init; }

        [Description("Last name")]
        public string? LastName { get; init; }

        [Description("Id of the session")]
        public string? DateId { get; init; }
    }

    public override string BaseUrl => "https://my.demio.com/api/v1";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Put("event.register", "/event/register", """{"id":"{eventId}","name":"{name}","email":"{email}","last_name":"{lastName}","date_id":"{dateId}"}""") with { Required = ["eventId", "email", "name"] },
        Get("event.get", "/event/{eventId}"),
        Get("event.list", "/events"),
    ];
}
