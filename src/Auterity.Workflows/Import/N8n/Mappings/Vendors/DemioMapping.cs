namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Demio, all versions.</summary>
[N8nMapping("n8n-nodes-base.demio")]
internal sealed class DemioMapping : VendorMapping
{
    protected override string Node => "demio";

    protected override string Resource(N8nParameters p) => "event";

    protected override string Operation(string resource, N8nParameters p) => "get";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("event:register", "event.register", "eventId", "email", "name=firstName", "lastName=additionalFields.last_name", "dateId=additionalFields.date_id"),
        On("event:get", "event.get", "eventId"),
        On("event:getAll", "event.list", "@pages"),
    ];
}
