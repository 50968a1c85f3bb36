using System.Text.Json;

namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Salesforce: its records of every kind by one set of operations.</summary>
[N8nMapping("n8n-nodes-base.salesforce")]
internal sealed class SalesforceMapping : N8nMapping
{
    // Fields that are named otherwise than their own name with a capital.
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal) { ["lastname"] = "LastName", ["acconuntId"] = "AccountId", ["owner"] = "OwnerId", ["mobilePhone"] = "MobilePhone", ["url"] = "Website" };

    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("authentication");
        var (resource, operation) = (p.Choice("resource", "lead"), p.Choice("operation", "create"));
        if (resource == "search") return new("salesforce", new { operation = "record.query", soql = p.Filled("query"), all = true });
        if (resource is not ("account" or "contact" or "lead" or "opportunity" or "case" or "task")) return MappedNode.Stub($"There is no way to {operation} a {resource} with this node here yet.");
        var kind = Capital(resource);
        return operation switch
        {
            "create" => new("salesforce", new { operation = "record.create", @object = kind, values = Values(p, "additionalFields") }),
            "update" => new("salesforce", new { operation = "record.update", @object = kind, id = p.Filled($"{resource}Id"), values = Values(p, "updateFields") }),
            "upsert" => new("salesforce", new { operation = "record.upsert", @object = kind, externalId = p.Filled("externalId"), externalIdValue = p.Filled("externalIdValue"), values = Values(p, "additionalFields") }),
            "get" => new("salesforce", new { operation = "record.get", @object = kind, id = p.Filled($"{resource}Id") }),
            "delete" => new("salesforce", new { operation = "record.delete", @object = kind, id = p.Filled($"{resource}Id") }),
            _ => MappedNode.Stub($"There is no way to {operation} a {resource} with this node here yet."),
        };
    }

    private static Dictionary<string, JsonElement> Values(N8nParameters p, string group)
    {
        var values = new Dictionary<string, JsonElement>();
        foreach (var name in (string[])["name", "lastname", "company", "stageName", "closeDate", "status", "type"])
            if (p.Value(name) is { } value) values[NameOf(name)] = value;
        var more = p.Object(group);
        foreach (var name in more.Members.Where(name => !name.EndsWith("Ui", StringComparison.Ordinal)))
            if (more.Value(name) is { } value) values[NameOf(name)] = value;
        foreach (var own in more.List("customFieldsUi.customFieldsValues"))
            if (own.Text("fieldId") is { Length: > 0 } field && own.Value("value") is { } value) values[field] = value;
        return values;
    }

    private static string NameOf(string name) => Names.GetValueOrDefault(name) ?? Capital(name);

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
