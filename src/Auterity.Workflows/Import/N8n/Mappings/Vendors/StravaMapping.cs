namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Strava, all versions.</summary>
[N8nMapping("n8n-nodes-base.strava")]
internal sealed class StravaMapping : VendorMapping
{
    protected override string Node => "strava";

    protected override string Resource(N8nParameters p) => "activity";

    protected override string Operation(string resource, N8nParameters p) => "create";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("activity:getAll", "activity.list", "@pages"),
        On("activity:get", "activity.get", "activityId"),
        On("activity:getComments", "activity.comments", "activityId", "@pages"),
        On("activity:create", "activity.create", "name", "sport=sport_type|type", "startDate", "elapsedSeconds=elapsedTime", "text=additionalFields.description", "distance=additionalFields.distance"),
        On("activity:update", "activity.update", "activityId", "name=updateFields.name", "sport=updateFields.sport_type|updateFields.type", "text=updateFields.description"),
    ];
}
