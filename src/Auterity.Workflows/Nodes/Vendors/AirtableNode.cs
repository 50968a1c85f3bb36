using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Airtable. Source: the Web API reference at airtable.com/developers/web/api. A record's fields lie beside its id.</summary>
[Node("airtable", "Airtable", Category = "Databases", Icon = "table", Summary = "Reads and writes records of Airtable bases.", Keywords = ["table", "record", "base", "spreadsheet"])]
[CredentialSlot("auth", "http.bearer", "oauth2.authorizationCode")]
internal sealed class AirtableNode(VendorClient client) : VendorNode<AirtableNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the base")]
        public string? Base { get; init; }

        [Description("Id or name of the table")]
        public string? Table { get; init; }

        [Description("Id of the record")]
        public string? RecordId { get; init; }

        [Description("Fields to write, by name"), Field(Editor = "keyValue")]
        public JsonElement? Fields { get; init; }

        [Description("Fields that find the record to update, when it is not named by id")]
        public JsonElement? MatchOn { get; init; }

        [Description("Formula that records must satisfy")]
        public string? Filter { get; init; }

        [Description("Id or name of a view")]
        public string? View { get; init; }

        [Description("Names of the fields to read")]
        public JsonElement? OnlyFields { get; init; }

        [Description("Order: a list of { field, direction }")]
        public IReadOnlyList<Order> Sort { get; init; } = [];

        [Description("Lets Airtable turn texts into the type of their field")]
        public bool? Typecast { get; init; }

        [Description("Keeps fields under 'fields', as Airtable sends them")]
        public bool Nested { get; init; }
    }

    /// <summary>One step of an order.</summary>
    /// <param name="Field">Name of the field.</param>
    /// <param name="Direction">asc or desc. Default: asc.</param>
    public sealed record Order([property: Description("Name of the field")] string Field, [property: Description("asc or desc")] string Direction = "asc");

    private const string Records = "/v0/{base}/{table}";

    private static readonly string[] Table = ["base", "table"];

    public override string BaseUrl => "https://api.airtable.com";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("record.create", Records, """{"records":[{"fields":"{fields:json}"}],"typecast":"{typecast}"}""", items: "records"),
        Patch("record.update", Records, """{"records":[{"id":"{recordId}","fields":"{fields:json}"}],"typecast":"{typecast}"}""", items: "records") with { Required = ["recordId"] },
        Patch("record.upsert", Records, """{"performUpsert":{"fieldsToMergeOn":"{matchOn:list}"},"records":[{"id":"{recordId}","fields":"{fields:json}"}],"typecast":"{typecast}"}""", items: "records"),
        Get("record.get", $"{Records}/{{recordId}}"),
        Get("record.find", Records, """{"filterByFormula":"{filter}","view":"{view}","fields[]":"{onlyFields:list}","...":"{order}"}""", "records", new VendorPaging(PageBy.Cursor, "offset") { Next = "offset", SizeParameter = "pageSize" }),
        Delete("record.delete", $"{Records}/{{recordId}}"),
        Get("base.list", "/v0/meta/bases", null, "bases", new VendorPaging(PageBy.Cursor, "offset") { Next = "offset" }),
        Get("base.schema", "/v0/meta/bases/{base}/tables", null, "tables"),
    ];

    protected override JsonObject Complete(VendorOperation operation, JsonObject fields, NodeContext context)
    {
        if (operation.Path.StartsWith(Records, StringComparison.Ordinal))
            foreach (var name in Table) VendorTemplate.Text($"{{{name}}}", fields, text => text);
        var order = new JsonObject();
        foreach (var (step, index) in (fields["sort"] as JsonArray ?? []).OfType<JsonObject>().Select((step, index) => (step, index)))
        {
            order[$"sort[{index}][field]"] = step["field"]?.DeepClone();
            order[$"sort[{index}][direction]"] = step["direction"]?.DeepClone();
        }

        if (order.Count > 0) fields["order"] = order;
        if (fields["recordId"] is not null) fields.Remove("matchOn");
        return fields;
    }

    protected override JsonNode? Read(VendorOperation operation, JsonNode? entry)
    {
        if (entry is not JsonObject record || record["fields"] is not JsonObject values || !operation.Name.StartsWith("record.", StringComparison.Ordinal)) return entry;
        var flat = new JsonObject { ["id"] = record["id"]?.DeepClone(), ["createdTime"] = record["createdTime"]?.DeepClone() };
        foreach (var (name, value) in values) flat[name] = value?.DeepClone();
        return flat;
    }

    public override async Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken) => input.Nested
        ? [.. (await base.RunAsync(input, context, cancellationToken)).Select(Nest)]
        : await base.RunAsync(input, context, cancellationToken);

    private static Item Nest(Item item)
    {
        if (JsonNode.Parse(item.Utf8.Span) is not JsonObject flat || flat["id"] is null) return item;
        var fields = new JsonObject(flat.Where(member => member.Key is not ("id" or "createdTime")).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        return Item.From(new JsonObject { ["id"] = flat["id"]!.DeepClone(), ["createdTime"] = flat["createdTime"]?.DeepClone(), ["fields"] = fields });
    }
}
