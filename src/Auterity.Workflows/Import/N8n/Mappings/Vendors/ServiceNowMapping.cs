namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>ServiceNow, all versions.</summary>
[N8nMapping("n8n-nodes-base.serviceNow")]
internal sealed class ServiceNowMapping : VendorMapping
{
    protected override string Node => "serviceNow";

    protected override string Resource(N8nParameters p) => "user";

    protected override string Operation(string resource, N8nParameters p) => "get";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("incident:getAll", "record.list", "table:=incident", "query=options.sysparm_query", "fields=options.sysparm_fields", "display=options.sysparm_display_value", "@pages"),
        On("incident:get", "record.get", "table:=incident", "id", "fields=options.sysparm_fields", "display=options.sysparm_display_value"),
        On("incident:create", "record.create", "table:=incident", "short=short_description"),
        On("incident:delete", "record.delete", "table:=incident", "id"),
        On("tableRecord:getAll", "record.list", "table=tableName", "query=options.sysparm_query", "fields=options.sysparm_fields", "display=options.sysparm_display_value", "@pages"),
        On("tableRecord:get", "record.get", "table=tableName", "id", "fields=options.sysparm_fields", "display=options.sysparm_display_value"),
        On("tableRecord:delete", "record.delete", "table=tableName", "id"),
    ];
}
