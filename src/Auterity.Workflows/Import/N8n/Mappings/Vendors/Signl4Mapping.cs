namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>SIGNL4, all versions.</summary>
[N8nMapping("n8n-nodes-base.signl4")]
internal sealed class Signl4Mapping : VendorMapping
{
    protected override string Node => "signl4";

    protected override string Resource(N8nParameters p) => "alert";

    protected override string Operation(string resource, N8nParameters p) => "send";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("alert:send", "alert.send", "message", "title=additionalFields.title", "externalId=additionalFields.externalId", "scenario=additionalFields.alertingScenario", "service=additionalFields.service", "filter=additionalFields.filtering") with { More = Place },
        On("alert:resolve", "alert.resolve", "externalId"),
    ];

    private static void Place(N8nParameters p, Dictionary<string, object?> fields)
    {
        var place = p.Object("additionalFields.locationFieldsUi.locationFieldsValues");
        if (place.Text("latitude") is { } latitude && place.Text("longitude") is { } longitude) fields["location"] = N8nValues.Joined(latitude, ",", longitude);
    }
}
