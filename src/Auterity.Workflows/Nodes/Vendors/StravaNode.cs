using System.ComponentModel;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Strava. Source: the API v3 reference at developers.strava.com.</summary>
[Node("strava", "Strava", Category = "Network", Icon = "bike", Summary = "Reads and writes activities of Strava.", Keywords = ["sport", "activity", "run", "ride"])]
[CredentialSlot("auth", "oauth2.authorizationCode")]
internal sealed class StravaNode(VendorClient client) : VendorNode<StravaNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the activity")]
        public string? ActivityId { get; init; }

        [Description("Name")]
        public string? Name { get; init; }

        [Description("Kind of sport")]
        public string? Sport { get; init; }

        [Description("When it began, local time")]
        public string? StartDate { get; init; }

        [Description("How long it took, in seconds")]
        public string? ElapsedSeconds { get; init; }

        [Description("Description")]
        public string? Text { get; init; }

        [Description("Metres")]
        public string? Distance { get; init; }
    }

    public override string BaseUrl => "https://www.strava.com/api/v3";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Get("activity.list", "/athlete/activities", paging: new VendorPaging(PageBy.Number, "page") { SizeParameter = "per_page" }),
        Get("activity.get", "/activities/{activityId}"),
        Get("activity.comments", "/activities/{activityId}/comments", paging: new VendorPaging(PageBy.Number, "page") { SizeParameter = "per_page" }),
        Post("activity.create", "/activities", """{"name":"{name}","sport_type":"{sport}","start_date_local":"{startDate}","elapsed_time":"{elapsedSeconds:number}","description":"{text}","distance":"{distance:number}"}""") with { Required = ["name", "sport", "startDate", "elapsedSeconds"] },
        Put("activity.update", "/activities/{activityId}", """{"name":"{name}","sport_type":"{sport}","description":"{text}"}"""),
    ];
}
